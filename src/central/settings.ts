import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { appError, type AppError } from '../shared/errors.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { defaultPoolSize } from './store/opened-store.ts';

/** What the program reads from its environment. */
const Environment = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'postgres://user:password@host:5432/database')
    .optional(),
  CENTRAL_DATABASE_POOL: z
    .string()
    .regex(/^\d{1,3}$/, 'a number from 2 to 200')
    .default(String(defaultPoolSize))
    .transform(Number)
    .pipe(z.number().int().min(2).max(200)),
  CENTRAL_DATA_DIR: z.string().min(1).optional(),
  CENTRAL_HOST: z.string().min(1).default('127.0.0.1'),
  CENTRAL_PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .default('4780')
    .transform(Number)
    .pipe(z.number().int().max(65_535)),
  CENTRAL_ACCESS_KEY: z
    .string()
    .min(16, 'at least 16 characters')
    .regex(/^[\x21-\x7e]+$/, 'printable characters without spaces')
    .optional(),
  CENTRAL_ACCESS: z.enum(['key', 'stations']).optional(),
  CENTRAL_TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''))
    .pipe(z.array(z.union([z.ipv4(), z.ipv6()], 'addresses, with commas between')))
    .default([]),
  CENTRAL_DATA_KEY: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, '32 bytes as 64 hexadecimal digits')
    .optional(),
  CENTRAL_CATALOGUE: z.string().min(1).optional(),
  CENTRAL_STOP_NOTICE: z
    .string()
    .regex(/^\d{1,2}$/, 'seconds, from 0 to 60')
    .default('0')
    .transform(Number)
    .pipe(z.number().max(60)),
  CENTRAL_METRICS_KEY: z
    .string()
    .min(16, 'at least 16 characters')
    .regex(/^[\x21-\x7e]+$/, 'printable characters without spaces')
    .optional(),
});

/** Settings of the program. */
export interface Settings {
  /** Undefined: embedded. */
  readonly databaseUrl: string | undefined;
  readonly poolSize: number;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly accessKey: string | undefined;
  /** Who is let in: whoever brings the access key, or enrolled stations and officers only. */
  readonly access: 'key' | 'stations';
  /** Addresses whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** The built `password-worker`. */
  readonly passwordWorker: string;
  readonly dataKey: string | undefined;
  readonly catalogue: string;
  /** How long it goes on, not ready any more, after it was told to stop. */
  readonly stopNoticeMs: number;
  /** Undefined: no metrics. */
  readonly metricsKey: string | undefined;
}

/** Of the machine: what the default folders depend on. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** Folder of the program, from which the catalogue is found. */
  readonly programDir: string;
  readonly exists: (path: string) => boolean;
}

/** Reads the settings. An empty variable counts as not set. Error: `config-invalid` with `field` and what it takes. */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
  machine: Machine,
): Result<Settings, AppError> {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(set);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    // The value is not told: it may be a key.
    return err(appError('config-invalid', { field: String(issue?.path[0]) }, issue?.message ?? 'not valid'));
  }
  const values = parsed.data;
  return ok({
    databaseUrl: values.DATABASE_URL,
    poolSize: values.CENTRAL_DATABASE_POOL,
    dataDir: resolve(values.CENTRAL_DATA_DIR ?? defaultDataDir(set, machine.platform)),
    host: values.CENTRAL_HOST,
    port: values.CENTRAL_PORT,
    accessKey: values.CENTRAL_ACCESS_KEY,
    access: values.CENTRAL_ACCESS ?? (values.DATABASE_URL === undefined ? 'key' : 'stations'),
    trustedProxies: values.CENTRAL_TRUSTED_PROXIES,
    passwordWorker: join(machine.programDir, 'password-worker.js'),
    dataKey: values.CENTRAL_DATA_KEY,
    catalogue: resolve(values.CENTRAL_CATALOGUE ?? defaultCatalogue(machine)),
    stopNoticeMs: values.CENTRAL_STOP_NOTICE * 1_000,
    metricsKey: values.CENTRAL_METRICS_KEY,
  });
}

/** Where each system keeps a user's program data. */
export function defaultDataDir(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string {
  const home = homedir();
  if (platform === 'win32')
    return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'QuayMotCua', 'central');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'quay-mot-cua', 'central');
  const data = environment['XDG_DATA_HOME'] ?? '';
  return join(isAbsolute(data) ? data : join(home, '.local', 'share'), 'quay-mot-cua', 'central');
}

/** Beside the built program (`out/main`), beside its source (`src/central`), or packed with the app. */
function defaultCatalogue({ programDir, exists }: Machine): string {
  const candidates = ['../../assets/catalogue', '../assets/catalogue', '../../../assets/catalogue'].map(
    (path) => resolve(programDir, path),
  );
  return candidates.find(exists) ?? candidates[0] ?? programDir;
}

/** What `--help` prints: the settings, and the tools that there are. */
export function helpText(
  platform: NodeJS.Platform,
  tools: readonly { readonly name: string; readonly summary: string }[],
): string {
  const toolLines = tools.map((tool) => `  ${tool.name.padEnd(18)}  ${tool.summary}\n`).join('');
  return `central: the API server of Quầy Một Cửa

  npm run central                          runs the server
  npm run central -- <tool> [arguments]    runs a tool on its database; <tool> --help explains it
${toolLines === '' ? '' : `\nTools:\n\n${toolLines}`}
Everything is set by environment variables:

  DATABASE_URL        PostgreSQL 15 or newer, for a centre:
                      postgres://user:password@host:5432/database?sslmode=verify-full&sslrootcert=/path/ca.pem
                      (default: none, the database is embedded)
  CENTRAL_DATABASE_POOL
                      connections of this node to PostgreSQL (default: ${defaultPoolSize})
  CENTRAL_DATA_DIR    folder of the embedded database; unused on PostgreSQL
                      (default: ${defaultDataDir({}, platform)})
  CENTRAL_HOST        address to listen on (default: 127.0.0.1)
  CENTRAL_PORT        port to listen on, 0 for any free one (default: 4780)
  CENTRAL_ACCESS      "stations": enrolled stations and officers who log in, nobody else (default on PostgreSQL);
                      "key": whoever brings the access key, too (default on the embedded database, which one app
                      keeps for itself)
  CENTRAL_ACCESS_KEY  that key, as bearer token
                      (default: made once and kept in the data folder as "access-key")
  CENTRAL_TRUSTED_PROXIES
                      addresses of proxies in front, whose X-Forwarded-For is believed, with commas between
                      (default: none)
  CENTRAL_DATA_KEY    32 bytes as 64 hexadecimal digits; seals personal data
                      (default: made once and kept in the data folder as "data-key";
                      must be given on PostgreSQL, the same for every node)
  CENTRAL_CATALOGUE   folder of the catalogue (default: found beside the program)
  CENTRAL_STOP_NOTICE seconds for which it goes on as ever after it was told to stop, while /ready says no; for proxies
                      that ask /ready now and then, as long as they need to notice (default: 0)
  CENTRAL_METRICS_KEY what Prometheus must bring as bearer token to read /metrics
                      (default: none, and there is no /metrics)

It prints one line of JSON per log entry; "ready" carries the address.
Exit codes: 0 stopped as asked, 69 the database cannot be reached now, 70 failed, 78 a setting or the data folder must
be put right.
`;
}

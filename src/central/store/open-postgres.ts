import { Kysely, sql } from 'kysely';
import { Pool, types, type PoolConfig } from 'pg';
import { appError, causeOf } from '../../shared/errors.ts';
import type { Log } from '../log.ts';
import { refusedSetting, StartRefused } from '../start-refused.ts';
import type { DatabaseReason } from '../start-texts.ts';
import { codeOf, isUnavailable } from './database-trouble.ts';
import { parsers, type OpenDatabase } from './open.ts';
import { pooledDialect } from './postgres-dialect.ts';
import type { Tables } from './tables.ts';

/** Which PostgreSQL, and how to use it. */
export interface PostgresOptions {
  /** `postgres://user:password@host:port/database?sslmode=verify-full&sslrootcert=/path` */
  readonly url: string;
  /** Connections of this node. */
  readonly poolSize: number;
  /**
   * `requests`: nothing takes long, a caller waits. `work`: migrations and tools, which take as long as they take.
   */
  readonly limits: 'requests' | 'work';
  readonly log: Log;
}

/** The oldest PostgreSQL that this program is tested on. */
const oldestServer = 15;

const connectLimitMs = 5_000;
const requestLimits = {
  statement_timeout: 15_000,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 30_000,
  // Ours, for a server that has gone silent: longer than its own, so that its answer comes first where there is one.
  query_timeout: 20_000,
} as const;
/** A tool that was cut off must not hold its locks for ever. */
const workLimits = { idle_in_transaction_session_timeout: 300_000 } as const;

/** Settings of a connection to the database, also for the one that listens. Throws what the address makes it throw. */
export function connectionOf(url: string, use: string): PoolConfig {
  return {
    connectionString: url,
    application_name: `quay-mot-cua ${use}`,
    connectionTimeoutMillis: connectLimitMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') => parsers[oid] ?? defaultParser(oid, format),
    },
  };
}

type Parse = (value: string) => unknown;
/** pg's own type knows the codes of its enumeration only; the function takes any. */
const defaultParser = types.getTypeParser as (code: number, format?: 'text' | 'binary') => Parse;

/**
 * Connects to a PostgreSQL server. Throws {@link StartRefused}: `database-unavailable` where it cannot be reached,
 * `config-invalid` with `field` `DATABASE_URL` where somebody has to put something right (user, password, name of the
 * database, TLS, a server that is too old).
 */
export async function openPostgres(options: PostgresOptions): Promise<OpenDatabase> {
  const { url, poolSize, log } = options;
  const pool = makePool(url, {
    max: poolSize,
    pipeline: true,
    ...(options.limits === 'requests' ? requestLimits : workLimits),
  });
  // Both: the pool tells of those that wait, a client in use tells only those who ask it.
  pool.on('error', (thrown) => log.warn('database connection lost', { cause: causeOf(thrown) }));
  pool.on('connect', (client) => client.on('error', () => undefined));
  const database = new Kysely<Tables>({ dialect: pooledDialect(pool) });
  try {
    await refuseOldServer(database);
  } catch (thrown) {
    await database.destroy();
    throw startRefusalOf(thrown);
  }
  return { database, engine: 'postgresql', close: () => database.destroy() };
}

function makePool(url: string, config: PoolConfig): Pool {
  try {
    return new Pool({ ...connectionOf(url, 'central'), ...config });
  } catch (thrown) {
    throw codeOf(thrown) === 'ENOENT'
      ? refusedAddress('file', causeOf(thrown))
      : refusedSetting('DATABASE_URL', causeOf(thrown));
  }
}

async function refuseOldServer(database: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ number: string; text: string }>`
    select current_setting('server_version_num') as number, current_setting('server_version') as text`.execute(
    database,
  );
  const major = Math.floor(Number(rows[0]?.number) / 10_000);
  if (major < oldestServer) throw refusedAddress('too-old', `it is PostgreSQL ${rows[0]?.text ?? '?'}`);
}

/** Why a database cannot be used, told to the administrator. Anything unforeseen is passed on as it is. */
export function startRefusalOf(thrown: unknown): unknown {
  if (thrown instanceof StartRefused) return thrown;
  const reason = whatToPutRight(codeOf(thrown), causeOf(thrown));
  if (reason !== null) return refusedAddress(reason, causeOf(thrown));
  if (isUnavailable(thrown))
    return new StartRefused(appError('database-unavailable', undefined, causeOf(thrown)));
  return thrown;
}

function refusedAddress(reason: DatabaseReason, cause: string): StartRefused {
  return new StartRefused(appError('config-invalid', { field: 'DATABASE_URL', reason }, cause));
}

function whatToPutRight(code: string, cause: string): DatabaseReason | null {
  switch (code) {
    case '28P01':
    case '28000':
      return 'login';
    case '3D000':
      return 'no-database';
    case '42501':
      return 'no-rights';
    case 'ENOENT':
      // A missing file of the address, not a missing socket.
      return cause.includes('.s.PGSQL.') ? null : 'file';
    default:
      return /\bSSL\b|certificate|\bTLS\b|SASL/i.test(cause) || /CERT|TLS|SSL/.test(code) ? 'tls' : null;
  }
}

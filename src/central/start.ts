import type { AddressInfo } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import { appError, causeOf, type AppError } from '../shared/errors.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { createCentral } from './app.ts';
import { fillSites } from './catalogue/fill-site.ts';
import { readCatalogue, type CatalogueFiles } from './catalogue/read-catalogue.ts';
import type { Clock } from './clock.ts';
import { pruneCommands } from './commands/command-runner.ts';
import { holdFolderSoon } from './data-folder.ts';
import { pruneEvents } from './events/event-log.ts';
import { keyFromFolder } from './keys.ts';
import type { Log } from './log.ts';
import { Seal } from './privacy/seal.ts';
import { migrate } from './store/migrate.ts';
import { openEmbedded, openInMemory, type OpenDatabase } from './store/open.ts';
import { isUnwritable } from './store/unwritable.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** A station that was away longer takes a snapshot anyway. */
const keepEventsMs = 3 * dayMs;
/** Longer than any station keeps a command that it could not send. */
const keepCommandsMs = 90 * dayMs;
/** How long requests may run on when the server stops. */
const drainMs = 5_000;

export interface StartOptions {
  /** Folder of the embedded database and the key files. Null: in memory, for tests; then both keys must be given. */
  readonly dataDir: string | null;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly accessKey?: string | undefined;
  /** 32 bytes in hexadecimal. */
  readonly dataKey?: string | undefined;
  /** Folder of the catalogue, or the catalogue itself. */
  readonly catalogue: string | CatalogueFiles;
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  /** How long to wait for a folder that another process still has. */
  readonly folderPatienceMs?: number;
  readonly heartbeatMs?: number;
  readonly stallMs?: number;
  /** Told after each synced file: see `SyncedFolder`. */
  readonly onSynced?: (descriptor: number) => void;
}

/** A server that listens. */
export interface RunningCentral {
  readonly url: string;
  readonly port: number;
  readonly accessKey: string;
  /** Lets running requests end, ends the streams, closes the database and lets go of the folder. */
  stop(): Promise<void>;
}

/**
 * Starts a central: holds the data folder, opens and migrates the database, fills it from the catalogue, listens. Errors:
 * `database-unwritable` with `folder`; `config-invalid` with `field` and a cause (port taken, catalogue or key unusable).
 */
export async function startCentral(options: StartOptions): Promise<Result<RunningCentral, AppError>> {
  const undo: (() => Promise<void>)[] = [];
  const backOut = async (error: AppError): Promise<Result<never, AppError>> => {
    for (const step of undo.reverse()) await step();
    return err(error);
  };
  const { dataDir, clock, log } = options;
  if (dataDir !== null) {
    const held = await holdFolderSoon(dataDir, options.folderPatienceMs ?? 0);
    if (!held.ok) return held;
    undo.push(() => held.value.release());
  }
  try {
    const keys = await findKeys(options);
    const catalogue = await findCatalogue(options.catalogue);
    const opened = dataDir === null ? await openInMemory() : await openEmbedded(dataDir, options.onSynced);
    undo.push(() => opened.close());
    await prepare(opened, catalogue, options);
    const stopping = new AbortController();
    const app = createCentral({
      database: opened.database,
      engine: opened.engine,
      clock,
      log,
      seal: keys.seal,
      accessKey: keys.accessKey,
      version: options.version,
      stopped: stopping.signal,
      ...(options.heartbeatMs === undefined ? {} : { heartbeatMs: options.heartbeatMs }),
      ...(options.stallMs === undefined ? {} : { stallMs: options.stallMs }),
    });
    const server = await listen(app.fetch, options);
    const pruning = setInterval(() => void prune(opened, options), dayMs / 4);
    pruning.unref();
    const { port } = server.address() as AddressInfo;
    let stopped: Promise<void> | null = null;
    return ok({
      url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
      port,
      accessKey: keys.accessKey,
      stop: () =>
        (stopped ??= (async () => {
          clearInterval(pruning);
          stopping.abort();
          await closeServer(server);
          for (const step of undo.reverse()) await step();
        })()),
    });
  } catch (thrown) {
    if (thrown instanceof StartFault)
      return backOut(appError('config-invalid', { field: thrown.field }, thrown.message));
    if (dataDir !== null && isUnwritable(thrown))
      return backOut(appError('database-unwritable', { folder: dataDir }, causeOf(thrown)));
    return backOut(appError('internal', undefined, causeOf(thrown)));
  }
}

/** Something that the administrator has to set right. */
class StartFault extends Error {
  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

async function findKeys(options: StartOptions): Promise<{ seal: Seal; accessKey: string }> {
  const { dataDir, log } = options;
  if (dataDir === null && (options.accessKey === undefined || options.dataKey === undefined))
    throw new StartFault('keys', 'without a data folder both keys must be given');
  const folder = dataDir ?? '';
  const access = await keyFromFolder(options.accessKey, folder, 'access-key');
  if (access.file !== null) log.info('access key for the stations', { file: access.file });
  const data = await keyFromFolder(options.dataKey, folder, 'data-key');
  if (data.file !== null)
    log.warn(
      'personal data is sealed with a key that lies beside it: keep a copy elsewhere, or give it as CENTRAL_DATA_KEY',
      { file: data.file },
    );
  if (!/^[0-9a-f]{64}$/i.test(data.text))
    throw new StartFault('CENTRAL_DATA_KEY', 'must be 32 bytes as 64 hexadecimal digits');
  return { seal: new Seal(Buffer.from(data.text, 'hex')), accessKey: access.text };
}

async function findCatalogue(given: StartOptions['catalogue']): Promise<CatalogueFiles> {
  if (typeof given !== 'string') return given;
  try {
    return await readCatalogue(given);
  } catch (thrown) {
    throw new StartFault('CENTRAL_CATALOGUE', causeOf(thrown));
  }
}

async function prepare(
  opened: OpenDatabase,
  catalogue: CatalogueFiles,
  options: StartOptions,
): Promise<void> {
  const { clock, log } = options;
  const steps = await migrate(opened.database, clock);
  if (steps.length > 0) log.info('database brought up to date', { steps });
  const sites = await fillSites(opened.database, catalogue);
  if (sites.length > 0) log.info('catalogue loaded', { sites });
  await prune(opened, options);
}

async function prune(opened: OpenDatabase, { clock, log }: StartOptions): Promise<void> {
  const now = clock.now().getTime();
  try {
    const events = await pruneEvents(opened.database, new Date(now - keepEventsMs));
    const commands = await pruneCommands(opened.database, new Date(now - keepCommandsMs));
    if (events + commands > 0) log.info('old events and kept answers dropped', { events, commands });
  } catch (thrown) {
    log.error('old events could not be dropped', { cause: causeOf(thrown) });
  }
}

function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  options: StartOptions,
): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: options.host, port: options.port });
    server.once('listening', () => resolve(server));
    server.once('error', (thrown: Error) =>
      reject(
        new StartFault('CENTRAL_PORT', `cannot listen on ${options.host}:${options.port}: ${thrown.message}`),
      ),
    );
  });
}

function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => {
      if ('closeAllConnections' in server) server.closeAllConnections();
    }, drainMs);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });
}

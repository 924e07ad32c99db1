import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { serve, type ServerType } from '@hono/node-server';
import { appError, causeOf, type AppError } from '../shared/errors.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { pruneAccess } from './access/access.ts';
import { passwordsHere } from './access/argon2.ts';
import { PasswordThread } from './access/password-thread.ts';
import { createCentral } from './app.ts';
import { fillSites } from './catalogue/fill-site.ts';
import { readCatalogue, type CatalogueFiles } from './catalogue/read-catalogue.ts';
import { pruneCommands } from './commands/command-runner.ts';
import { keepCaring } from './privacy/daily-care.ts';
import { pruneEvents } from './events/event-log.ts';
import { EventWire } from './events/event-wire.ts';
import { SiteBell } from './events/site-bell.ts';
import { refusedSetting, StartRefused } from './start-refused.ts';
import type { OpenDatabase } from './store/open.ts';
import { openStore, type StoreOptions } from './store/opened-store.ts';
import { isUnwritable } from './store/database-trouble.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** A station that was away longer takes a snapshot anyway. */
const keepEventsMs = 3 * dayMs;
/** Longer than any station keeps a command that it could not send. */
const keepCommandsMs = 90 * dayMs;
/** How long requests may run on when the server stops. */
const drainMs = 5_000;
const idleLookMs = 20;

export interface StartOptions extends StoreOptions {
  readonly host: string;
  /** What Prometheus must bring; none: no metrics. */
  readonly metricsKey?: string | undefined;
  /** 0: any free port. */
  readonly port: number;
  /** Folder of the catalogue, or the catalogue itself. */
  readonly catalogue: string | CatalogueFiles;
  readonly version: string;
  /** Who is let in: whoever brings the access key (the default), or enrolled stations and officers only. */
  readonly access?: 'key' | 'stations';
  readonly trustedProxies?: readonly string[];
  /** The built `password-worker`; left out: passwords are hashed in this thread. */
  readonly passwordWorker?: string;
  /** How long it goes on as ever after it was told to stop, saying at `/ready` that it is not; none if left out. */
  readonly stopNoticeMs?: number;
  readonly heartbeatMs?: number;
  readonly stallMs?: number;
}

/** A server that listens. */
export interface RunningCentral {
  readonly url: string;
  readonly port: number;
  readonly accessKey: string;
  /**
   * Is not ready from now on; then ends the streams, takes nothing new, lets running requests end, closes the database and
   * lets go of the folder.
   */
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
  try {
    const catalogue = await findCatalogue(options.catalogue);
    const opened = await openStore(options);
    undo.push(() => opened.close());
    await prepare(opened, catalogue, options);
    const bell = new SiteBell();
    if (options.databaseUrl !== undefined) {
      const wire = new EventWire({ url: options.databaseUrl, bell, log });
      undo.push(() => wire.stop());
      await wire.start();
    }
    if (options.access === 'stations' && options.accessKey !== undefined)
      log.warn('the access key lets nobody in: only stations and officers are let in', {
        setting: 'CENTRAL_ACCESS',
      });
    const passwords =
      options.passwordWorker === undefined ? passwordsHere() : new PasswordThread(options.passwordWorker);
    undo.push(() => passwords.close());
    const draining = new AbortController();
    const stopping = new AbortController();
    const app = createCentral({
      database: opened.database,
      engine: opened.engine,
      clock,
      log,
      seal: opened.seal,
      accessKey: options.access === 'stations' ? null : opened.accessKey,
      passwords,
      trustedProxies: options.trustedProxies ?? [],
      version: options.version,
      draining: draining.signal,
      stopped: stopping.signal,
      metricsKey: options.metricsKey ?? null,
      bell,
      ...(options.heartbeatMs === undefined ? {} : { heartbeatMs: options.heartbeatMs }),
      ...(options.stallMs === undefined ? {} : { stallMs: options.stallMs }),
    });
    const server = await listen(app.fetch, options);
    undo.push(keepCaring({ database: opened.database, seal: opened.seal, clock, log }));
    const pruning = setInterval(() => void prune(opened, options), dayMs / 4);
    pruning.unref();
    const { port } = server.address() as AddressInfo;
    let stopped: Promise<void> | null = null;
    return ok({
      url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
      port,
      accessKey: opened.accessKey,
      stop: () =>
        (stopped ??= (async () => {
          clearInterval(pruning);
          draining.abort();
          await delay(options.stopNoticeMs ?? 0);
          stopping.abort();
          await closeServer(server);
          for (const step of undo.reverse()) await step();
        })()),
    });
  } catch (thrown) {
    if (thrown instanceof StartRefused) return backOut(thrown.error);
    if (dataDir !== null && isUnwritable(thrown))
      return backOut(appError('database-unwritable', { folder: dataDir }, causeOf(thrown)));
    return backOut(appError('internal', undefined, causeOf(thrown)));
  }
}

async function findCatalogue(given: StartOptions['catalogue']): Promise<CatalogueFiles> {
  if (typeof given !== 'string') return given;
  try {
    return await readCatalogue(given);
  } catch (thrown) {
    throw refusedSetting('CENTRAL_CATALOGUE', causeOf(thrown));
  }
}

async function prepare(
  opened: OpenDatabase,
  catalogue: CatalogueFiles,
  options: StartOptions,
): Promise<void> {
  const sites = await fillSites(opened.database, catalogue);
  if (sites.length > 0) options.log.info('catalogue loaded', { sites });
  await prune(opened, options);
}

async function prune(opened: OpenDatabase, { clock, log }: StartOptions): Promise<void> {
  const now = clock.now().getTime();
  try {
    const events = await pruneEvents(opened.database, new Date(now - keepEventsMs));
    const commands = await pruneCommands(opened.database, new Date(now - keepCommandsMs));
    const sessions = await pruneAccess(opened.database, new Date(now));
    if (sessions > 0) log.info('sessions that were over dropped', { sessions });
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
        refusedSetting('CENTRAL_PORT', `cannot listen on ${options.host}:${options.port}: ${thrown.message}`),
      ),
    );
  });
}

function closeServer(server: ServerType): Promise<void> {
  const closeIdle = (): void => {
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  };
  return new Promise((resolve) => {
    const force = setTimeout(() => {
      if ('closeAllConnections' in server) server.closeAllConnections();
    }, drainMs);
    server.close(() => {
      clearTimeout(force);
      clearInterval(idle);
      resolve();
    });
    // Again and again: one that was at work is idle when its stream or its answer has ended, and is kept open by its other end.
    const idle = setInterval(closeIdle, idleLookMs);
    closeIdle();
  });
}

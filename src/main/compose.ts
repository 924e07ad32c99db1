import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Site } from '../shared/api/site.ts';
import type { StationConfig, StationEntry } from '../shared/contract/config.ts';
import type { Notice } from '../shared/contract/station.ts';
import type { AppError } from '../shared/errors.ts';
import { ok, type Result } from '../shared/result.ts';
import { AppointmentCommands } from './central-client/appointment-commands.ts';
import { CounterCommands } from './central-client/counter-commands.ts';
import { CentralClient } from './central-client/client.ts';
import { fixedKey, type Credentials } from './central-client/credentials.ts';
import { createCentralHttp, type CentralHttp } from './central-client/http.ts';
import { Outbox } from './central-client/outbox.ts';
import { SiteFeed } from './central-client/site-feed.ts';
import { SessionKeeper } from './central-client/session-keeper.ts';
import { StationAccess } from './central-client/station-access.ts';
import type { Clock } from './clock.ts';
import type { LoadedConfig } from './config/config-file.ts';
import { composeDevices } from './devices/compose-devices.ts';
import { EmbeddedCentral, type Spawner } from './embedded/supervisor.ts';
import { accountHandlers } from './features/access/account-handlers.ts';
import {
  accessHandlers,
  accessState,
  isLogInRequired,
  type AccessServices,
} from './features/access/handlers.ts';
import { administrationHandlers } from './features/administration/handlers.ts';
import { siteAdministrationHandlers } from './features/administration/site-handlers.ts';
import { dossierHandlers } from './features/dossiers/handlers.ts';
import { DossierSlips } from './features/dossiers/dossier-slips.ts';
import { stationHandlers } from './features/station/handlers.ts';
import { appointmentHandlers } from './features/appointments/handlers.ts';
import { counterHandlers } from './features/tickets/counter-handlers.ts';
import { ticketHandlers } from './features/tickets/handlers.ts';
import { TicketSlips } from './features/tickets/ticket-slips.ts';
import { callingStation } from './host/calling-station.ts';
import type { CallContext, Publish } from './host/handlers.ts';
import type { ChooseFile } from './host/save-file.ts';
import { createRouter, type Router } from './host/router.ts';
import type { Log } from './log.ts';
import type { StationDatabase } from './store/database.ts';
import { openStationDatabase } from './store/open.ts';

/** Everything of the outside that main needs, as ports: Electron in the app, plain Node in tests. */
export interface Outside {
  readonly folders: {
    /** Where this installation keeps its files. */
    readonly data: string;
    readonly assets: string;
    /** Where the built workers and programs are. */
    readonly bundle: string;
  };
  readonly configPath: string;
  readonly loadedConfig: LoadedConfig;
  readonly storeKey: string;
  readonly centralDataKey: string;
  readonly keysGuarded: boolean;
  readonly version: string;
  readonly spawnCentral: Spawner;
  readonly publish: Publish;
  readonly focusedStation: () => string | null;
  /** For how long nobody has touched this machine, in milliseconds. */
  readonly untouchedMs: () => number;
  readonly openStations: () => readonly string[];
  readonly isWatched: () => boolean;
  readonly openWindow: (window: CallContext['window'], station: StationEntry | null) => void;
  readonly restart: () => void;
  readonly chooseFile: ChooseFile;
  readonly clock: Clock;
  readonly log: Log;
  readonly checkOutput: boolean;
}

/** Main, running. */
export interface App {
  readonly router: Router;
  readonly config: () => StationConfig;
  stop(): Promise<void>;
}

/** What is open so far, closed in reverse order: at the end, or when a later step fails. */
class Closers {
  private readonly closers: (() => Promise<void>)[] = [];
  add(close: () => Promise<void>): void {
    this.closers.unshift(close);
  }
  async closeAll(): Promise<void> {
    for (const close of this.closers) await close();
  }
}

/** How often central is asked whether confirmed commands are safe against a power cut. */
const pruneEveryMs = 5_000;

/**
 * Builds the whole main side and starts it. Never imports electron. Errors: `store-unwritable`, `database-unwritable`,
 * `config-invalid` (a file that it names cannot be read), `central-timeout`; nothing is left open then.
 */
export async function compose(outside: Outside): Promise<Result<App, AppError>> {
  const closers = new Closers();
  const app = await build(outside, closers);
  if (!app.ok) await closers.closeAll();
  return app;
}

async function build(outside: Outside, closers: Closers): Promise<Result<App, AppError>> {
  const { clock, log, publish, folders } = outside;
  let config = outside.loadedConfig.config;

  const opened = await openStationDatabase(
    { path: join(folders.data, 'station.db'), key: outside.storeKey },
    join(folders.bundle, 'store-worker.js'),
  );
  if (!opened.ok) return opened;
  const database = opened.value;
  closers.add(() => database.close());

  const reached = await reachCentral(outside, config, database, closers, (stationId) => {
    void accessState(accessServices, stationId).then((state) => publish('access.changed', state, stationId));
  });
  if (!reached.ok) return reached;
  const { http, access } = reached.value;

  const outbox: Outbox = new Outbox({
    database,
    http,
    actor: (stationId) => {
      const officerId = access?.signedIn(stationId)?.officerId ?? null;
      const isSignedOut = isLogInRequired({ config: () => config, access }, stationId) && officerId === null;
      return { officerId, isSignedOut };
    },
    clock,
    log: log.child('outbox'),
    onPendingChanged: (pending) => feed.setPending(pending),
  });
  const accessServices: AccessServices = {
    config: () => config,
    configPath: outside.configPath,
    database,
    access,
    outbox,
    correlationId: randomUUID,
    version: outside.version,
  };
  const client = new CentralClient(config.siteId, http, outbox);
  const { untouchedMs } = outside;
  const sessions =
    access === null ? null : new SessionKeeper({ sessions: access, untouchedMs, log: log.child('access') });
  closers.add(async () => sessions?.stop());
  let site: Site | null = null;
  const feed: SiteFeed = new SiteFeed({
    siteId: config.siteId,
    http,
    clock,
    log: log.child('feed'),
    onChanged: (view) => publish('queue.changed', view),
    onConnected: () => void connected(),
  });
  async function connected(): Promise<void> {
    await sessions?.renewAll();
    for (const station of config.stations) {
      const answer = await client.hello({
        stationId: station.id,
        role: station.role,
        name: station.name,
        counterId: station.counterId ?? null,
        appVersion: outside.version,
      });
      if (answer.ok) site = answer.value;
      else log.warn('central does not know this station', { station: station.id, code: answer.error.code });
    }
    await outbox.replay();
  }

  const devices = await composeDevices({
    ...outside,
    database,
    config: () => config,
    personAt: (stationId) => access?.signedIn(stationId)?.displayName ?? null,
  });
  closers.add(() => devices.stop());

  const notices: Notice[] = [];
  if (!outside.keysGuarded) notices.push({ code: 'no-key-store', detail: { folder: folders.data } });
  if (!outside.loadedConfig.fromFile)
    notices.push({ code: 'config-default', detail: { path: outside.configPath } });

  const paperContext = { config: () => config, site: () => site, queue: () => feed.current() };
  const router = createRouter({
    log: log.child('router'),
    clock,
    checkOutput: outside.checkOutput,
    handlers: {
      ...stationHandlers({
        config: () => config,
        configPath: outside.configPath,
        site: () => site,
        notices: () => notices,
        version: outside.version,
        openWindow: outside.openWindow,
        reconfigure: async (after) => {
          config = after;
          await devices.reconfigure();
        },
        serialPorts: () => devices.serialPorts(),
        restart: outside.restart,
        log: log.child('window'),
      }),
      ...ticketHandlers(() => config, client, feed, new TicketSlips(devices.printing, paperContext)),
      ...appointmentHandlers(
        () => config,
        new AppointmentCommands(config.siteId, http, outbox),
        feed,
        new TicketSlips(devices.printing, paperContext),
      ),
      ...counterHandlers(() => config, new CounterCommands(config.siteId, http, outbox), feed),
      ...dossierHandlers(() => config, client, feed, new DossierSlips(devices.printing, paperContext)),
      ...accessHandlers(accessServices),
      ...accountHandlers(accessServices, http),
      ...administrationHandlers(() => config, http),
      ...siteAdministrationHandlers(() => config, http, outside.chooseFile),
      ...devices.handlers,
    },
  });

  // In the order in which the next may need the one before: the site is known before the first window asks.
  const known = await client.site();
  if (known.ok) site = known.value;
  feed.start();
  closers.add(() => feed.stop());
  const pruning = setInterval(() => void outbox.prune(), pruneEveryMs);
  closers.add(() => {
    clearInterval(pruning);
    return Promise.resolve();
  });

  return ok({ router, config: () => config, stop: () => closers.closeAll() });
}

/** The way to central, and who is signed in on it where people log in. */
interface Reached {
  readonly http: () => CentralHttp;
  readonly access: StationAccess | null;
}

/** The way to central: one that this installation is enrolled at or has the key of, or the embedded one, started here. */
async function reachCentral(
  outside: Outside,
  config: StationConfig,
  database: StationDatabase,
  closers: Closers,
  onSignedInChanged: (stationId: string) => void,
): Promise<Result<Reached, AppError>> {
  const { folders, log } = outside;
  const { central, language, siteId } = config;
  const connect = (
    credentials: Credentials,
    where: { readonly url: string; readonly caFile?: string | undefined },
  ): Promise<Result<CentralHttp, AppError>> =>
    createCentralHttp({ url: where.url, caFile: where.caFile, language, credentials }, randomUUID);

  if (central.mode === 'enrolled') {
    const access = await StationAccess.load({
      database,
      siteId,
      connect: (credentials) => connect(credentials, central),
      caller: callingStation,
      log: log.child('access'),
      onChanged: onSignedInChanged,
    });
    const http = await connect(access, central);
    return http.ok ? ok({ http: () => http.value, access }) : http;
  }
  if (central.mode === 'remote') {
    const http = await connect(fixedKey(central.accessKey), central);
    return http.ok ? ok({ http: () => http.value, access: null }) : http;
  }
  // A key of its own for each run: nothing else on this machine may speak to the embedded central.
  const accessKey = randomBytes(32).toString('hex');
  const embedded = new EmbeddedCentral({
    spawn: outside.spawnCentral,
    environment: {
      CENTRAL_DATA_DIR: join(folders.data, 'central'),
      CENTRAL_HOST: '127.0.0.1',
      CENTRAL_ACCESS_KEY: accessKey,
      CENTRAL_DATA_KEY: outside.centralDataKey,
      CENTRAL_CATALOGUE: join(folders.assets, 'catalogue'),
    },
    log: log.child('central'),
  });
  closers.add(() => embedded.stop());
  const started = await embedded.start();
  if (!started.ok) return started;
  const http = await connect(fixedKey(accessKey), { url: started.value });
  return http.ok ? ok({ http: () => http.value, access: null }) : http;
}

import { setMaxListeners } from 'node:events';
import type { Kysely } from 'kysely';
import { assembleAccess, type Access } from './access/access.ts';
import { passwordsHere } from './access/argon2.ts';
import type { Passwords } from './access/passwords.ts';
import { usualLimits, type Limits } from './access/rate-limit.ts';
import { ProcedureSearch } from './catalogue/procedure-search.ts';
import type { Clock } from './clock.ts';
import { CommandRunner } from './commands/command-runner.ts';
import { SiteBell } from './events/site-bell.ts';
import { SiteFeeds } from './events/site-feed.ts';
import type { Log } from './log.ts';
import { CentralMetrics } from './metrics/central-metrics.ts';
import type { Seal } from './privacy/seal.ts';
import type { Tables } from './store/tables.ts';

/** What the server is given. */
export interface CentralOptions {
  readonly database: Kysely<Tables>;
  readonly engine: 'embedded' | 'postgresql';
  readonly clock: Clock;
  readonly seal: Seal;
  /** The bearer token of the one installation that an embedded central belongs to; null: only enrolled stations and officers. */
  readonly accessKey: string | null;
  readonly log: Log;
  readonly version: string;
  /** The server was told to stop: it is not ready for more, and serves what comes all the same. Left out: `stopped`. */
  readonly draining?: AbortSignal;
  /** Ends the event streams, and connections behind their answers, so that the server can stop. */
  readonly stopped: AbortSignal;
  readonly heartbeatMs?: number;
  readonly stallMs?: number;
  /** Left out: hashed in this thread, which holds everybody up meanwhile. */
  readonly passwords?: Passwords;
  readonly limits?: Limits;
  /** Addresses of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies?: readonly string[];
  /** The bearer token of who reads the metrics; null: nobody may. */
  readonly metricsKey?: string | null;
  /** Rung also by other nodes, where there are any. */
  readonly bell?: SiteBell;
}

/** The server's parts, as its routes use them. */
export interface Central extends Required<CentralOptions> {
  readonly access: Access;
  readonly commands: CommandRunner;
  readonly feeds: SiteFeeds;
  readonly search: ProcedureSearch;
  readonly metrics: CentralMetrics;
}

/** Wires the parts by hand. */
export function assembleCentral(options: CentralOptions): Central {
  const {
    database,
    seal,
    clock,
    log,
    bell = new SiteBell(),
    passwords = passwordsHere(),
    limits = usualLimits,
  } = options;
  // One listener for each stream, and there may be thousands.
  setMaxListeners(0, options.stopped);
  return {
    draining: options.stopped,
    heartbeatMs: 15_000,
    stallMs: 30_000,
    metricsKey: null,
    trustedProxies: [],
    passwords,
    limits,
    ...options,
    access: assembleAccess({ database, seal, clock, passwords, limits }),
    bell,
    commands: new CommandRunner({ database, seal, clock, bell }),
    feeds: new SiteFeeds({ database, bell, log }),
    search: new ProcedureSearch(database),
    metrics: new CentralMetrics(options.version, options.engine),
  };
}

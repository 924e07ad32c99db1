import type { Kysely } from 'kysely';
import { ProcedureSearch } from './catalogue/procedure-search.ts';
import type { Clock } from './clock.ts';
import { CommandRunner } from './commands/command-runner.ts';
import { SiteBell } from './events/site-bell.ts';
import type { Log } from './log.ts';
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
  /** Ends the event streams, so that the server can stop. */
  readonly stopped: AbortSignal;
  readonly heartbeatMs?: number;
  readonly stallMs?: number;
}

/** The server's parts, as its routes use them. */
export interface Central extends Required<CentralOptions> {
  readonly bell: SiteBell;
  readonly commands: CommandRunner;
  readonly search: ProcedureSearch;
}

/** Wires the parts by hand. */
export function assembleCentral(options: CentralOptions): Central {
  const { database, seal, clock } = options;
  const bell = new SiteBell();
  return {
    heartbeatMs: 15_000,
    stallMs: 30_000,
    ...options,
    bell,
    commands: new CommandRunner({ database, seal, clock, bell }),
    search: new ProcedureSearch(database),
  };
}

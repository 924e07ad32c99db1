import type { Log } from '../log.ts';

/** Whose sessions are kept: see `StationAccess`. */
export interface KeptSessions {
  /** Stations where somebody is signed in. */
  signedInStations(): readonly string[];
  /** True: central gave new tokens. False: central says that the session is over, which is noted, or it cannot be asked. */
  renew(stationId: string): Promise<boolean>;
}

export interface SessionKeeperOptions {
  readonly sessions: KeptSessions;
  readonly log: Log;
  /** For how long nobody has touched this machine's keyboard or mouse, in milliseconds. */
  readonly untouchedMs: () => number;
  /** Far below the two hours after which central takes a station that says nothing for one that is off. */
  readonly everyMs?: number;
  /** Within the half minute for which central takes a token again whose answer was lost. */
  readonly retryMs?: number;
}

/** For so long central keeps a session that is not renewed (`idleMs` there). */
const centralKeepsMs = 2 * 60 * 60_000;

/**
 * Keeps officers signed in while somebody is at the machine, also where that needs nothing of central: without it, whoever
 * wrote in another program for two hours would have to log in again. A desk that nobody touches is not renewed, so central
 * ends its session after two hours: an abandoned screen shows nobody's papers. Once it must be over central is asked, and
 * also when the connection is there again after a night or a sleep: the window has to say so then, not at the first click.
 *
 * It goes by what central says and never by the date of this machine, which may jump.
 */
export class SessionKeeper {
  readonly #every: NodeJS.Timeout;
  #retry: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #isStopped = false;

  readonly #everyMs: number;

  constructor(private readonly options: SessionKeeperOptions) {
    this.#everyMs = options.everyMs ?? 20 * 60_000;
    this.#every = setInterval(() => void this.renewAll(), this.#everyMs);
    this.#every.unref();
  }

  /**
   * Renews the sessions of all stations here, where somebody is at the machine or they must be over. One at a time; whoever
   * asks meanwhile waits for the same.
   */
  renewAll(): Promise<void> {
    const untouched = this.options.untouchedMs();
    // The last renewal was at most one turn after the last touch.
    const isAbandoned = untouched > this.#everyMs && untouched <= centralKeepsMs + this.#everyMs;
    if (this.#isStopped || isAbandoned) return Promise.resolve();
    return (this.#running ??= this.#renewEach().finally(() => (this.#running = null)));
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#every);
    if (this.#retry !== null) clearTimeout(this.#retry);
    await this.#running;
  }

  async #renewEach(): Promise<void> {
    const { sessions, log } = this.options;
    let isUnanswered = false;
    for (const station of sessions.signedInStations()) {
      if (await sessions.renew(station)) continue;
      if (sessions.signedInStations().includes(station)) isUnanswered = true;
      else log.info('a session was over', { station });
    }
    if (isUnanswered) this.#tryAgain();
  }

  #tryAgain(): void {
    if (this.#isStopped) return;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.renewAll(), this.options.retryMs ?? 5_000);
    this.#retry.unref();
  }
}

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
  /** Far below the two hours after which central takes a station that says nothing for one that is off. */
  readonly everyMs?: number;
  /** Within the half minute for which central takes a token again whose answer was lost. */
  readonly retryMs?: number;
}

/**
 * Keeps officers signed in while the app runs, also when nobody touches it: without it, whoever read papers for two hours
 * would have to log in again. It asks central at once when the connection is there again: after a night or a sleep the
 * session may be over, and the window has to say so then, not at the first click.
 *
 * It goes by what central says and never by this machine's clock, which may jump.
 */
export class SessionKeeper {
  readonly #every: NodeJS.Timeout;
  #retry: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #isStopped = false;

  constructor(private readonly options: SessionKeeperOptions) {
    this.#every = setInterval(() => void this.renewAll(), options.everyMs ?? 20 * 60_000);
    this.#every.unref();
  }

  /** Renews the sessions of all stations here. One at a time; whoever asks meanwhile waits for the same. */
  renewAll(): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
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

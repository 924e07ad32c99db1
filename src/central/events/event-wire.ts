import { Client } from 'pg';
import { causeOf } from '../../shared/errors.ts';
import type { Log } from '../log.ts';
import { connectionOf } from '../store/open-postgres.ts';
import { eventChannel } from './event-log.ts';
import type { SiteBell } from './site-bell.ts';

export interface EventWireOptions {
  readonly url: string;
  readonly bell: SiteBell;
  readonly log: Log;
  /** How often a silent connection is asked whether it is still there, and how long it may take to answer. */
  readonly pingMs?: number;
}

/** A connection that listens. */
interface Listening {
  /** Resolves when it does no longer. */
  readonly lost: Promise<void>;
}

const firstPauseMs = 250;
const longestPauseMs = 5_000;

/**
 * Hears from PostgreSQL what other nodes have written, on a connection of its own, and rings. A connection that was lost is
 * made anew for as long as it takes; then every site is rung, because whatever was told in between is lost and has to be
 * found by sequence number.
 */
export class EventWire {
  readonly #pingMs: number;
  #client: Client | null = null;
  #pause: { readonly timer: NodeJS.Timeout; readonly end: () => void } | null = null;
  #isStopped = false;
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly options: EventWireOptions) {
    this.#pingMs = options.pingMs ?? 10_000;
  }

  /** Resolves when it listens for the first time. Throws where it cannot. */
  async start(): Promise<void> {
    this.#running = this.#stayOn(await this.#listen());
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#pause?.end();
    await this.#client?.end().catch(() => undefined);
    await this.#running;
  }

  async #stayOn(first: Listening): Promise<void> {
    const { bell, log } = this.options;
    let listening = first;
    for (;;) {
      await listening.lost;
      if (this.#isStopped) return;
      log.warn('no longer hears the other nodes');
      const next = await this.#listenAgain();
      if (next === null) return;
      listening = next;
      log.info('hears the other nodes again');
      bell.ringAll();
    }
  }

  /** Tries until it listens; null: stopped meanwhile. */
  async #listenAgain(): Promise<Listening | null> {
    let pauseMs = firstPauseMs;
    for (;;) {
      await this.#wait(pauseMs * (0.5 + Math.random() / 2));
      if (this.#isStopped) return null;
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      try {
        return await this.#listen();
      } catch (thrown) {
        this.options.log.warn('cannot hear the other nodes yet', { cause: causeOf(thrown) });
      }
    }
  }

  async #listen(): Promise<Listening> {
    const { url, bell } = this.options;
    const client = new Client({ ...connectionOf(url, 'events'), query_timeout: this.#pingMs });
    let giveUp: () => void = () => undefined;
    const lost = new Promise<void>((resolve) => {
      giveUp = resolve;
      client.once('error', () => resolve());
      client.once('end', () => resolve());
    });
    client.on('error', () => undefined);
    client.on('notification', ({ payload = '' }) => {
      const [siteId = '', sequence = ''] = payload.split(' ');
      bell.ring(siteId, Number(sequence));
    });
    await client.connect();
    try {
      await client.query(`listen ${eventChannel}`);
    } catch (thrown) {
      await client.end().catch(() => undefined);
      throw thrown;
    }
    this.#client = client;
    // A connection whose other end is gone without a word looks like one on which nothing happens.
    const ping = setInterval(() => {
      client.query('select 1').catch(() => {
        giveUp();
        client.end().catch(() => undefined);
      });
    }, this.#pingMs);
    ping.unref();
    void lost.then(() => clearInterval(ping));
    return { lost };
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#pause = null;
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#pause = { timer, end };
    });
  }
}

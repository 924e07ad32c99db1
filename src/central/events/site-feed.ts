import type { Kysely } from 'kysely';
import type { SiteEvent } from '../../shared/api/events.ts';
import { causeOf } from '../../shared/errors.ts';
import type { Log } from '../log.ts';
import type { Tables } from '../store/tables.ts';
import { eventPageSize, eventsAfter, lastSequence } from './event-log.ts';
import type { SiteBell } from './site-bell.ts';

/** How many events a feed keeps for its readers. Who is further behind reads the database by himself. */
const keptEvents = 256;
/** When a read has failed, how long until the next. */
const againMs = 1_000;

export interface FeedOptions {
  readonly database: Kysely<Tables>;
  readonly bell: SiteBell;
  readonly log: Log;
}

/** Some events in a row, as server-sent events. */
export interface EventPiece {
  readonly text: string;
  /** Sequence number of the last one. */
  readonly last: number;
}

/**
 * The newest events of a site for all streams of this node: each is read from the database and written as text once,
 * however many stations listen.
 */
export class SiteFeed {
  readonly #recent: { readonly sequence: number; readonly text: string }[] = [];
  readonly #waiting = new Set<() => void>();
  #head = 0;
  #rewinds = 0;
  #reading: Promise<void> | null = null;
  #isWanted = false;
  #isDoubted = false;
  #retry: NodeJS.Timeout | null = null;
  readonly #silence: () => void;

  private constructor(
    private readonly siteId: string,
    private readonly options: FeedOptions,
  ) {
    this.#silence = options.bell.listen(siteId, (ring) => {
      if (typeof ring === 'number' && ring <= this.#head) return;
      this.#readSoon(ring === 'all');
    });
  }

  /** Null: there is no such site. */
  static async open(siteId: string, options: FeedOptions): Promise<SiteFeed | null> {
    const feed = new SiteFeed(siteId, options);
    try {
      const last = await lastSequence(options.database, siteId);
      if (last !== null) {
        feed.#head = last;
        return feed;
      }
    } catch (thrown) {
      feed.close();
      throw thrown;
    }
    feed.close();
    return null;
  }

  /** The last event that was read. */
  get head(): number {
    return this.#head;
  }

  /** How often the events turned out to end before {@link head}: after a database was put back from a copy. */
  get rewinds(): number {
    return this.#rewinds;
  }

  /**
   * Reads what is new; resolves when it is here.
   * @param isDoubted whether {@link head} itself may be wrong
   */
  refresh(isDoubted: boolean): Promise<void> {
    this.#isWanted = true;
    this.#isDoubted ||= isDoubted;
    return (this.#reading ??= this.#readAll());
  }

  /** The events after `cursor`. Null: none yet. `behind`: no longer kept here. */
  after(cursor: number): EventPiece | 'behind' | null {
    if (cursor >= this.#head) return null;
    const oldest = this.#recent[0]?.sequence ?? Infinity;
    if (cursor + 1 < oldest) return 'behind';
    const text = this.#recent
      .slice(cursor + 1 - oldest)
      .map((event) => event.text)
      .join('');
    return { text, last: this.#head };
  }

  /** Calls `wake` when there is something new, until the function returned is called. */
  wait(wake: () => void): () => void {
    this.#waiting.add(wake);
    return () => {
      this.#waiting.delete(wake);
    };
  }

  close(): void {
    this.#silence();
    if (this.#retry !== null) clearTimeout(this.#retry);
  }

  #readSoon(isDoubted: boolean): void {
    this.refresh(isDoubted).catch((thrown: unknown) => {
      if (this.#retry !== null) return;
      this.options.log.warn('events could not be read', { siteId: this.siteId, cause: causeOf(thrown) });
      this.#retry = setTimeout(() => {
        this.#retry = null;
        this.#readSoon(true);
      }, againMs).unref();
    });
  }

  async #readAll(): Promise<void> {
    try {
      while (this.#isWanted) {
        this.#isWanted = false;
        if (this.#isDoubted) await this.#checkHead();
        const events = await eventsAfter(this.options.database, this.siteId, this.#head);
        if (events.length > 0) this.#take(events);
      }
    } finally {
      // At once, not when the promise is told: who asks in between must not get the one that has ended.
      this.#reading = null;
    }
  }

  #take(events: readonly SiteEvent[]): void {
    for (const event of events) {
      // What came in between was pruned; a reader that needs it is told to take a snapshot.
      if (event.sequence !== this.#head + 1) this.#recent.length = 0;
      this.#recent.push({ sequence: event.sequence, text: eventText(event) });
      this.#head = event.sequence;
    }
    if (this.#recent.length > keptEvents) this.#recent.splice(0, this.#recent.length - keptEvents);
    // Perhaps only the first page of them.
    if (events.length === eventPageSize) this.#isWanted = true;
    this.#wakeAll();
  }

  async #checkHead(): Promise<void> {
    this.#isDoubted = false;
    const last = (await lastSequence(this.options.database, this.siteId)) ?? 0;
    if (last >= this.#head) return;
    this.#recent.length = 0;
    this.#head = last;
    this.#rewinds += 1;
    this.#wakeAll();
  }

  #wakeAll(): void {
    for (const wake of this.#waiting) wake();
  }
}

/** An event as it is sent: its sequence number is the id that a station resumes with. */
export function eventText(event: SiteEvent): string {
  return `id: ${event.sequence}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** The feeds of the sites that somebody listens to, each shared by all who do. */
export class SiteFeeds {
  readonly #feeds = new Map<string, { readonly opening: Promise<SiteFeed | null>; readers: number }>();

  constructor(private readonly options: FeedOptions) {}

  /** How many streams are open. */
  get readers(): number {
    return [...this.#feeds.values()].reduce((sum, shared) => sum + shared.readers, 0);
  }

  /** Joins the feed of a site; `leave` must be called once. Null: there is no such site. */
  async join(siteId: string): Promise<{ readonly feed: SiteFeed; readonly leave: () => void } | null> {
    const shared = this.#feeds.get(siteId) ?? { opening: SiteFeed.open(siteId, this.options), readers: 0 };
    this.#feeds.set(siteId, shared);
    shared.readers += 1;
    const leave = (feed: SiteFeed | null): void => {
      shared.readers -= 1;
      if (shared.readers > 0) return;
      feed?.close();
      if (this.#feeds.get(siteId) === shared) this.#feeds.delete(siteId);
    };
    try {
      const feed = await shared.opening;
      if (feed !== null) return { feed, leave: () => leave(feed) };
      leave(null);
      return null;
    } catch (thrown) {
      leave(null);
      throw thrown;
    }
  }
}

import type { SSEStreamingApi } from 'hono/streaming';
import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';
import { eventsAfter } from './event-log.ts';
import { eventText, type EventPiece, type SiteFeed } from './site-feed.ts';

export interface EventStreamOptions {
  readonly database: Kysely<Tables>;
  readonly feed: SiteFeed;
  readonly siteId: string;
  /** The last event that the station has; null: whatever comes from now on. */
  readonly after: number | null;
  /** A comment after so much silence, so that both ends notice a dead connection. */
  readonly heartbeatMs: number;
  /** A reader that does not take what it was sent for so long is dropped; it comes back and takes a snapshot. */
  readonly stallMs: number;
  /** Cuts the connection of a reader that takes nothing. */
  readonly drop: () => void;
  /** Ends the stream when the server stops. */
  readonly stopped: AbortSignal;
}

/** Readers of a server that stops come back within this time, each at a moment of its own. */
const returnWithinMs = 3_000;

/**
 * Sends the events of a site, each with its sequence number as SSE id, until the reader leaves. New events come from the
 * feed that all streams of the site share; a reader that is further behind reads the database by cursor, at its own pace:
 * what it has not taken waits there, not here.
 *
 * Where the events after `after` are not all there (pruned, or the station is ahead of a database that was put back), it
 * sends `reset` with the current sequence as id: the station takes a snapshot, and the stream goes on from there.
 */
export async function streamEvents(stream: SSEStreamingApi, options: EventStreamOptions): Promise<void> {
  const { feed, heartbeatMs } = options;
  const waiter = new Waiter();
  const silence = feed.wait(() => waiter.wake());
  const stop = (): void => waiter.wake();
  options.stopped.addEventListener('abort', stop);
  stream.onAbort(stop);
  const isOver = (): boolean => options.stopped.aborted || stream.aborted || stream.closed;
  try {
    await send(stream, options, ': connected\n\n');
    let cursor = options.after ?? feed.head;
    // Its snapshot may be newer than what was read here so far.
    if (cursor > feed.head) await feed.refresh(true);
    if (cursor > feed.head) cursor = await reset(stream, options);
    let { rewinds } = feed;
    while (!isOver()) {
      if (rewinds !== feed.rewinds) {
        ({ rewinds } = feed);
        cursor = await reset(stream, options);
      }
      const kept = feed.after(cursor);
      const piece = kept === 'behind' ? await readPiece(options, cursor) : kept;
      if (piece === 'gap') cursor = await reset(stream, options);
      else if (piece !== null) {
        await send(stream, options, piece.text);
        cursor = piece.last;
      } else if (!(await waiter.wait(heartbeatMs)) && !isOver()) {
        await send(stream, options, ': still here\n\n');
      }
    }
    if (options.stopped.aborted && !stream.aborted)
      await send(stream, options, `retry: ${Math.ceil(Math.random() * returnWithinMs)}\n: stopping\n\n`);
  } finally {
    silence();
    options.stopped.removeEventListener('abort', stop);
  }
}

/** A page from the database, for a reader that is far behind. `gap`: what comes next is gone. */
async function readPiece(options: EventStreamOptions, cursor: number): Promise<EventPiece | 'gap'> {
  const events = await eventsAfter(options.database, options.siteId, cursor);
  const last = events.at(-1);
  if (last?.sequence !== cursor + events.length) return 'gap';
  return { text: events.map(eventText).join(''), last: last.sequence };
}

async function reset(stream: SSEStreamingApi, options: EventStreamOptions): Promise<number> {
  const to = options.feed.head;
  const data = JSON.stringify({ siteId: options.siteId, sequence: to });
  await send(stream, options, `id: ${to}\nevent: reset\ndata: ${data}\n\n`);
  return to;
}

/** Writes, and drops the reader when it does not take the bytes in time. */
async function send(stream: SSEStreamingApi, options: EventStreamOptions, text: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<'stalled'>((resolve) => {
    timer = setTimeout(() => resolve('stalled'), options.stallMs);
  });
  try {
    if ((await Promise.race([stream.write(text), stalled])) === 'stalled') {
      stream.abort();
      options.drop();
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for a wake or a time, whichever is first; a wake that came while nobody waited is not lost. */
class Waiter {
  #isAwake = false;
  #resolve: (() => void) | null = null;

  wake(): void {
    this.#isAwake = true;
    this.#resolve?.();
  }

  /** True: woken. False: the time is up. */
  async wait(ms: number): Promise<boolean> {
    if (!this.#isAwake) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#resolve = resolve;
        timer = setTimeout(resolve, ms);
      });
      clearTimeout(timer);
      this.#resolve = null;
    }
    const isAwake = this.#isAwake;
    this.#isAwake = false;
    return isAwake;
  }
}

import type { SSEStreamingApi } from 'hono/streaming';
import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';
import { eventsAfter, lastSequence } from './event-log.ts';
import type { SiteBell } from './site-bell.ts';

export interface EventStreamOptions {
  readonly database: Kysely<Tables>;
  readonly bell: SiteBell;
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

/**
 * Sends the events of a site, each with its sequence number as SSE id, until the reader leaves. Events are read from the
 * database by cursor: what a reader has not taken waits there, not here.
 *
 * Where the events after `after` are not all there (pruned, or the station is ahead of a database that was put back), it
 * sends `reset` with the current sequence as id: the station takes a snapshot, and the stream goes on from there.
 */
export async function streamEvents(stream: SSEStreamingApi, options: EventStreamOptions): Promise<void> {
  const { database, siteId, heartbeatMs } = options;
  const waiter = new Waiter();
  const silence = options.bell.listen(siteId, () => waiter.wake());
  const stop = (): void => waiter.wake();
  options.stopped.addEventListener('abort', stop);
  stream.onAbort(stop);
  const isOver = (): boolean => options.stopped.aborted || stream.aborted || stream.closed;
  try {
    const last = (await lastSequence(database, siteId)) ?? 0;
    let cursor = options.after ?? last;
    await send(stream, options, ': connected\n\n');
    if (!(await canServe(database, siteId, cursor, last))) cursor = await reset(stream, options, last);
    while (!isOver()) {
      const events = await eventsAfter(database, siteId, cursor);
      for (const event of events) {
        if (isOver()) return;
        if (event.sequence !== cursor + 1) {
          cursor = await reset(stream, options, event.sequence);
          continue;
        }
        const text = `id: ${event.sequence}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
        await send(stream, options, text);
        cursor = event.sequence;
      }
      if (events.length > 0 || isOver()) continue;
      if (!(await waiter.wait(heartbeatMs))) await send(stream, options, ': still here\n\n');
    }
  } finally {
    silence();
    options.stopped.removeEventListener('abort', stop);
  }
}

async function canServe(
  database: Kysely<Tables>,
  siteId: string,
  cursor: number,
  last: number,
): Promise<boolean> {
  if (cursor > last) return false;
  if (cursor === last) return true;
  const [next] = await eventsAfter(database, siteId, cursor);
  return next?.sequence === cursor + 1;
}

async function reset(stream: SSEStreamingApi, options: EventStreamOptions, to: number): Promise<number> {
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

/** Waits for a ring or a time, whichever is first; a ring that came while nobody waited is not lost. */
class Waiter {
  #rung = false;
  #resolve: ((rung: boolean) => void) | null = null;

  wake(): void {
    this.#rung = true;
    this.#resolve?.(true);
  }

  /** True: rung. False: the time is up. */
  async wait(ms: number): Promise<boolean> {
    if (!this.#rung) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<boolean>((resolve) => {
        this.#resolve = resolve;
        timer = setTimeout(() => resolve(false), ms);
      });
      clearTimeout(timer);
      this.#resolve = null;
    }
    const rung = this.#rung;
    this.#rung = false;
    return rung;
  }
}

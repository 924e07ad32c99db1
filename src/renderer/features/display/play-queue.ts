import type { Call } from '../../../shared/api/queue.ts';

/**
 * Which calls are shown when, keyed by call id: a call that comes while another is on the screen waits for its turn
 * and is never dropped; a recall has its own id and so is a call of its own.
 */
export interface PlayQueue {
  readonly known: ReadonlySet<string>;
  readonly waiting: readonly Call[];
  /** The call on the screen; it stays there after it was announced, until the next one. */
  readonly showing: Call | null;
  readonly started: boolean;
}

export const emptyQueue: PlayQueue = { known: new Set(), waiting: [], showing: null, started: false };

/**
 * How old a call may be when it first reaches this screen. Only an outage makes calls come late, and announcing a call
 * of half an hour ago would send people to a counter that has long gone on.
 */
export const tooOldMs = 180_000;

/**
 * Takes in the calls of a snapshot (newest first). The first snapshot is history: it is shown, not announced, so that a
 * restarted display does not call the whole morning again.
 */
export function arrive(
  queue: PlayQueue,
  calls: readonly Call[],
  serverNow: number,
  beingCalled: ReadonlySet<string>,
): PlayQueue {
  const known = new Set([...queue.known, ...calls.map((call) => call.id)]);
  if (!queue.started) {
    const newest = calls[0];
    const showing = newest !== undefined && beingCalled.has(newest.ticketId) ? newest : null;
    return { known, waiting: [], showing, started: true };
  }
  const fresh = calls
    .filter((call) => !queue.known.has(call.id) && serverNow - Date.parse(call.at) <= tooOldMs)
    .reverse();
  return { ...queue, known, waiting: [...queue.waiting, ...fresh] };
}

/** Puts the next waiting call on the screen; the same queue if none waits. */
export function advance(queue: PlayQueue): PlayQueue {
  const [next, ...rest] = queue.waiting;
  return next === undefined ? queue : { ...queue, showing: next, waiting: rest };
}

/** The calls below the one shown: newest first, without those not yet announced and without repeats of a number. */
export function history(queue: PlayQueue, calls: readonly Call[], length: number): readonly Call[] {
  const hidden = new Set([...queue.waiting.map((call) => call.id)]);
  const seen = new Set(queue.showing === null ? [] : [queue.showing.ticketId]);
  const lines: Call[] = [];
  for (const call of calls) {
    if (hidden.has(call.id) || seen.has(call.ticketId)) continue;
    seen.add(call.ticketId);
    lines.push(call);
  }
  return lines.slice(0, length);
}

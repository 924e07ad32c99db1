import type { Counter, Ticket } from '../../../shared/api/queue.ts';

/** How long after a visit its citizen is asked: later, somebody else stands there. */
export const askForMs = 180_000;

/** What the rating panel remembers of the visit that ended last. */
export interface LastVisit {
  readonly ticketId: string;
  readonly seenAt: number;
}

/** Notes when a finished visit was first seen. */
export function noteVisit(known: LastVisit | null, finished: Ticket | null, now: number): LastVisit | null {
  if (finished === null) return null;
  return known?.ticketId === finished.id ? known : { ticketId: finished.id, seenAt: now };
}

/**
 * The visit to ask about: the one that ended last at the counter, once, for a few minutes, and not once the next
 * citizen has sat down.
 */
export function rateable(
  counter: Counter | null,
  visit: LastVisit | null,
  rated: ReadonlySet<string>,
  now: number,
): Ticket | null {
  const finished = counter?.lastFinished ?? null;
  if (finished === null || visit?.ticketId !== finished.id || rated.has(finished.id)) return null;
  if (counter?.current?.state === 'serving' || now - visit.seenAt > askForMs) return null;
  return finished;
}

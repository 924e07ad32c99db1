import type {
  Counter,
  ServiceGroup,
  SiteSnapshot,
  Ticket,
  WaitingTicket,
} from '../../../shared/api/queue.ts';
import { isFor } from '../../../shared/domain/queue-order.ts';

/** The counter of a station in a snapshot. */
export function counterOf(snapshot: SiteSnapshot | null, counterId: string | null): Counter | null {
  return snapshot?.counters.find((counter) => counter.id === counterId) ?? null;
}

/** Who waits for a counter, in the order of the server. */
export function waitingFor(snapshot: SiteSnapshot | null, counter: Counter | null): readonly WaitingTicket[] {
  if (snapshot === null || counter === null) return [];
  const desk = {
    counterId: counter.id,
    officerId: counter.desk?.officerId ?? null,
    groupCodes: counter.groupCodes,
  };
  return snapshot.waiting.filter((ticket) => isFor(ticket, desk));
}

/** Visits put aside: this counter’s own first, then those of its groups. */
export function parkedFor(snapshot: SiteSnapshot, counter: Counter): readonly Ticket[] {
  const own = snapshot.parked.filter((ticket) => ticket.counterId === counter.id);
  const others = snapshot.parked.filter(
    (ticket) => ticket.counterId !== counter.id && counter.groupCodes.includes(ticket.groupCode),
  );
  return [...own, ...others];
}

/** Who was called by this counter’s groups and did not come. */
export function absentFor(snapshot: SiteSnapshot | null, counter: Counter | null): readonly Ticket[] {
  if (snapshot === null || counter === null) return [];
  return snapshot.absent.filter((ticket) => counter.groupCodes.includes(ticket.groupCode));
}

/** Seconds since an instant, by the server's clock; never negative. */
export function secondsSince(instant: string, serverNow: number): number {
  return Math.max(0, Math.floor((serverNow - Date.parse(instant)) / 1000));
}

export interface GroupLine {
  readonly group: ServiceGroup;
  readonly waiting: number;
  readonly longestSeconds: number | null;
  readonly atCounters: number;
}

/** Each service group with its figures, for the board. */
export function groupLines(snapshot: SiteSnapshot, serverNow: number): readonly GroupLine[] {
  return snapshot.groups.map((group) => {
    const waiting = snapshot.waiting.filter((ticket) => ticket.groupCode === group.code);
    const waits = waiting.map((ticket) => secondsSince(ticket.waitingSince ?? ticket.issuedAt, serverNow));
    return {
      group,
      waiting: waiting.length,
      longestSeconds: waits.length === 0 ? null : Math.max(...waits),
      atCounters: snapshot.counters.filter((counter) => counter.current?.groupCode === group.code).length,
    };
  });
}

/** A ticket as a snapshot knows it; null: it is not in it (finished a while ago, given up, or of another day). */
export function ticketIn(snapshot: SiteSnapshot | null, ticketId: string): Ticket | null {
  if (snapshot === null) return null;
  const { waiting, absent, parked, counters } = snapshot;
  const atCounters = counters.flatMap(({ current, lastFinished }) =>
    [current, lastFinished].filter((ticket) => ticket !== null),
  );
  return [...waiting, ...absent, ...parked, ...atCounters].find((ticket) => ticket.id === ticketId) ?? null;
}

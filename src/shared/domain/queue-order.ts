import { z } from 'zod';
import { PriorityClass, type QueueReason } from '../api/queue.ts';

/** How a site orders its queue. No law fixes the order (rules.md §7), so it is the site's, and the same for everybody. */
export const QueueRules = z
  .object({
    priorityRatio: z
      .object({ priority: z.number().int().min(0).max(20), of: z.number().int().min(1).max(20) })
      .describe('of every `of` calls, at most `priority` go to people with precedence while others wait'),
    orderOfClasses: z
      .array(PriorityClass.exclude(['normal']))
      .describe('classes with precedence, the first served first; a class left out waits like everybody'),
  })
  .meta({ id: 'QueueRules' });
export type QueueRules = z.infer<typeof QueueRules>;

/** The rules of a site that has set none: two of three, in the order that one-stop units usually post. */
export const defaultQueueRules: QueueRules = {
  priorityRatio: { priority: 2, of: 3 },
  orderOfClasses: ['elderly', 'disabled', 'pregnant', 'meritorious', 'withChild'],
};

/** A ticket as the order sees it. Instants in ISO 8601. */
export interface QueuedTicket {
  readonly id: string;
  readonly groupCode: string;
  readonly priority: PriorityClass;
  readonly issuedAt: string;
  /** When it was put back after nobody had come; null if it never was. */
  readonly restoredAt: string | null;
}

/** A ticket in its place, with why it stands there. */
export interface OrderedTicket<T extends QueuedTicket> {
  readonly ticket: T;
  readonly reason: QueueReason;
}

interface Entry<T> {
  readonly ticket: T;
  readonly issued: number;
  readonly restored: number;
  /** Place of its class among those with precedence; null for none. */
  readonly rank: number | null;
}

/**
 * The one rule of who is next, applied until everybody has a place:
 *
 * 1. Numbers put back come first, in the order in which they were put back (`restored`).
 * 2. People with precedence come next, by class, then by time of arrival (`priority`) –
 * 3. unless the calls before already gave them their share of the ratio and somebody else waits: then it is the turn of
 *    whoever of the others waited longest (`ratio`).
 * 4. With nobody of precedence waiting, whoever waited longest (`longestWaiting`).
 *
 * So nobody without precedence is passed over for ever: of any `of` calls in a row that are not numbers put back, at most
 * `priority` go before them. Equal times are ordered by id: the same input always gives the same order.
 *
 * `groupCodes`: the groups that the counter serves, null for all. `recentCalls`: classes of the calls made before, newest
 * first – the counter's own for a counter, the site's for the whole site; only the first `of` - 1 matter. `now`: for the
 * waiting times.
 */
export function orderQueue<T extends QueuedTicket>(request: {
  readonly waiting: readonly T[];
  readonly groupCodes: readonly string[] | null;
  readonly rules: QueueRules;
  readonly recentCalls: readonly PriorityClass[];
  readonly now: string;
}): OrderedTicket<T>[] {
  const { rules, groupCodes } = request;
  const rankOf = (priority: PriorityClass): number | null => {
    const rank = priority === 'normal' ? -1 : rules.orderOfClasses.indexOf(priority);
    return rank < 0 ? null : rank;
  };
  const entries = request.waiting
    .filter((ticket) => groupCodes === null || groupCodes.includes(ticket.groupCode))
    .map((ticket) => ({
      ticket,
      issued: Date.parse(ticket.issuedAt),
      restored: ticket.restoredAt === null ? Number.NaN : Date.parse(ticket.restoredAt),
      rank: rankOf(ticket.priority),
    }));
  const restored = entries.filter((entry) => !Number.isNaN(entry.restored)).sort(byRestored);
  const others = entries.filter((entry) => Number.isNaN(entry.restored)).sort(byRankThenArrival);
  const first = others.filter((entry) => entry.rank !== null);
  const ordinary = others.filter((entry) => entry.rank === null);
  // Whether the calls before had precedence, newest last: what the ratio looks at.
  const calls = request.recentCalls.map((priority) => rankOf(priority) !== null).reverse();

  const now = Date.parse(request.now);
  const ordered: OrderedTicket<T>[] = [];
  const place = (entry: Entry<T>, rule: QueueReason['rule']): void => {
    const waitedSeconds = Math.max(0, Math.floor((now - entry.issued) / 1000));
    ordered.push({ ticket: entry.ticket, reason: { rule, priority: entry.ticket.priority, waitedSeconds } });
    calls.push(entry.rank !== null);
  };
  for (const entry of restored) place(entry, 'restored');
  let nextFirst = 0;
  let nextOrdinary = 0;
  for (;;) {
    const precedent = first[nextFirst];
    const longest = ordinary[nextOrdinary];
    if (precedent !== undefined && (longest === undefined || !isShareUsedUp(calls, rules.priorityRatio))) {
      place(precedent, 'priority');
      nextFirst += 1;
    } else if (longest !== undefined) {
      place(longest, precedent === undefined ? 'longestWaiting' : 'ratio');
      nextOrdinary += 1;
    } else return ordered;
  }
}

/** Whether one more call with precedence would go over the ratio, within the last `of` calls. */
function isShareUsedUp(calls: readonly boolean[], ratio: QueueRules['priorityRatio']): boolean {
  const window = ratio.of === 1 ? [] : calls.slice(1 - ratio.of);
  return window.filter((precedence) => precedence).length >= ratio.priority;
}

function byRestored(a: Entry<QueuedTicket>, b: Entry<QueuedTicket>): number {
  return a.restored - b.restored || byArrival(a, b);
}

function byRankThenArrival(a: Entry<QueuedTicket>, b: Entry<QueuedTicket>): number {
  return (a.rank ?? 0) - (b.rank ?? 0) || byArrival(a, b);
}

function byArrival(a: Entry<QueuedTicket>, b: Entry<QueuedTicket>): number {
  return a.issued - b.issued || (a.ticket.id < b.ticket.id ? -1 : a.ticket.id > b.ticket.id ? 1 : 0);
}

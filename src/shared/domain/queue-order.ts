import { z } from 'zod';
import { PriorityClass, type CameBy, type QueueReason, type Reservation } from '../api/queue.ts';
import { AppointmentRules, defaultAppointmentRules } from './appointment-rules.ts';
import { clockFromText } from './centre-time.ts';

/** Where a number stands that comes to a queue from another one. */
const NewPlace = z.enum(['keepWait', 'front', 'back']);
type NewPlace = z.infer<typeof NewPlace>;

const Clock = z.string().refine((text) => clockFromText(text) !== null, 'a time of day, HH:mm');

/** How a site orders its queue. No law fixes the order (rules.md §7), so it is the site's, and the same for everybody. */
export const QueueRules = z
  .object({
    priorityRatio: z
      .object({
        priority: z.number().int().min(0).max(20).describe('so many go to people with precedence'),
        of: z.number().int().min(1).max(20).describe('of so many calls'),
      })
      .describe('of every `of` calls, at most `priority` go to people with precedence while others wait'),
    orderOfClasses: z
      .array(PriorityClass.exclude(['normal']))
      .describe('classes with precedence, the first served first; a class left out waits like everybody'),
    transferred: NewPlace.default('keepWait').describe(
      'place of a number that an officer sent to another queue: `keepWait` as if it had waited there as long as it has waited, `front` before all, `back` behind all',
    ),
    nextService: NewPlace.default('keepWait').describe(
      'place of a number whose person goes on to another service after one is done; as `transferred`',
    ),
    issueHours: z
      .array(
        z.object({ from: Clock.describe('first minute, HH:mm'), to: Clock.describe('last minute, HH:mm') }),
      )
      .min(1)
      .nullable()
      .default(null)
      .refine(
        (blocks) => blocks?.every((block) => block.from < block.to) ?? true,
        'a block ends after it begins',
      )
      .describe('when kiosks give out numbers, on working days by the calendar; null: at any time'),
    appointments: AppointmentRules.default(defaultAppointmentRules).describe('how appointments are given'),
  })
  .meta({ id: 'QueueRules', description: 'How a site orders its queue and when it gives out numbers' });
export type QueueRules = z.infer<typeof QueueRules>;

/** The rules of a site that has set none: two of three, in the order that one-stop units usually post. */
export const defaultQueueRules: QueueRules = {
  priorityRatio: { priority: 2, of: 3 },
  orderOfClasses: ['elderly', 'disabled', 'pregnant', 'meritorious', 'withChild'],
  transferred: 'keepWait',
  nextService: 'keepWait',
  issueHours: null,
  appointments: defaultAppointmentRules,
};

/** A ticket as the order sees it. Instants in ISO 8601. */
export interface QueuedTicket {
  readonly id: string;
  readonly groupCode: string;
  readonly priority: PriorityClass;
  /** Since when it counts as waiting. */
  readonly waitingSince: string;
  /** When it was put before all others; null: it stands by its turn. */
  readonly frontSince: string | null;
  readonly cameBy: CameBy;
  /** The one counter or officer that it waits for; null: whoever serves its group. */
  readonly reservedFor: Reservation | null;
  /** Beginning of the slot of its appointment, where it came in time; null: it has none. */
  readonly slotFrom: string | null;
}

/** Who calls: the counter, its groups (already without those that the officer has no skill for), and the officer. */
export interface CallingDesk {
  readonly counterId: string;
  readonly officerId: string | null;
  readonly groupCodes: readonly string[];
}

/** A ticket in its place, with why it stands there. */
export interface OrderedTicket<T extends QueuedTicket> {
  readonly ticket: T;
  readonly reason: QueueReason;
}

interface Entry<T> {
  readonly ticket: T;
  readonly since: number;
  readonly front: number;
  /** Place of its class among those with precedence; null for none. */
  readonly rank: number | null;
  /** Beginning of its slot, where its appointment gives it a place now; null: it stands by its turn. */
  readonly slot: number | null;
}

/** The groups that are called: the counter's, without those that its officer has no skill for. No skills named: all. */
export function groupsServed(counter: readonly string[], skills: readonly string[]): string[] {
  return counter.filter((code) => skills.length === 0 || skills.includes(code));
}

/** Whether a ticket is one for this desk: sent to it by name, or of its groups and sent to nobody else. */
export function isFor(ticket: Pick<QueuedTicket, 'groupCode' | 'reservedFor'>, desk: CallingDesk): boolean {
  const { reservedFor } = ticket;
  if (reservedFor === null) return desk.groupCodes.includes(ticket.groupCode);
  return reservedFor.kind === 'counter'
    ? reservedFor.counterId === desk.counterId
    : reservedFor.officerId === desk.officerId;
}

/**
 * Where a number stands that comes at `at` from another queue or counter, having waited for `waitedMs` in all (the time in
 * which it was served is no waiting).
 */
export function placeFor(
  rule: NewPlace,
  at: Date,
  waitedMs: number,
): { readonly waitingSince: Date; readonly frontSince: Date | null } {
  const kept = new Date(at.getTime() - Math.max(0, waitedMs));
  switch (rule) {
    case 'keepWait':
      return { waitingSince: kept, frontSince: null };
    case 'front':
      return { waitingSince: kept, frontSince: at };
    case 'back':
      return { waitingSince: at, frontSince: null };
  }
}

/**
 * The one rule of who is next, applied until everybody has a place:
 *
 * 1. Numbers put at the front come first, in the order in which that happened: put back after nobody had come (`restored`),
 *    taken back from parking (`takenBack`), and, where the site's rules say so, sent on from another counter
 *    (`transferred`) or from the service before (`nextService`).
 * 2. People with precedence come next, by class, then by waiting time (`priority`) –
 * 3. unless the calls before already gave them their share of the ratio and somebody else waits: then it is the turn of
 *    whoever of the others waited longest (`ratio`).
 * 4. With nobody of precedence waiting, whoever waited longest (`longestWaiting`).
 * 5. Among the others of 3 and 4, numbers with an appointment go first from the beginning of their slot on, in the order of
 *    the slots (`appointment`), where the site's rules say so. Before its slot such a number waits by its turn; called once,
 *    sent on or put back, it is a number like any other. How many they can be is what the site's slots take.
 *
 * Waiting time is what counts, not the hour of the number: see {@link placeFor}. A number sent to one counter or officer is
 * nobody else's; a counter calls the groups that it serves and its officer has the skill for.
 *
 * So nobody without precedence is passed over for ever: of any `of` calls in a row that are not numbers put at the front, at
 * most `priority` go before them. Equal times are ordered by id: the same input always gives the same order.
 *
 * Who is first depends on nothing but the first of each group and class of those that no one is reserved for, on those with
 * an appointment, and on those reserved for this desk: {@link headsOf}. So a caller with thousands waiting need not read them all.
 *
 * `desk`: who calls, null for the whole site. `recentCalls`: classes of the calls made before, newest first – the counter's
 * own for a counter, the site's for the whole site; only the first `of` - 1 matter. `now`: for the waiting times.
 */
export function orderQueue<T extends QueuedTicket>(request: {
  readonly waiting: readonly T[];
  readonly desk: CallingDesk | null;
  readonly rules: QueueRules;
  readonly recentCalls: readonly PriorityClass[];
  readonly now: string;
}): OrderedTicket<T>[] {
  const { rules, desk } = request;
  const rankOf = (priority: PriorityClass): number | null => {
    const rank = priority === 'normal' ? -1 : rules.orderOfClasses.indexOf(priority);
    return rank < 0 ? null : rank;
  };
  const now = Date.parse(request.now);
  const slotOf = ({ slotFrom, cameBy }: QueuedTicket): number | null => {
    if (slotFrom === null || cameBy !== 'issue' || rules.appointments.place === 'byTurn') return null;
    const slot = Date.parse(slotFrom);
    return slot <= now ? slot : null;
  };
  const entries = request.waiting
    .filter((ticket) => desk === null || isFor(ticket, desk))
    .map((ticket) => ({
      ticket,
      since: Date.parse(ticket.waitingSince),
      front: ticket.frontSince === null ? Number.NaN : Date.parse(ticket.frontSince),
      rank: rankOf(ticket.priority),
      slot: slotOf(ticket),
    }));
  const front = entries.filter((entry) => !Number.isNaN(entry.front)).sort(byFront);
  const others = entries.filter((entry) => Number.isNaN(entry.front)).sort(byRankThenWait);
  const first = others.filter((entry) => entry.rank !== null);
  const ordinary = others.filter((entry) => entry.rank === null).sort(bySlotThenWait);
  // Whether the calls before had precedence, newest last: what the ratio looks at.
  const calls = request.recentCalls.map((priority) => rankOf(priority) !== null).reverse();

  const ordered: OrderedTicket<T>[] = [];
  const place = (entry: Entry<T>, rule: QueueReason['rule']): void => {
    const waitedSeconds = Math.max(0, Math.floor((now - entry.since) / 1000));
    const { priority, cameBy } = entry.ticket;
    ordered.push({ ticket: entry.ticket, reason: { rule, priority, cameBy, waitedSeconds } });
    calls.push(entry.rank !== null);
  };
  for (const entry of front) place(entry, frontRules[entry.ticket.cameBy]);
  let nextFirst = 0;
  let nextOrdinary = 0;
  for (;;) {
    const precedent = first[nextFirst];
    const longest = ordinary[nextOrdinary];
    if (precedent !== undefined && (longest === undefined || !isShareUsedUp(calls, rules.priorityRatio))) {
      place(precedent, 'priority');
      nextFirst += 1;
    } else if (longest !== undefined) {
      place(
        longest,
        longest.slot !== null ? 'appointment' : precedent === undefined ? 'longestWaiting' : 'ratio',
      );
      nextOrdinary += 1;
    } else return ordered;
  }
}

/** What a number at the front is there for. Nobody comes to the front by taking a number; old rows may say so. */
const frontRules: Readonly<Record<CameBy, QueueReason['rule']>> = {
  issue: 'restored',
  restore: 'restored',
  unpark: 'takenBack',
  transfer: 'transferred',
  nextService: 'nextService',
};

/**
 * The tickets that alone can be first: of each group and class the one at the front longest, or else the one that waited
 * longest; and each that is reserved or has an appointment, of which there are few. `orderQueue` of these begins like `orderQueue` of all; a database finds
 * them by index.
 */
export function headsOf<T extends QueuedTicket>(waiting: readonly T[]): T[] {
  const heads = new Map<string, T>();
  for (const ticket of waiting) {
    const lane =
      ticket.reservedFor === null && ticket.slotFrom === null
        ? `${ticket.groupCode} ${ticket.priority}`
        : `apart ${ticket.id}`;
    const head = heads.get(lane);
    if (head === undefined || isBefore(ticket, head)) heads.set(lane, ticket);
  }
  return [...heads.values()];
}

function isBefore(a: QueuedTicket, b: QueuedTicket): boolean {
  if ((a.frontSince === null) !== (b.frontSince === null)) return a.frontSince !== null;
  const front = Date.parse(a.frontSince ?? a.waitingSince) - Date.parse(b.frontSince ?? b.waitingSince);
  const since = Date.parse(a.waitingSince) - Date.parse(b.waitingSince);
  return (front || since || (a.id < b.id ? -1 : 1)) < 0;
}

/** Whether one more call with precedence would go over the ratio, within the last `of` calls. */
function isShareUsedUp(calls: readonly boolean[], ratio: QueueRules['priorityRatio']): boolean {
  const window = ratio.of === 1 ? [] : calls.slice(1 - ratio.of);
  return window.filter((precedence) => precedence).length >= ratio.priority;
}

function byFront(a: Entry<QueuedTicket>, b: Entry<QueuedTicket>): number {
  return a.front - b.front || byWait(a, b);
}

function byRankThenWait(a: Entry<QueuedTicket>, b: Entry<QueuedTicket>): number {
  return (a.rank ?? 0) - (b.rank ?? 0) || byWait(a, b);
}

function bySlotThenWait(a: Entry<QueuedTicket>, b: Entry<QueuedTicket>): number {
  if ((a.slot === null) !== (b.slot === null)) return a.slot === null ? 1 : -1;
  return (a.slot ?? 0) - (b.slot ?? 0) || byWait(a, b);
}

function byWait(a: Entry<QueuedTicket>, b: Entry<QueuedTicket>): number {
  return a.since - b.since || (a.ticket.id < b.ticket.id ? -1 : a.ticket.id > b.ticket.id ? 1 : 0);
}

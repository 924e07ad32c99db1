import { sql, type Kysely } from 'kysely';
import { PriorityClass } from '../../shared/api/queue.ts';
import {
  orderQueue,
  QueueRules,
  type CallingDesk,
  type OrderedTicket,
  type QueuedTicket,
} from '../../shared/domain/queue-order.ts';
import { instantText } from '../clock.ts';
import type { Tables } from '../store/tables.ts';
import { reservationOf, type TicketRow } from './tickets.ts';

/** A waiting ticket with its row. */
export interface WaitingRow extends QueuedTicket {
  readonly row: TicketRow;
}

/** Today's waiting tickets of the whole site in the order in which they would be called, each with its reason. */
export async function waitingInOrder(
  database: Kysely<Tables>,
  siteId: string,
  day: string,
  at: Date,
): Promise<OrderedTicket<WaitingRow>[]> {
  const reading = database
    .selectFrom('ticket')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('day', '=', day)
    .where('state', '=', 'waiting')
    .execute();
  const [rows, rules, calls] = await Promise.all([
    reading,
    queueRules(database, siteId),
    recentCalls(database, siteId, day, null),
  ]);
  return orderQueue({
    waiting: rows.map(queued),
    desk: null,
    rules,
    recentCalls: calls,
    now: instantText(at),
  });
}

/**
 * Whoever is next for a desk, and why; undefined: nobody. Reads only those who alone can be first (`headsOf` in the rule),
 * found by index: the site's commands wait meanwhile, so it must not take longer when more people wait.
 */
export async function nextWaiting(
  database: Kysely<Tables>,
  siteId: string,
  day: string,
  at: Date,
  desk: CallingDesk,
): Promise<OrderedTicket<WaitingRow> | undefined> {
  const reading = database
    .selectFrom('ticket')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('day', '=', day)
    .where('state', '=', 'waiting')
    .where((where) =>
      // As in the index `ticket_apart`.
      where.or([
        where('for_counter_id', 'is not', null),
        where('for_officer_id', 'is not', null),
        where('slot_from', 'is not', null),
      ]),
    )
    .execute();
  // One round trip for the four.
  const [apart, heads, rules, calls] = await Promise.all([
    reading,
    headsOfGroups(database, siteId, day, desk.groupCodes),
    queueRules(database, siteId),
    recentCalls(database, siteId, day, desk.counterId),
  ]);
  const [first] = orderQueue({
    waiting: [...heads, ...apart].map(queued),
    desk,
    rules,
    recentCalls: calls,
    now: instantText(at),
  });
  return first;
}

/** Of each group and class the first of those that wait for nobody in particular, without an appointment: one step into the index `ticket_heads`. */
async function headsOfGroups(
  database: Kysely<Tables>,
  siteId: string,
  day: string,
  groupCodes: readonly string[],
): Promise<TicketRow[]> {
  if (groupCodes.length === 0) return [];
  const found = await sql<TicketRow>`
    select head.* from unnest(${groupCodes}::text[]) as wanted(code)
    cross join unnest(${PriorityClass.options}::text[]) as class(code)
    cross join lateral (
      select * from ticket
      where site_id = ${siteId} and day = ${day} and state = 'waiting'
        and for_counter_id is null and for_officer_id is null and slot_from is null
        and group_code = wanted.code and priority = class.code
      order by front_since, waiting_since, ticket_id
      limit 1
    ) head`.execute(database);
  return found.rows;
}

function queued(row: TicketRow): WaitingRow {
  return {
    id: row.ticket_id,
    groupCode: row.group_code,
    priority: row.priority,
    waitingSince: row.waiting_since.toISOString(),
    frontSince: row.front_since?.toISOString() ?? null,
    cameBy: row.came_by,
    reservedFor: reservationOf(row),
    slotFrom: row.slot_from?.toISOString() ?? null,
    row,
  };
}

/** The rules of a site that exists. */
export async function queueRules(database: Kysely<Tables>, siteId: string): Promise<QueueRules> {
  const site = await database
    .selectFrom('site')
    .select('queue_rules')
    .where('site_id', '=', siteId)
    .executeTakeFirstOrThrow();
  return QueueRules.parse(site.queue_rules);
}

/** As many calls as a ratio may look back to (`priorityRatio.of`), but for the one that is coming. */
const callsLookedAt = 19;

/** Classes of the calls before, newest first: what the ratio looks at. `counterId` null: those of the whole site. */
async function recentCalls(
  database: Kysely<Tables>,
  siteId: string,
  day: string,
  counterId: string | null,
): Promise<PriorityClass[]> {
  let query = database
    .selectFrom('call')
    .select('priority')
    .where('site_id', '=', siteId)
    .where('day', '=', day)
    .where(sql<boolean>`not recall`);
  if (counterId !== null) query = query.where('counter_id', '=', counterId);
  const rows = await query.orderBy('position', 'desc').limit(callsLookedAt).execute();
  return rows.map((row) => row.priority);
}

import type { Kysely } from 'kysely';
import type { PriorityClass } from '../../shared/api/queue.ts';
import {
  orderQueue,
  QueueRules,
  type OrderedTicket,
  type QueuedTicket,
} from '../../shared/domain/queue-order.ts';
import { instantText } from '../clock.ts';
import type { Tables } from '../store/tables.ts';
import type { TicketRow } from './tickets.ts';

/** A waiting ticket with its row. */
export interface WaitingRow extends QueuedTicket {
  readonly row: TicketRow;
}

/** Whose queue: a counter's (its groups, the ratio over its own calls), or null for the whole site. */
export interface QueueView {
  readonly counterId: string;
  readonly groupCodes: readonly string[];
}

/** Today's waiting tickets in the order in which they would be called, each with its reason. */
export async function waitingInOrder(
  database: Kysely<Tables>,
  siteId: string,
  day: string,
  at: Date,
  view: QueueView | null,
): Promise<OrderedTicket<WaitingRow>[]> {
  const rows = await database
    .selectFrom('ticket')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('day', '=', day)
    .where('state', '=', 'waiting')
    .execute();
  const rules = await queueRules(database, siteId);
  return orderQueue({
    waiting: rows.map((row) => ({
      id: row.ticket_id,
      groupCode: row.group_code,
      priority: row.priority,
      issuedAt: row.issued_at.toISOString(),
      restoredAt: row.restored_at?.toISOString() ?? null,
      row,
    })),
    groupCodes: view?.groupCodes ?? null,
    rules,
    recentCalls: await recentCalls(database, siteId, day, rules.priorityRatio.of - 1, view),
    now: instantText(at),
  });
}

async function queueRules(database: Kysely<Tables>, siteId: string): Promise<QueueRules> {
  const site = await database
    .selectFrom('site')
    .select('queue_rules')
    .where('site_id', '=', siteId)
    .executeTakeFirstOrThrow();
  return QueueRules.parse(site.queue_rules);
}

/** Classes of the calls before, newest first: what the ratio looks at. */
async function recentCalls(
  database: Kysely<Tables>,
  siteId: string,
  day: string,
  count: number,
  view: QueueView | null,
): Promise<PriorityClass[]> {
  let query = database
    .selectFrom('call')
    .select('priority')
    .where('site_id', '=', siteId)
    .where('day', '=', day)
    .where('recall', '=', false);
  if (view !== null) query = query.where('counter_id', '=', view.counterId);
  const rows = await query.orderBy('position', 'desc').limit(count).execute();
  return rows.map((row) => row.priority);
}

import type { Selectable, Transaction } from 'kysely';
import type { Ticket } from '../../shared/api/queue.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { instantText } from '../clock.ts';
import type { CommandScope } from '../commands/command-runner.ts';
import type { CallTable, Tables, TicketTable } from '../store/tables.ts';
import type { Call } from '../../shared/api/queue.ts';

export type TicketRow = Selectable<TicketTable>;

/** A ticket as everybody may see it. */
export function ticketOf(row: TicketRow): Ticket {
  return {
    id: row.ticket_id,
    siteId: row.site_id,
    number: row.number,
    groupCode: row.group_code,
    day: row.day,
    state: row.state,
    priority: row.priority,
    issuedAt: instantText(row.issued_at),
    calledAt: row.called_at === null ? null : instantText(row.called_at),
    counterId: row.counter_id,
    calls: row.calls,
    misses: row.misses,
  };
}

/** A call as the waiting room sees it. */
export function callOf(row: Selectable<CallTable>): Call {
  return {
    id: row.call_id,
    ticketId: row.ticket_id,
    number: row.number,
    counterId: row.counter_id,
    counterNumber: row.counter_number,
    recall: row.recall,
    at: instantText(row.at),
  };
}

/** A ticket of the site; `not-found` where there is none. */
export async function findTicket(
  transaction: Transaction<Tables>,
  siteId: string,
  ticketId: string,
): Promise<Result<TicketRow, AppError>> {
  const row = await transaction
    .selectFrom('ticket')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('ticket_id', '=', ticketId)
    .executeTakeFirst();
  return row === undefined ? err(appError('not-found', { ticketId })) : ok(row);
}

/** Writes a ticket's new state and the step that led to it. */
export async function saveStep(
  scope: CommandScope,
  before: TicketRow,
  change: Partial<Pick<TicketRow, 'state' | 'counter_id' | 'calls' | 'misses' | 'outcome'>> &
    Partial<Pick<TicketRow, 'restored_at' | 'called_at' | 'started_at' | 'finished_at'>>,
  action: string,
): Promise<TicketRow> {
  const row = await scope.transaction
    .updateTable('ticket')
    .set(change)
    .where('site_id', '=', scope.siteId)
    .where('ticket_id', '=', before.ticket_id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await writeHistory(scope, row, before.state, action);
  return row;
}

/** Adds a row to a ticket's history. `from` null: its first. */
export async function writeHistory(
  scope: CommandScope,
  row: TicketRow,
  from: TicketRow['state'] | null,
  action: string,
): Promise<void> {
  const { steps } = await scope.transaction
    .selectFrom('ticket_history')
    .select((select) => select.fn.countAll().as('steps'))
    .where('site_id', '=', scope.siteId)
    .where('ticket_id', '=', row.ticket_id)
    .executeTakeFirstOrThrow();
  await scope.transaction
    .insertInto('ticket_history')
    .values({
      site_id: scope.siteId,
      ticket_id: row.ticket_id,
      step: Number(steps) + 1,
      from_state: from,
      to_state: row.state,
      action,
      at: scope.at,
      station_id: scope.stationId,
      counter_id: row.counter_id,
    })
    .execute();
}

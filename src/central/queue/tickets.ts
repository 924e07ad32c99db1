import { sql, type Selectable, type Transaction } from 'kysely';
import type { Call, Reservation, Ticket } from '../../shared/api/queue.ts';
import type { TicketAction } from '../../shared/domain/ticket-state.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { instantText } from '../clock.ts';
import type { CommandScope } from '../commands/command-runner.ts';
import type { CallTable, Tables, TicketTable } from '../store/tables.ts';

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
    waitingSince: instantText(row.waiting_since),
    reservedFor: reservationOf(row),
    parked:
      row.park_reason === null || row.parked_at === null
        ? null
        : { reason: row.park_reason, since: instantText(row.parked_at) },
  };
}

/** The one counter or officer that a number waits for. */
export function reservationOf(row: Pick<TicketRow, 'for_counter_id' | 'for_officer_id'>): Reservation | null {
  if (row.for_counter_id !== null) return { kind: 'counter', counterId: row.for_counter_id };
  return row.for_officer_id === null ? null : { kind: 'officer', officerId: row.for_officer_id };
}

/** How long a number has waited in all: while it is parked, absent or being served it does not wait. */
export function waitedMs(row: TicketRow, at: Date): number {
  const until = row.state === 'waiting' || row.called_at === null ? at : row.called_at;
  return Math.max(0, until.getTime() - row.waiting_since.getTime());
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

/** What a step writes. The columns that it does not name stay. */
export type TicketChange = Partial<
  Omit<TicketRow, 'site_id' | 'ticket_id' | 'day' | 'number' | 'priority' | 'issued_at' | 'officer_id'>
>;

/**
 * Writes a ticket's new state and the step that led to it, with its reason or outcome. Whoever does it is the officer of the
 * ticket from then on; where nobody is signed in, the one before stays.
 */
export async function saveStep(
  scope: CommandScope,
  before: TicketRow,
  change: TicketChange,
  action: TicketAction,
  reason: string | null = null,
): Promise<TicketRow> {
  const row = await scope.transaction
    .updateTable('ticket')
    .set({ ...change, officer_id: scope.officerId ?? before.officer_id })
    .where('site_id', '=', scope.siteId)
    .where('ticket_id', '=', before.ticket_id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await writeHistory(scope, row, before, action, reason);
  return row;
}

/** Adds a row to a ticket's history. `before` null: its first. */
export async function writeHistory(
  scope: CommandScope,
  row: Pick<TicketRow, 'ticket_id' | 'state' | 'group_code' | 'counter_id'>,
  before: TicketRow | null,
  action: TicketAction | 'issue',
  reason: string | null = null,
): Promise<void> {
  await scope.transaction
    .insertInto('ticket_history')
    .values({
      site_id: scope.siteId,
      ticket_id: row.ticket_id,
      step: sql<number>`(select count(*) + 1 from ticket_history
        where site_id = ${scope.siteId} and ticket_id = ${row.ticket_id})`,
      from_state: before?.state ?? null,
      to_state: row.state,
      action,
      at: scope.at,
      station_id: scope.stationId,
      // A number that is sent on leaves its counter; the step was done there all the same.
      counter_id: row.counter_id ?? (atCounter(before) ? before.counter_id : null),
      officer_id: scope.officerId,
      group_code: row.group_code,
      reason,
    })
    .execute();
}

function atCounter(row: TicketRow | null): row is TicketRow {
  return row !== null && (row.state === 'called' || row.state === 'serving');
}

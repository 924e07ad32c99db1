import { sql, type Selectable, type Transaction } from 'kysely';
import type { Call, Reservation, Ticket } from '../../shared/api/queue.ts';
import type { TicketAction } from '../../shared/domain/ticket-state.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { instantText } from '../clock.ts';
import type { CommandScope } from '../commands/command-runner.ts';
import { prepare } from '../store/prepare.ts';
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
    slotFrom: row.slot_from === null ? null : instantText(row.slot_from),
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
  const [row] = await ticketRow(transaction, { siteId, ticketId });
  return row === undefined ? err(appError('not-found', { ticketId })) : ok(row);
}

const ticketRow = prepare<{ siteId: string; ticketId: string }>()((database, { siteId, ticketId }) =>
  database.selectFrom('ticket').selectAll().where('site_id', '=', siteId).where('ticket_id', '=', ticketId),
);

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
  const saving = scope.transaction
    .updateTable('ticket')
    .set({ ...change, ...(scope.officerId === null ? {} : { officer_id: scope.officerId }) })
    .where('site_id', '=', scope.siteId)
    .where('ticket_id', '=', before.ticket_id)
    .returningAll()
    .executeTakeFirstOrThrow();
  // In one round trip.
  const after = { ...before, ...change };
  const [row] = await Promise.all([saving, writeHistory(scope, after, before, action, reason)]);
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
  await addStep(scope.transaction, {
    siteId: scope.siteId,
    ticketId: row.ticket_id,
    from: before?.state ?? null,
    to: row.state,
    action,
    at: scope.at,
    stationId: scope.stationId,
    // A number that is sent on leaves its counter; the step was done there all the same.
    counterId: row.counter_id ?? (atCounter(before) ? before.counter_id : null),
    officerId: scope.officerId,
    groupCode: row.group_code,
    reason,
  });
}

const addStep = prepare<{
  siteId: string;
  ticketId: string;
  from: TicketRow['state'] | null;
  to: TicketRow['state'];
  action: TicketAction | 'issue';
  at: Date;
  stationId: string;
  counterId: string | null;
  officerId: string | null;
  groupCode: string;
  reason: string | null;
}>()((database, step) =>
  database.insertInto('ticket_history').values({
    site_id: step.siteId,
    ticket_id: step.ticketId,
    step: sql<number>`(select count(*) + 1 from ticket_history
      where site_id = ${step.siteId} and ticket_id = ${step.ticketId})`,
    from_state: step.from,
    to_state: step.to,
    action: step.action,
    at: step.at,
    station_id: step.stationId,
    counter_id: step.counterId,
    officer_id: step.officerId,
    group_code: step.groupCode,
    reason: step.reason,
  }),
);

function atCounter(row: TicketRow | null): row is TicketRow {
  return row !== null && (row.state === 'called' || row.state === 'serving');
}

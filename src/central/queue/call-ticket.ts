import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Call, CallNextAnswer, Ticket } from '../../shared/api/queue.ts';
import { moveTicket } from '../../shared/domain/ticket-state.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { centreDay } from '../clock.ts';
import type { CommandScope } from '../commands/command-runner.ts';
import type { CounterTable } from '../store/tables.ts';
import { callOf, findTicket, saveStep, ticketOf, type TicketRow } from './tickets.ts';
import { waitingInOrder } from './waiting.ts';

/** A counter of the site; `not-found` where there is none. */
export async function findCounter(
  scope: CommandScope,
  counterId: string,
): Promise<Result<Selectable<CounterTable>, AppError>> {
  const row = await scope.transaction
    .selectFrom('counter')
    .selectAll()
    .where('site_id', '=', scope.siteId)
    .where('counter_id', '=', counterId)
    .executeTakeFirst();
  return row === undefined ? err(appError('not-found', { counterId })) : ok(row);
}

/**
 * Calls whoever is next for a counter, by the site's rule of order. Errors: `not-found` (no such counter), `counter-busy`
 * with `number` while the one called before is neither finished nor absent.
 */
export async function callNext(
  scope: CommandScope,
  counterId: string,
): Promise<Result<CallNextAnswer, AppError>> {
  const { transaction, siteId, at } = scope;
  const day = centreDay(at);
  const counter = await findCounter(scope, counterId);
  if (!counter.ok) return counter;
  const active = await transaction
    .selectFrom('ticket')
    .select('number')
    .where('site_id', '=', siteId)
    .where('day', '=', day)
    .where('counter_id', '=', counterId)
    .where('state', 'in', ['called', 'serving'])
    .executeTakeFirst();
  if (active !== undefined) return err(appError('counter-busy', { number: active.number }));
  const view = { counterId, groupCodes: counter.value.group_codes };
  const [next] = await waitingInOrder(transaction, siteId, day, at, view);
  scope.refer(counterId);
  if (next === undefined) return ok({ ticket: null, reason: null });
  const moved = moveTicket(next.ticket.row.state, 'call');
  if (!moved.ok) return moved;
  const before = next.ticket.row;
  const row = await saveStep(
    scope,
    before,
    { state: moved.value, counter_id: counterId, called_at: at, calls: before.calls + 1 },
    'call',
  );
  const ticket = ticketOf(row);
  scope.emit({
    type: 'ticket.called',
    data: { ticket, call: await writeCall(scope, row, counter.value, false) },
  });
  scope.refer(ticket.id);
  return ok({ ticket, reason: next.reason });
}

/**
 * Calls a number once more at its counter. Errors: `not-found`, `illegal-transition` (it is not being called, or its day is
 * over), `ticket-not-at-counter`.
 */
export async function recallTicket(
  scope: CommandScope,
  ticketId: string,
  counterId: string,
): Promise<Result<Ticket, AppError>> {
  const found = await findTicket(scope.transaction, scope.siteId, ticketId);
  if (!found.ok) return found;
  const before = found.value;
  const moved = moveTicket(before.state, 'recall');
  if (!moved.ok) return moved;
  if (before.day !== centreDay(scope.at)) return err(dayIsOver(before));
  if (before.counter_id !== counterId) return err(elsewhere(before));
  const counter = await findCounter(scope, counterId);
  if (!counter.ok) return counter;
  const row = await saveStep(
    scope,
    before,
    { state: moved.value, called_at: scope.at, calls: before.calls + 1 },
    'recall',
  );
  const ticket = ticketOf(row);
  scope.emit({
    type: 'ticket.recalled',
    data: { ticket, call: await writeCall(scope, row, counter.value, true) },
  });
  scope.refer(ticket.id);
  return ok(ticket);
}

/** The number is of another day: it can no longer be called or put back. */
export function dayIsOver(ticket: TicketRow): AppError {
  return appError('illegal-transition', { from: ticket.state, rule: 'day-over', day: ticket.day });
}

/** The number is not at the counter that acts on it. */
export function elsewhere(ticket: TicketRow): AppError {
  return appError('ticket-not-at-counter', {
    number: ticket.number,
    ...(ticket.counter_id === null ? {} : { counterId: ticket.counter_id }),
  });
}

async function writeCall(
  scope: CommandScope,
  ticket: TicketRow,
  counter: Selectable<CounterTable>,
  recall: boolean,
): Promise<Call> {
  const row = await scope.transaction
    .insertInto('call')
    .values({
      site_id: scope.siteId,
      call_id: randomUUID(),
      ticket_id: ticket.ticket_id,
      day: ticket.day,
      number: ticket.number,
      priority: ticket.priority,
      counter_id: counter.counter_id,
      counter_number: counter.number,
      recall,
      at: scope.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return callOf(row);
}

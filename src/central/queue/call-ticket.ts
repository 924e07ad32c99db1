import type { z } from 'zod';
import type { Call, CallNextAnswer, CallTicket, Ticket } from '../../shared/api/queue.ts';
import { groupsServed, type CallingDesk } from '../../shared/domain/queue-order.ts';
import { moveTicket, type TicketAction } from '../../shared/domain/ticket-state.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { centreDay } from '../clock.ts';
import type { CommandScope } from '../commands/command-runner.ts';
import { atOwnCounter, findCounterAndDesk } from './counter-desk.ts';
import { refusePaused, type CounterRow } from './counters.ts';
import { prepare } from '../store/prepare.ts';
import { newRowId } from '../store/new-row-id.ts';
import { needsNote } from './notes.ts';
import { callOf, findTicket, saveStep, ticketOf, waitedMs, type TicketRow } from './tickets.ts';
import { nextWaiting } from './waiting.ts';

/**
 * Calls whoever is next for a counter, by the site's rule of order. `skills`: letters of the groups that the officer serves,
 * empty for all. Errors: `not-found` (no such counter), `counter-taken`, `counter-paused`, `counter-busy` with `number`
 * while the one called before is neither finished nor absent, `officer-busy`.
 */
export async function callNext(
  scope: CommandScope,
  counterId: string,
  skills: readonly string[],
): Promise<Result<CallNextAnswer, AppError>> {
  const counter = await freeCounter(scope, counterId);
  if (!counter.ok) return counter;
  const next = await nextFor(scope, counter.value, skills);
  scope.refer(counterId);
  if (next === undefined) return ok({ ticket: null, reason: null });
  const ticket = await call(scope, next.ticket.row, counter.value, 'call', null);
  return ticket.ok ? ok({ ticket: ticket.value, reason: next.reason }) : ticket;
}

/**
 * Calls one number, in turn or not: waiting, parked, or absent before. Out of turn needs a reason. Errors: those of
 * {@link callNext}, `illegal-transition` (it is at a counter, over, or of another day), `reason-required`.
 */
export async function callTicket(
  scope: CommandScope,
  ticketId: string,
  request: z.output<typeof CallTicket>,
  skills: readonly string[],
): Promise<Result<Ticket, AppError>> {
  const { counterId, reason, note } = request;
  const found = await findTicket(scope.transaction, scope.siteId, ticketId);
  if (!found.ok) return found;
  const before = found.value;
  const moved = moveTicket(before.state, 'callChosen');
  if (!moved.ok) return moved;
  if (before.day !== centreDay(scope.at)) return err(dayIsOver(before));
  const counter = await freeCounter(scope, counterId);
  if (!counter.ok) return counter;
  if (reason === null) {
    const next = before.state === 'waiting' ? await nextFor(scope, counter.value, skills) : undefined;
    if (before.state === 'waiting' && next?.ticket.id !== ticketId)
      return err(appError('reason-required', { number: before.number }));
  } else {
    const noted = needsNote(reason, note);
    if (!noted.ok) return noted;
  }
  scope.explain(note);
  return call(scope, before, counter.value, 'callChosen', reason);
}

/**
 * Calls a number once more at its counter. Errors: `not-found`, `illegal-transition` (it is not being called, or its day is
 * over), `ticket-not-at-counter`, `counter-taken`.
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
  const counter = await findCounterAndDesk(scope, counterId);
  if (!counter.ok) return counter;
  const own = await atOwnCounter(scope, counter.value);
  if (!own.ok) return own;
  const row = await saveStep(
    scope,
    before,
    { state: moved.value, called_at: scope.at, calls: before.calls + 1 },
    'recall',
  );
  return ok(await announce(scope, row, counter.value.counter, true));
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

/** A counter that is the caller's own, not paused, and has nobody now. */
async function freeCounter(scope: CommandScope, counterId: string): Promise<Result<CounterRow, AppError>> {
  // In one round trip.
  const [found, [active]] = await Promise.all([
    findCounterAndDesk(scope, counterId),
    activeAt(scope.transaction, { siteId: scope.siteId, day: centreDay(scope.at), counterId }),
  ]);
  if (!found.ok) return found;
  const own = await atOwnCounter(scope, found.value);
  if (!own.ok) return own;
  const { counter } = found.value;
  const running = refusePaused(counter);
  if (!running.ok) return running;
  return active === undefined ? ok(counter) : err(appError('counter-busy', { number: active.number }));
}

/** The number that a counter has now. */
const activeAt = prepare<{ siteId: string; day: string; counterId: string }>()(
  (database, { siteId, day, counterId }) =>
    database
      .selectFrom('ticket')
      .select('number')
      .where('site_id', '=', siteId)
      .where('day', '=', day)
      .where('counter_id', '=', counterId)
      .where('state', 'in', ['called', 'serving']),
);

function nextFor(scope: CommandScope, counter: CounterRow, skills: readonly string[]) {
  const desk: CallingDesk = {
    counterId: counter.counter_id,
    officerId: scope.officerId,
    groupCodes: groupsServed(counter.group_codes, skills),
  };
  return nextWaiting(scope.transaction, scope.siteId, centreDay(scope.at), scope.at, desk);
}

async function call(
  scope: CommandScope,
  before: TicketRow,
  counter: CounterRow,
  action: TicketAction & ('call' | 'callChosen'),
  reason: string | null,
): Promise<Result<Ticket, AppError>> {
  const moved = moveTicket(before.state, action);
  if (!moved.ok) return moved;
  const row = await saveStep(
    scope,
    before,
    {
      state: moved.value,
      counter_id: counter.counter_id,
      called_at: scope.at,
      // The visit begins anew: an earlier beginning was at another counter, or before it was parked.
      started_at: null,
      waiting_since: new Date(scope.at.getTime() - waitedMs(before, scope.at)),
      calls: before.calls + 1,
      for_counter_id: null,
      for_officer_id: null,
      parked_at: null,
      park_reason: null,
    },
    action,
    reason,
  );
  return ok(await announce(scope, row, counter, false));
}

/** Writes the call that the waiting room sees and hears, and tells it. */
async function announce(
  scope: CommandScope,
  row: TicketRow,
  counter: CounterRow,
  recall: boolean,
): Promise<Ticket> {
  const ticket = ticketOf(row);
  scope.emit({
    type: recall ? 'ticket.recalled' : 'ticket.called',
    data: { ticket, call: await writeCall(scope, row, counter, recall) },
  });
  scope.refer(ticket.id);
  return ticket;
}

async function writeCall(
  scope: CommandScope,
  ticket: TicketRow,
  counter: CounterRow,
  recall: boolean,
): Promise<Call> {
  const row = await scope.transaction
    .insertInto('call')
    .values({
      site_id: scope.siteId,
      call_id: newRowId(),
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

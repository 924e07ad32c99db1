import type { z } from 'zod';
import type { CancelTicket, FinishTicket, RateTicket, Ticket } from '../../shared/api/queue.ts';
import { moveTicket, type TicketAction } from '../../shared/domain/ticket-state.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { centreDay } from '../clock.ts';
import type { CommandScope } from '../commands/command-runner.ts';
import type { EventDraft } from '../events/event-log.ts';
import { dayIsOver, elsewhere } from './call-ticket.ts';
import { atOwnCounter, findCounterAndDesk } from './counter-desk.ts';
import { needsNote } from './notes.ts';
import { findTicket, saveStep, ticketOf, waitedMs, type TicketChange, type TicketRow } from './tickets.ts';

type TicketEventType = Extract<
  EventDraft['type'],
  | 'ticket.started'
  | 'ticket.noShow'
  | 'ticket.restored'
  | 'ticket.finished'
  | 'ticket.parked'
  | 'ticket.unparked'
  | 'ticket.transferred'
  | 'ticket.nextService'
  | 'ticket.cancelled'
>;

/** One step of a number: what is done, what is told, why, and what it writes besides the state. */
export interface TicketStep {
  readonly action: TicketAction;
  readonly type: TicketEventType;
  readonly reason: string | null;
  readonly change: (before: TicketRow) => TicketChange;
}

/** A step that needs no counter. Errors: `not-found` (no such ticket), `illegal-transition`. */
export async function stepAnywhere(
  scope: CommandScope,
  ticketId: string,
  step: TicketStep,
): Promise<Result<Ticket, AppError>> {
  const found = await findTicket(scope.transaction, scope.siteId, ticketId);
  return found.ok ? takeStep(scope, found.value, step) : found;
}

/**
 * A step of the number that a counter has. Errors: `not-found` (no such ticket or counter), `illegal-transition`,
 * `ticket-not-at-counter`, `counter-taken`.
 */
export async function stepAtCounter(
  scope: CommandScope,
  ticketId: string,
  counterId: string,
  step: TicketStep,
): Promise<Result<Ticket, AppError>> {
  // In one round trip.
  const [found, counter] = await Promise.all([
    findTicket(scope.transaction, scope.siteId, ticketId),
    findCounterAndDesk(scope, counterId),
  ]);
  if (!found.ok) return found;
  const moved = moveTicket(found.value.state, step.action);
  if (!moved.ok) return moved;
  if (found.value.counter_id !== counterId) return err(elsewhere(found.value));
  if (!counter.ok) return counter;
  const own = await atOwnCounter(scope, counter.value);
  return own.ok ? takeStep(scope, found.value, step) : own;
}

async function takeStep(
  scope: CommandScope,
  before: TicketRow,
  step: TicketStep,
): Promise<Result<Ticket, AppError>> {
  const moved = moveTicket(before.state, step.action);
  if (!moved.ok) return moved;
  const change = { ...step.change(before), state: moved.value };
  const ticket = ticketOf(await saveStep(scope, before, change, step.action, step.reason));
  scope.emit({ type: step.type, data: { ticket } });
  scope.refer(ticket.id);
  return ok(ticket);
}

/** The person has come to the counter. Errors: those of {@link stepAtCounter}. */
export function startTicket(
  scope: CommandScope,
  ticketId: string,
  counterId: string,
): Promise<Result<Ticket, AppError>> {
  return stepAtCounter(scope, ticketId, counterId, {
    action: 'start',
    type: 'ticket.started',
    reason: null,
    change: () => ({ started_at: scope.at }),
  });
}

/** Nobody came. Errors: those of {@link stepAtCounter}. */
export function markNoShow(
  scope: CommandScope,
  ticketId: string,
  counterId: string,
): Promise<Result<Ticket, AppError>> {
  return stepAtCounter(scope, ticketId, counterId, {
    action: 'noShow',
    type: 'ticket.noShow',
    reason: null,
    change: (before) => ({ misses: before.misses + 1 }),
  });
}

/** Puts a number that nobody came for back to the front of the queue, on its own day only. Any counter may. */
export async function restoreTicket(
  scope: CommandScope,
  ticketId: string,
): Promise<Result<Ticket, AppError>> {
  const found = await findTicket(scope.transaction, scope.siteId, ticketId);
  if (found.ok && found.value.day !== centreDay(scope.at)) return err(dayIsOver(found.value));
  return stepAnywhere(scope, ticketId, {
    action: 'restore',
    type: 'ticket.restored',
    reason: null,
    change: (before) => ({
      waiting_since: new Date(scope.at.getTime() - waitedMs(before, scope.at)),
      front_since: scope.at,
      came_by: 'restore',
      called_at: null,
      counter_id: null,
    }),
  });
}

/** Ends the visit, with what it came to. Errors: those of {@link stepAtCounter}. */
export function finishTicket(
  scope: CommandScope,
  ticketId: string,
  request: z.output<typeof FinishTicket>,
): Promise<Result<Ticket, AppError>> {
  return stepAtCounter(scope, ticketId, request.counterId, {
    action: 'finish',
    type: 'ticket.finished',
    reason: request.outcome,
    change: () => ({ finished_at: scope.at, outcome: request.outcome }),
  });
}

/**
 * Gives a number up, on its own day. Errors: `not-found`, `illegal-transition`, `reason-required` (the reason `other` without
 * a note).
 */
export async function cancelTicket(
  scope: CommandScope,
  ticketId: string,
  request: z.output<typeof CancelTicket>,
): Promise<Result<Ticket, AppError>> {
  const found = await findTicket(scope.transaction, scope.siteId, ticketId);
  if (found.ok && found.value.day !== centreDay(scope.at)) return err(dayIsOver(found.value));
  const noted = needsNote(request.reason, request.note);
  if (!noted.ok) return noted;
  scope.explain(request.note);
  return stepAnywhere(scope, ticketId, {
    action: 'cancel',
    type: 'ticket.cancelled',
    reason: request.reason,
    change: () => ({ parked_at: null, park_reason: null, for_counter_id: null, for_officer_id: null }),
  });
}

/**
 * The citizen's word on a visit that has ended, once. Errors: `not-found`; `illegal-transition` with `rule` `rated` where
 * there is one already, or with `from` where the visit has not ended.
 */
export async function rateTicket(
  scope: CommandScope,
  ticketId: string,
  request: z.output<typeof RateTicket>,
): Promise<Result<Ticket, AppError>> {
  const { transaction, siteId, at } = scope;
  const found = await findTicket(transaction, siteId, ticketId);
  if (!found.ok) return found;
  const ticket = found.value;
  if (ticket.state !== 'finished')
    return err(appError('illegal-transition', { from: ticket.state, action: 'rate' }));
  const rated = await transaction
    .insertInto('rating')
    .values({
      site_id: siteId,
      ticket_id: ticketId,
      day: ticket.day,
      score: request.score,
      counter_id: ticket.counter_id,
      station_id: scope.stationId,
      at,
    })
    .onConflict((conflict) => conflict.columns(['site_id', 'ticket_id']).doNothing())
    .returning('ticket_id')
    .executeTakeFirst();
  if (rated === undefined)
    return err(appError('illegal-transition', { from: ticket.state, action: 'rate', rule: 'rated' }));
  scope.emit({ type: 'ticket.rated', data: { ticketId, score: request.score } });
  scope.refer(ticketId);
  return ok(ticketOf(ticket));
}

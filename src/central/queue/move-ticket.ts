import type { z } from 'zod';
import type { FinishTicket, RateTicket, Ticket } from '../../shared/api/queue.ts';
import { moveTicket, type TicketAction } from '../../shared/domain/ticket-state.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { centreDay } from '../clock.ts';
import type { CommandScope } from '../commands/command-runner.ts';
import type { EventDraft } from '../events/event-log.ts';
import { dayIsOver, elsewhere } from './call-ticket.ts';
import { findTicket, saveStep, ticketOf, type TicketRow } from './tickets.ts';

type Change = Parameters<typeof saveStep>[2];
type TicketEventType = Extract<
  EventDraft['type'],
  'ticket.started' | 'ticket.noShow' | 'ticket.restored' | 'ticket.finished'
>;

/**
 * The steps below share their errors: `not-found` (no such ticket), `illegal-transition`, and, where the ticket has to be
 * at the counter that acts, `ticket-not-at-counter`.
 */
async function step(
  scope: CommandScope,
  ticketId: string,
  counterId: string | null,
  action: TicketAction,
  type: TicketEventType,
  changeOf: (before: TicketRow) => Change,
): Promise<Result<Ticket, AppError>> {
  const found = await findTicket(scope.transaction, scope.siteId, ticketId);
  if (!found.ok) return found;
  const before = found.value;
  const moved = moveTicket(before.state, action);
  if (!moved.ok) return moved;
  if (counterId !== null && before.counter_id !== counterId) return err(elsewhere(before));
  const row = await saveStep(scope, before, { ...changeOf(before), state: moved.value }, action);
  const ticket = ticketOf(row);
  scope.emit({ type, data: { ticket } });
  scope.refer(ticket.id);
  return ok(ticket);
}

/** The person has come to the counter. */
export function startTicket(
  scope: CommandScope,
  ticketId: string,
  counterId: string,
): Promise<Result<Ticket, AppError>> {
  return step(scope, ticketId, counterId, 'start', 'ticket.started', () => ({ started_at: scope.at }));
}

/** Nobody came. */
export function markNoShow(
  scope: CommandScope,
  ticketId: string,
  counterId: string,
): Promise<Result<Ticket, AppError>> {
  return step(scope, ticketId, counterId, 'noShow', 'ticket.noShow', (before) => ({
    misses: before.misses + 1,
  }));
}

/** Puts a number that nobody came for back to the front of the queue, on its own day only. Any counter may. */
export async function restoreTicket(
  scope: CommandScope,
  ticketId: string,
): Promise<Result<Ticket, AppError>> {
  const found = await findTicket(scope.transaction, scope.siteId, ticketId);
  if (found.ok && found.value.day !== centreDay(scope.at)) return err(dayIsOver(found.value));
  return step(scope, ticketId, null, 'restore', 'ticket.restored', () => ({
    restored_at: scope.at,
    called_at: null,
    counter_id: null,
  }));
}

/** Ends the visit, with what it came to. */
export function finishTicket(
  scope: CommandScope,
  ticketId: string,
  request: z.output<typeof FinishTicket>,
): Promise<Result<Ticket, AppError>> {
  return step(scope, ticketId, request.counterId, 'finish', 'ticket.finished', () => ({
    finished_at: scope.at,
    outcome: request.outcome,
  }));
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

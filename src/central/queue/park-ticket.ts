import type { z } from 'zod';
import type { ParkTicket, Ticket } from '../../shared/api/queue.ts';
import type { AppError } from '../../shared/errors.ts';
import { err, type Result } from '../../shared/result.ts';
import { centreDay } from '../clock.ts';
import type { CommandScope } from '../commands/command-runner.ts';
import { dayIsOver } from './call-ticket.ts';
import { stepAtCounter, stepAnywhere } from './move-ticket.ts';
import { needsNote } from './notes.ts';
import { findTicket, waitedMs } from './tickets.ts';

/**
 * Puts a visit aside while the person does something else: the counter is free for another. Errors: those of
 * `stepAtCounter`, `reason-required` (the reason `other` without a note).
 */
export async function parkTicket(
  scope: CommandScope,
  ticketId: string,
  request: z.output<typeof ParkTicket>,
): Promise<Result<Ticket, AppError>> {
  const noted = needsNote(request.reason, request.note);
  if (!noted.ok) return noted;
  scope.explain(request.note);
  return stepAtCounter(scope, ticketId, request.counterId, {
    action: 'park',
    type: 'ticket.parked',
    reason: request.reason,
    change: () => ({ parked_at: scope.at, park_reason: request.reason }),
  });
}

/**
 * Takes a parked number back into the queue, before all others: any counter of its group may call it. Only on its own day.
 * Errors: `not-found`, `illegal-transition`.
 */
export async function unparkTicket(scope: CommandScope, ticketId: string): Promise<Result<Ticket, AppError>> {
  const found = await findTicket(scope.transaction, scope.siteId, ticketId);
  if (found.ok && found.value.day !== centreDay(scope.at)) return err(dayIsOver(found.value));
  return stepAnywhere(scope, ticketId, {
    action: 'unpark',
    type: 'ticket.unparked',
    reason: null,
    change: (before) => ({
      waiting_since: new Date(scope.at.getTime() - waitedMs(before, scope.at)),
      front_since: scope.at,
      came_by: 'unpark',
      called_at: null,
      started_at: null,
      counter_id: null,
      parked_at: null,
      park_reason: null,
    }),
  });
}

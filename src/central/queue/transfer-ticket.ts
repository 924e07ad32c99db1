import type { z } from 'zod';
import type { NextService, Ticket, TransferTarget, TransferTicket } from '../../shared/api/queue.ts';
import { placeFor } from '../../shared/domain/queue-order.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { selectOfficers } from '../access/officer-rows.ts';
import { centreDay } from '../clock.ts';
import type { CommandScope } from '../commands/command-runner.ts';
import { dayIsOver } from './call-ticket.ts';
import { findCounter, refusePaused } from './counters.ts';
import { stepAtCounter, stepAnywhere, type TicketStep } from './move-ticket.ts';
import { findTicket, waitedMs, type TicketChange, type TicketRow } from './tickets.ts';
import { queueRules } from './waiting.ts';

/**
 * Sends a number to another group, counter or officer. It keeps its number; its place is the site's rule (`transferred`). A
 * number that waits may be sent by any counter, one that is called or served by the counter that has it. Errors: `not-found`
 * (ticket, group, counter, officer), `illegal-transition` (also `rule` `same-place`: it is there already), `ticket-not-at-counter`,
 * `counter-taken`, `counter-paused` (nobody would call it there).
 */
export async function transferTicket(
  scope: CommandScope,
  ticketId: string,
  request: z.output<typeof TransferTicket>,
): Promise<Result<Ticket, AppError>> {
  const found = await findTicket(scope.transaction, scope.siteId, ticketId);
  if (!found.ok) return found;
  const before = found.value;
  if (before.day !== centreDay(scope.at)) return err(dayIsOver(before));
  const target = await checkTarget(scope, before, request.to);
  if (!target.ok) return target;
  const { transferred } = await queueRules(scope.transaction, scope.siteId);
  scope.explain(request.note);
  const step: TicketStep = {
    action: 'transfer',
    type: 'ticket.transferred',
    reason: reasonOf(request.to),
    change: (row) => ({
      ...backToQueue(placeFor(transferred, scope.at, waitedMs(row, scope.at))),
      ...target.value,
      came_by: 'transfer',
    }),
  };
  return before.state === 'waiting'
    ? stepAnywhere(scope, ticketId, step)
    : stepAtCounter(scope, ticketId, request.counterId, step);
}

/**
 * Ends the visit here, with what it came to, and lets the same number wait for another service. Errors: those of
 * `stepAtCounter`, and `not-found` (no such group).
 */
export async function goToNextService(
  scope: CommandScope,
  ticketId: string,
  request: z.output<typeof NextService>,
): Promise<Result<Ticket, AppError>> {
  const { groupCode, outcome, counterId } = request;
  const found = await findTicket(scope.transaction, scope.siteId, ticketId);
  if (!found.ok) return found;
  if (found.value.day !== centreDay(scope.at)) return err(dayIsOver(found.value));
  const group = await checkGroup(scope, groupCode);
  if (!group.ok) return group;
  const { nextService } = await queueRules(scope.transaction, scope.siteId);
  return stepAtCounter(scope, ticketId, counterId, {
    action: 'nextService',
    type: 'ticket.nextService',
    reason: outcome,
    change: (row) => ({
      ...backToQueue(placeFor(nextService, scope.at, waitedMs(row, scope.at))),
      group_code: groupCode,
      for_counter_id: null,
      for_officer_id: null,
      came_by: 'nextService',
      outcome,
    }),
  });
}

function backToQueue(place: ReturnType<typeof placeFor>): TicketChange {
  return {
    waiting_since: place.waitingSince,
    front_since: place.frontSince,
    called_at: null,
    started_at: null,
    // Whom it was with is in its history; nobody has it now.
    counter_id: null,
  };
}

async function checkTarget(
  scope: CommandScope,
  before: TicketRow,
  to: TransferTarget,
): Promise<Result<Pick<TicketRow, 'group_code' | 'for_counter_id' | 'for_officer_id'>, AppError>> {
  const group_code = before.group_code;
  switch (to.kind) {
    case 'group': {
      const group = await checkGroup(scope, to.groupCode);
      if (!group.ok) return group;
      const waitsThere =
        before.state === 'waiting' && before.for_counter_id === null && before.for_officer_id === null;
      if (waitsThere && to.groupCode === group_code) return err(samePlace(before));
      return ok({ group_code: to.groupCode, for_counter_id: null, for_officer_id: null });
    }
    case 'counter': {
      const counter = await findCounter(scope, to.counterId);
      if (!counter.ok) return counter;
      const has = before.state === 'waiting' ? before.for_counter_id : before.counter_id;
      if (has === to.counterId) return err(samePlace(before));
      const running = refusePaused(counter.value);
      if (!running.ok) return running;
      return ok({ group_code, for_counter_id: to.counterId, for_officer_id: null });
    }
    case 'officer': {
      const has = before.state === 'waiting' ? before.for_officer_id : before.officer_id;
      if (has === to.officerId) return err(samePlace(before));
      const works = await checkOfficer(scope, to.officerId);
      if (!works.ok) return works;
      return ok({ group_code, for_counter_id: null, for_officer_id: to.officerId });
    }
  }
}

/** Somebody who works at the site and can log in; a number for anybody else would wait for ever. */
async function checkOfficer(scope: CommandScope, officerId: string): Promise<Result<null, AppError>> {
  const officer = await selectOfficers(scope.transaction, scope.siteId)
    .where('assignment.officer_id', '=', officerId)
    .where('officer.disabled_at', 'is', null)
    .executeTakeFirst();
  return officer === undefined ? err(appError('not-found', { officerId })) : ok(null);
}

async function checkGroup(scope: CommandScope, groupCode: string): Promise<Result<null, AppError>> {
  const group = await scope.transaction
    .selectFrom('service_group')
    .select('code')
    .where('site_id', '=', scope.siteId)
    .where('code', '=', groupCode)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return group === undefined ? err(appError('not-found', { groupCode })) : ok(null);
}

function samePlace(ticket: TicketRow): AppError {
  return appError('illegal-transition', { from: ticket.state, rule: 'same-place' });
}

function reasonOf(to: TransferTarget): string {
  switch (to.kind) {
    case 'group':
      return `group:${to.groupCode}`;
    case 'counter':
      return `counter:${to.counterId}`;
    case 'officer':
      return `officer:${to.officerId}`;
  }
}

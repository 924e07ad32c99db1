import type { z } from 'zod';
import type { IssueTicket, Ticket } from '../../shared/api/queue.ts';
import { formatTicketNumber, largestTicketNumber } from '../../shared/domain/ticket-number.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { centreDay } from '../clock.ts';
import type { CommandScope } from '../commands/command-runner.ts';
import { nextNumber } from '../store/numbers.ts';
import { prepare } from '../store/prepare.ts';
import { newRowId } from '../store/new-row-id.ts';
import { closedByHours, closedOf } from './groups.ts';
import { ticketOf, writeHistory } from './tickets.ts';

/**
 * Gives out the next number of a group for today, from 1 every day; `slotFrom`: for an appointment whose person came in time. Errors: `not-found` (no such group), `group-closed`
 * (gives out none now, with `because` and `opensAt`, or the day's numbers are used up).
 */
export async function issueTicket(
  scope: CommandScope,
  request: z.output<typeof IssueTicket>,
  slotFrom: Date | null = null,
): Promise<Result<Ticket, AppError>> {
  const { transaction, siteId, at } = scope;
  const { groupCode, priority } = request;
  const day = centreDay(at);
  // In one round trip: a refusal gives the number back.
  const [[group], hours, number] = await Promise.all([
    openingOf(transaction, { siteId, groupCode }),
    closedByHours(transaction, siteId, at),
    nextNumber(transaction, { siteId, kind: 'ticket', scope: groupCode, period: day }),
  ]);
  if (group === undefined) return err(appError('not-found', { groupCode }));
  const closed = closedOf(group.is_open, hours);
  if (closed !== null)
    return err(
      appError('group-closed', {
        groupCode,
        because: closed.because,
        ...(closed.opensAt === null ? {} : { opensAt: closed.opensAt }),
      }),
    );
  if (number > largestTicketNumber) return err(appError('group-closed', { groupCode }));
  const begun = {
    ticket_id: newRowId(),
    state: 'waiting',
    group_code: groupCode,
    counter_id: null,
  } as const;
  const inserting = transaction
    .insertInto('ticket')
    .values({
      site_id: siteId,
      ...begun,
      day,
      number: formatTicketNumber({ groupCode, number }),
      priority,
      issued_at: at,
      front_since: null,
      waiting_since: at,
      came_by: 'issue',
      called_at: null,
      started_at: null,
      finished_at: null,
      calls: 0,
      misses: 0,
      outcome: null,
      slot_from: slotFrom,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const [row] = await Promise.all([inserting, writeHistory(scope, begun, null, 'issue')]);
  const ticket = ticketOf(row);
  scope.emit({ type: 'ticket.issued', data: { ticket } });
  scope.refer(ticket.id);
  return ok(ticket);
}

const openingOf = prepare<{ siteId: string; groupCode: string }>()((database, { siteId, groupCode }) =>
  database
    .selectFrom('service_group')
    .select('is_open')
    .where('site_id', '=', siteId)
    .where('code', '=', groupCode)
    .where('removed_at', 'is', null),
);

import type { QueueReason, Ticket, WaitingTicket } from '../../../shared/api/queue.ts';
import { orderQueue, type QueueRules } from '../../../shared/domain/queue-order.ts';

/** What the queue of the fake keeps of a ticket besides what everybody sees. */
export interface Place {
  readonly frontSince: string | null;
  readonly cameBy: QueueReason['cameBy'];
}
const byTurn: Place = { frontSince: null, cameBy: 'issue' };

/** Those of the tickets that wait, by the rule that central uses. */
export function inOrder(
  tickets: readonly Ticket[],
  places: ReadonlyMap<string, Place>,
  now: string,
  rules: QueueRules,
): WaitingTicket[] {
  const waiting = tickets.flatMap((ticket, index) =>
    ticket.state !== 'waiting'
      ? []
      : [
          {
            ...(places.get(ticket.id) ?? byTurn),
            ticket,
            // The clock of a test stands still: whoever came first is first all the same.
            id: String(index).padStart(6, '0'),
            groupCode: ticket.groupCode,
            priority: ticket.priority,
            waitingSince: ticket.waitingSince ?? ticket.issuedAt,
            reservedFor: ticket.reservedFor,
            slotFrom: ticket.slotFrom,
          },
        ],
  );
  return orderQueue({ waiting, desk: null, rules, recentCalls: [], now }).map((place) => ({
    ...place.ticket.ticket,
    reason: place.reason,
  }));
}

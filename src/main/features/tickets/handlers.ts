import type { Ticket } from '../../../shared/api/queue.ts';
import type { StationConfig } from '../../../shared/contract/config.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { CentralClient, TicketStep } from '../../central-client/client.ts';
import type { SiteFeed } from '../../central-client/site-feed.ts';
import type { CallContext, Handlers } from '../../host/handlers.ts';
import { callingCounter, callingStation } from '../station/stations.ts';
import type { TicketSlips } from './ticket-slips.ts';

type TicketHandlers = Pick<
  Handlers,
  | 'queue.view'
  | 'tickets.issue'
  | 'tickets.print'
  | 'tickets.callNext'
  | 'tickets.recall'
  | 'tickets.start'
  | 'tickets.noShow'
  | 'tickets.restore'
  | 'tickets.finish'
  | 'tickets.rate'
>;

/** The queue's calls. Who may do what here follows from the role of the window that asks; central decides the rest. */
export function ticketHandlers(
  config: () => StationConfig,
  client: CentralClient,
  feed: SiteFeed,
  slips: TicketSlips,
): TicketHandlers {
  async function changed<T>(result: Result<T, AppError>): Promise<Result<T, AppError>> {
    // The station's own screen shows its own change without waiting for the event.
    if (result.ok) await feed.refresh();
    return result;
  }

  async function step(
    name: TicketStep,
    ticketId: string,
    context: CallContext,
  ): Promise<Result<Ticket, AppError>> {
    const at = callingCounter(config(), context);
    if (!at.ok) return at;
    return changed(await client.step(name, at.value.station.id, at.value.counterId, ticketId));
  }

  return {
    'queue.view': () => Promise.resolve({ ok: true, value: feed.current() }),

    'tickets.issue': async ({ groupCode, priority, language }, context) => {
      const station = callingStation(config(), context, 'kiosk', 'counter', 'supervisor');
      if (!station.ok) return station;
      const ticket = await client.issue(station.value.id, groupCode, priority);
      if (!ticket.ok) return ticket;
      // The number exists from here on: whatever happens to the paper, the answer carries it.
      await feed.refresh();
      const job = await slips.print(ticket.value, station.value, language);
      return { ok: true, value: { ticket: ticket.value, job: job.ok ? job.value : null } };
    },

    'tickets.print': async ({ ticketId, language }, context) => {
      const station = callingStation(config(), context, 'kiosk', 'counter', 'supervisor');
      if (!station.ok) return station;
      return slips.printAgain(ticketId, station.value, language);
    },

    'tickets.callNext': async (_, context) => {
      const at = callingCounter(config(), context);
      if (!at.ok) return at;
      return changed(await client.callNext(at.value.station.id, at.value.counterId));
    },
    'tickets.recall': ({ ticketId }, context) => step('recall', ticketId, context),
    'tickets.start': ({ ticketId }, context) => step('start', ticketId, context),
    'tickets.noShow': ({ ticketId }, context) => step('noShow', ticketId, context),
    'tickets.restore': ({ ticketId }, context) => step('restore', ticketId, context),
    'tickets.finish': async ({ ticketId, outcome }, context) => {
      const at = callingCounter(config(), context);
      if (!at.ok) return at;
      return changed(await client.finish(at.value.station.id, at.value.counterId, ticketId, outcome));
    },
    'tickets.rate': async ({ ticketId, score }, context) => {
      const station = callingStation(config(), context, 'rating');
      if (!station.ok) return station;
      return changed(await client.rate(station.value.id, ticketId, score));
    },
  };
}

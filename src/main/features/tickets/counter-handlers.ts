import type { Ticket } from '../../../shared/api/queue.ts';
import type { StationConfig } from '../../../shared/contract/config.ts';
import type { counterCalls } from '../../../shared/contract/counters.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { CounterCommands } from '../../central-client/counter-commands.ts';
import type { SiteFeed } from '../../central-client/site-feed.ts';
import type { CallContext, Handlers } from '../../host/handlers.ts';
import { callingCounter, callingStation } from '../station/stations.ts';

interface At {
  readonly stationId: string;
  readonly counterId: string;
}

/** What counters do besides calling in turn, and what only who leads the hall does. Central decides the rest. */
export function counterHandlers(
  config: () => StationConfig,
  commands: CounterCommands,
  feed: SiteFeed,
): Pick<Handlers, keyof typeof counterCalls> {
  async function changed<T>(result: Result<T, AppError>): Promise<Result<T, AppError>> {
    // The station's own screen shows its own change without waiting for the event.
    if (result.ok) await feed.refresh();
    return result;
  }

  async function atCounter(
    context: CallContext,
    act: (at: At) => Promise<Result<Ticket, AppError>>,
  ): Promise<Result<Ticket, AppError>> {
    const at = callingCounter(config(), context);
    if (!at.ok) return at;
    return changed(await act({ stationId: at.value.station.id, counterId: at.value.counterId }));
  }

  /** The counter of the station that asks; another one for a supervisor only. */
  function which(counterId: string | null, context: CallContext): Result<At, AppError> {
    const station = callingStation(config(), context, 'counter', 'supervisor');
    if (!station.ok) return station;
    const own = station.value.counterId;
    const wanted = counterId ?? own;
    if (wanted === undefined || (wanted !== own && station.value.role !== 'supervisor'))
      return err(appError('permission-denied', { role: station.value.role }));
    return ok({ stationId: station.value.id, counterId: wanted });
  }

  return {
    'tickets.callChosen': ({ ticketId, reason, note }, context) =>
      atCounter(context, (at) => commands.callChosen(ticketId, { ...at, reason, note })),
    'tickets.park': ({ ticketId, reason, note }, context) =>
      atCounter(context, (at) => commands.park(ticketId, { ...at, reason, note })),
    'tickets.unpark': ({ ticketId }, context) => atCounter(context, (at) => commands.unpark(ticketId, at)),
    'tickets.transfer': ({ ticketId, to, note }, context) =>
      atCounter(context, (at) => commands.transfer(ticketId, { ...at, to, note })),
    'tickets.nextService': ({ ticketId, groupCode, outcome }, context) =>
      atCounter(context, (at) => commands.nextService(ticketId, { ...at, groupCode, outcome })),
    'tickets.cancel': ({ ticketId, reason, note }, context) =>
      atCounter(context, ({ stationId }) => commands.cancel(ticketId, { stationId, reason, note })),

    'counters.hold': async (_, context) => {
      const at = callingCounter(config(), context);
      // A heartbeat changes nothing that is shown; taking the counter comes back as an event.
      return at.ok ? commands.hold(at.value.counterId, at.value.station.id) : at;
    },
    'counters.release': async ({ counterId }, context) => {
      const at = which(counterId, context);
      return at.ok ? changed(await commands.release(at.value.counterId, at.value.stationId)) : at;
    },
    'counters.pause': async ({ counterId, reason, note }, context) => {
      const at = which(counterId, context);
      if (!at.ok) return at;
      const { stationId } = at.value;
      return changed(await commands.pause(at.value.counterId, { stationId, reason, note }));
    },
    'counters.resume': async ({ counterId }, context) => {
      const at = which(counterId, context);
      return at.ok ? changed(await commands.resume(at.value.counterId, at.value.stationId)) : at;
    },
    'groups.setOpen': async ({ groupCode, open }, context) => {
      const station = callingStation(config(), context, 'supervisor');
      if (!station.ok) return station;
      return changed(await commands.setGroupOpen(groupCode, { stationId: station.value.id, open }));
    },
    'queue.statistics': async ({ day }, context) => {
      const station = callingStation(config(), context, 'supervisor');
      return station.ok ? commands.statistics(day) : station;
    },
  };
}

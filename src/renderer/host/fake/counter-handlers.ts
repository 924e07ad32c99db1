import type { CounterDesk } from '../../../shared/api/queue.ts';
import type { counterCalls } from '../../../shared/contract/counters.ts';
import type { StationView } from '../../../shared/contract/station.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { FakeHandlers, FakeSite } from './fake-site.ts';

/** What counters and who leads the hall do at the fake site. */
export function counterHandlers(
  site: FakeSite,
  station: StationView | null,
): Pick<FakeHandlers, keyof typeof counterCalls> {
  const { queue } = site;
  const own = station?.counterId ?? null;
  /** Another counter than one's own is for a supervisor only. */
  const which = <T>(
    counterId: string | null,
    work: (counterId: string) => Result<T, AppError>,
  ): Result<T, AppError> =>
    counterId !== null && counterId !== own && station?.role !== 'supervisor'
      ? err(appError('permission-denied'))
      : site.needsCounter(counterId ?? own, work);
  return {
    'tickets.callChosen': ({ ticketId, reason, note }) =>
      site.needsCounter(own, (id) => queue.callChosen(ticketId, id, reason, note)),
    'tickets.park': ({ ticketId, reason, note }) =>
      site.needsCounter(own, (id) => queue.park(ticketId, id, reason, note)),
    'tickets.unpark': ({ ticketId }) => site.throughCentral(() => queue.unpark(ticketId)),
    'tickets.transfer': ({ ticketId, to }) =>
      site.needsCounter(own, (id) =>
        to.kind === 'officer' && site.access.find(to.officerId)?.isDisabled !== false
          ? err(appError('not-found'))
          : queue.transfer(ticketId, id, to),
      ),
    'tickets.nextService': ({ ticketId, groupCode, outcome }) =>
      site.needsCounter(own, (id) => queue.nextService(ticketId, id, outcome, groupCode)),
    'tickets.cancel': ({ ticketId, reason, note }) =>
      site.throughCentral(() => queue.cancel(ticketId, reason, note)),
    'counters.hold': () =>
      site.needsCounter(own, (id): Result<CounterDesk, AppError> => {
        const stationId = station?.id ?? 'may-nay';
        const taken = queue.take(id, stationId, site.access.signedInAt(stationId)?.officerId ?? null);
        if (!taken.ok) return taken;
        const desk = queue.counters.find((counter) => counter.id === id)?.desk ?? null;
        return desk === null ? err(appError('not-found')) : ok(desk);
      }),
    'counters.release': ({ counterId }) => which(counterId, (id) => queue.release(id)),
    'counters.pause': ({ counterId, reason, note }) =>
      which(counterId, (id) => queue.pause(id, reason, note)),
    'counters.resume': ({ counterId }) => which(counterId, (id) => queue.resume(id)),
    'groups.setOpen': ({ groupCode, open }) => site.throughCentral(() => queue.setGroup(groupCode, open)),
    'queue.statistics': ({ day }) =>
      site.throughCentral(() => {
        const figures = queue.statistics(day ?? queue.snapshot(0).day);
        const officers = figures.officers.map((row) => ({
          ...row,
          displayName: site.access.find(row.officerId)?.displayName ?? null,
        }));
        return ok({ ...figures, officers });
      }),
  };
}

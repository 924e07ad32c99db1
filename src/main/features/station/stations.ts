import type { StationConfig, StationEntry } from '../../../shared/contract/config.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { CallContext } from '../../host/handlers.ts';

/** The station that a call comes from. A call from the launcher, the lab or the settings has none. */
export function callingStation(
  config: StationConfig,
  context: CallContext,
  ...roles: readonly StationEntry['role'][]
): Result<StationEntry, AppError> {
  const station = config.stations.find((entry) => entry.id === context.stationId);
  if (!station || (roles.length > 0 && !roles.includes(station.role)))
    return err(appError('permission-denied', { role: station?.role ?? context.window }));
  return ok(station);
}

/** A counter or rating station with its counter. */
export function callingCounter(
  config: StationConfig,
  context: CallContext,
): Result<{ readonly station: StationEntry; readonly counterId: string }, AppError> {
  const station = callingStation(config, context, 'counter');
  if (!station.ok) return station;
  const counterId = station.value.counterId;
  // The schema of the configuration asks for it; without it this is no counter.
  return counterId === undefined
    ? err(appError('permission-denied', { role: 'counter' }))
    : ok({ station: station.value, counterId });
}

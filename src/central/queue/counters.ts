import type { Selectable } from 'kysely';
import type { CounterDesk, PauseReason } from '../../shared/api/queue.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { instantText } from '../clock.ts';
import type { CommandScope } from '../commands/command-runner.ts';
import { prepare } from '../store/prepare.ts';
import type { CounterDeskTable, CounterTable, Tables } from '../store/tables.ts';

export type CounterRow = Selectable<CounterTable>;
export type DeskRow = Selectable<CounterDeskTable>;

/** A counter of the site; `not-found` where there is none. */
export async function findCounter(
  scope: CommandScope,
  counterId: string,
): Promise<Result<CounterRow, AppError>> {
  const [row] = await counterRow(scope.transaction, { siteId: scope.siteId, counterId });
  return row === undefined ? err(appError('not-found', { counterId })) : ok(row);
}

const counterRow = prepare<{ siteId: string; counterId: string }>()((database, { siteId, counterId }) =>
  database
    .selectFrom('counter')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('counter_id', '=', counterId),
);

/** Nobody is called to a counter that is paused: `counter-paused` with `counterNumber`. */
export function refusePaused(counter: CounterRow): Result<null, AppError> {
  return counter.paused_at === null
    ? ok(null)
    : err(appError('counter-paused', { counterNumber: counter.number }));
}

/** Why and since when a counter is paused; null: it is not. */
export function pausedOf(row: CounterRow): { reason: PauseReason; since: string } | null {
  return row.paused_at === null || row.pause_reason === null
    ? null
    : { reason: row.pause_reason, since: instantText(row.paused_at) };
}

/** Who has a counter, as everybody may see it. */
export function deskOf(row: DeskRow, at: Date): CounterDesk {
  return {
    officerId: row.officer_id,
    stationId: row.station_id,
    since: instantText(row.taken_at),
    expiresAt: instantText(row.expires_at),
    live: isLive(row, at),
  };
}

/** Whether a counter is held at `at`: an old hold is anybody's to take over. */
export function isLive(row: Pick<DeskRow, 'expires_at'>, at: Date): boolean {
  return row.expires_at.getTime() > at.getTime();
}

/** Writes down what was done with a counter. */
export async function writeCounterHistory(
  scope: CommandScope,
  counterId: string,
  action: Tables['counter_history']['action'],
  reason: string | null = null,
): Promise<void> {
  await scope.transaction
    .insertInto('counter_history')
    .values({
      site_id: scope.siteId,
      counter_id: counterId,
      action,
      reason,
      at: scope.at,
      station_id: scope.stationId,
      officer_id: scope.officerId,
    })
    .execute();
}

import type { Kysely } from 'kysely';
import type { CounterDesk } from '../../shared/api/queue.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { centreDay } from '../clock.ts';
import type { CommandScope } from '../commands/command-runner.ts';
import { prepare } from '../store/prepare.ts';
import type { Tables } from '../store/tables.ts';
import {
  deskOf,
  findCounter,
  isLive,
  writeCounterHistory,
  type CounterRow,
  type DeskRow,
} from './counters.ts';

/** How long a counter is held without a word of its station. Stations speak every half minute. */
const heldMs = 120_000;

/** Who acts at a counter: the officer where one is signed in, the station where none is. */
interface Holder {
  readonly officerId: string | null;
  readonly stationId: string;
}

/**
 * Takes a counter. Whoever has it already has it anew; a hold that ran out is taken over. An officer has one counter: the
 * one held before is let go. Errors: `not-found`, `counter-taken` with `counterNumber` (another officer or station has it),
 * `officer-busy` with `number` and `counterNumber` (a visit at the counter held before is not ended).
 */
export async function takeCounter(
  scope: CommandScope,
  counterId: string,
): Promise<Result<CounterDesk, AppError>> {
  const counter = await findCounter(scope, counterId);
  if (!counter.ok) return counter;
  scope.refer(counterId);
  return hold(scope, counter.value, await deskRow(scope.transaction, scope.siteId, counterId));
}

/** A counter and who has it. */
export interface CounterAndDesk {
  readonly counter: CounterRow;
  /** Undefined: nobody has had it. */
  readonly row: DeskRow | undefined;
}

/** A counter of the site with who has it, in one round trip; `not-found` where there is none. */
export async function findCounterAndDesk(
  scope: CommandScope,
  counterId: string,
): Promise<Result<CounterAndDesk, AppError>> {
  const [counter, row] = await Promise.all([
    findCounter(scope, counterId),
    deskRow(scope.transaction, scope.siteId, counterId),
  ]);
  return counter.ok ? ok({ counter: counter.value, row }) : counter;
}

/**
 * Makes sure that the counter is the caller's before anything is done there: a live hold of somebody else is
 * `counter-taken`. An officer takes it by acting; a station where nobody is signed in need not take what nobody has.
 */
export async function atOwnCounter(
  scope: CommandScope,
  { counter, row }: CounterAndDesk,
): Promise<Result<null, AppError>> {
  if (
    row !== undefined &&
    isLive(row, scope.at) &&
    isHolder(row, scope) &&
    row.officer_id === scope.officerId
  )
    return ok(null);
  if (scope.officerId === null && (row === undefined || !isLive(row, scope.at))) return ok(null);
  const held = await hold(scope, counter, row);
  return held.ok ? ok(null) : held;
}

async function hold(
  scope: CommandScope,
  counter: CounterRow,
  row: DeskRow | undefined,
): Promise<Result<CounterDesk, AppError>> {
  const { transaction, siteId, stationId, officerId, at } = scope;
  const live = row !== undefined && isLive(row, at);
  const own = row !== undefined && isHolder(row, scope);
  if (live && !own) return err(appError('counter-taken', { counterNumber: counter.number }));
  const left = await leaveOther(scope, counter.counter_id);
  if (!left.ok) return left;
  const same = live && row.officer_id === officerId && row.station_id === stationId;
  const held = {
    officer_id: officerId,
    station_id: stationId,
    taken_at: same ? row.taken_at : at,
    expires_at: new Date(at.getTime() + heldMs),
  };
  const written = await transaction
    .insertInto('counter_desk')
    .values({ site_id: siteId, counter_id: counter.counter_id, ...held })
    .onConflict((conflict) => conflict.columns(['site_id', 'counter_id']).doUpdateSet(held))
    .returningAll()
    .executeTakeFirstOrThrow();
  if (!same) {
    await giveVisitTo(scope, counter.counter_id, officerId);
    await writeCounterHistory(scope, counter.counter_id, row === undefined || own ? 'take' : 'takeOver');
    scope.emit({ type: 'counter.taken', data: { counterId: counter.counter_id } });
  }
  return ok(deskOf(written, at));
}

/** An officer who goes to another counter leaves the one before, unless somebody is still there. */
async function leaveOther(scope: CommandScope, counterId: string): Promise<Result<null, AppError>> {
  const { transaction, siteId, officerId } = scope;
  if (officerId === null) return ok(null);
  const active = await transaction
    .selectFrom('ticket')
    .innerJoin('counter', (join) =>
      join
        .onRef('counter.site_id', '=', 'ticket.site_id')
        .onRef('counter.counter_id', '=', 'ticket.counter_id'),
    )
    .select(['ticket.number', 'counter.number as counter_number'])
    .where('ticket.site_id', '=', siteId)
    .where('ticket.day', '=', centreDay(scope.at))
    .where('ticket.officer_id', '=', officerId)
    .where('ticket.counter_id', '<>', counterId)
    .where('ticket.state', 'in', ['called', 'serving'])
    .executeTakeFirst();
  if (active !== undefined)
    return err(appError('officer-busy', { number: active.number, counterNumber: active.counter_number }));
  const left = await transaction
    .deleteFrom('counter_desk')
    .where('site_id', '=', siteId)
    .where('officer_id', '=', officerId)
    .where('counter_id', '<>', counterId)
    .returning('counter_id')
    .execute();
  for (const { counter_id } of left) await tellReleased(scope, counter_id);
  return ok(null);
}

/** The visit at a counter goes with the counter: who has it now has the visit, and who had it is free for another. */
async function giveVisitTo(scope: CommandScope, counterId: string, officerId: string | null): Promise<void> {
  await scope.transaction
    .updateTable('ticket')
    .set({ officer_id: officerId })
    .where('site_id', '=', scope.siteId)
    .where('day', '=', centreDay(scope.at))
    .where('counter_id', '=', counterId)
    .where('state', 'in', ['called', 'serving'])
    .execute();
}

/**
 * Lets a counter go: whoever has it, or whoever leads the hall. A counter that nobody has stays as it is. A visit there
 * stays there: the next who takes the counter ends it. Errors: `not-found`, `counter-taken` (it is somebody else's).
 */
export async function releaseCounter(
  scope: CommandScope,
  counterId: string,
  leads: boolean,
): Promise<Result<{ counterId: string }, AppError>> {
  const counter = await findCounter(scope, counterId);
  if (!counter.ok) return counter;
  const row = await deskRow(scope.transaction, scope.siteId, counterId);
  scope.refer(counterId);
  if (row === undefined) return ok({ counterId });
  if (isLive(row, scope.at) && !isHolder(row, scope) && !leads)
    return err(appError('counter-taken', { counterNumber: counter.value.number }));
  await scope.transaction
    .deleteFrom('counter_desk')
    .where('site_id', '=', scope.siteId)
    .where('counter_id', '=', counterId)
    .execute();
  await giveVisitTo(scope, counterId, null);
  await tellReleased(scope, counterId);
  return ok({ counterId });
}

/**
 * A station says that it is still there. It changes nothing but the time, so it is no command. Errors: `not-found` (no such
 * counter, or nobody has it: take it), `counter-taken` (it is somebody else's now).
 */
export async function keepCounter(
  database: Kysely<Tables>,
  siteId: string,
  counterId: string,
  holder: Holder,
  at: Date,
): Promise<Result<CounterDesk, AppError>> {
  const row = await deskRow(database, siteId, counterId);
  if (row === undefined) return err(appError('not-found', { counterId }));
  if (!isHolder(row, holder) || row.officer_id !== holder.officerId) {
    const counter = await database
      .selectFrom('counter')
      .select('number')
      .where('site_id', '=', siteId)
      .where('counter_id', '=', counterId)
      .executeTakeFirstOrThrow();
    return err(appError('counter-taken', { counterNumber: counter.number }));
  }
  const kept = await database
    .updateTable('counter_desk')
    .set({ expires_at: new Date(at.getTime() + heldMs) })
    .where('site_id', '=', siteId)
    .where('counter_id', '=', counterId)
    // Only as it was read: who took it over meanwhile keeps it.
    .where('station_id', '=', row.station_id)
    .where('taken_at', '=', row.taken_at)
    .returningAll()
    .executeTakeFirst();
  return kept === undefined ? err(appError('not-found', { counterId })) : ok(deskOf(kept, at));
}

async function deskRow(
  database: Kysely<Tables>,
  siteId: string,
  counterId: string,
): Promise<DeskRow | undefined> {
  const [row] = await desk(database, { siteId, counterId });
  return row;
}

const desk = prepare<{ siteId: string; counterId: string }>()((database, { siteId, counterId }) =>
  database
    .selectFrom('counter_desk')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('counter_id', '=', counterId),
);

/** The same officer wherever they sit; or the same station, whoever signed in there before: nobody else can act at it. */
function isHolder(row: DeskRow, holder: Holder): boolean {
  if (row.station_id === holder.stationId) return true;
  return holder.officerId !== null && row.officer_id === holder.officerId;
}

async function tellReleased(scope: CommandScope, counterId: string): Promise<void> {
  await writeCounterHistory(scope, counterId, 'release');
  scope.emit({ type: 'counter.released', data: { counterId } });
}

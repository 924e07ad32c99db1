import { DossierState, type Dossier, type MoveDossier } from '../../shared/api/dossiers.ts';
import { TimeLimit } from '../../shared/api/procedures.ts';
import { localMinuteOf } from '../../shared/domain/centre-time.ts';
import { clockChange, moveDossier as checkMove } from '../../shared/domain/dossier-state.ts';
import { computeDueDate, type Pause } from '../../shared/domain/due-date.ts';
import { CalendarWalk, type WorkingCalendar } from '../../shared/domain/working-calendar.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { instantText } from '../clock.ts';
import type { CommandScope } from '../commands/command-runner.ts';
import type { Seal } from '../privacy/seal.ts';
import { calendarOf } from './procedures.ts';
import {
  findDossier,
  isReappointment,
  readDossier,
  stepsOf,
  takenStep,
  type DossierRow,
  type StepRow,
} from './read-dossier.ts';
import { DossierSeal } from './sealed-words.ts';

/**
 * Moves a dossier on. After a supplement the limit starts again from zero (NĐ 61/2018 Art 19.4); after a financial
 * obligation what was left of it runs on.
 *
 * Errors: `dossier-code-invalid`, `dossier-not-found`, `illegal-transition`, `reason-required`, `calendar-missing`;
 * `bad-request` with `field` `receivedBy` where a result is handed over to nobody (NĐ 61/2018 Art 6.2b).
 */
export async function moveDossier(
  scope: CommandScope,
  seal: Seal,
  code: string,
  request: MoveDossier,
): Promise<Result<Dossier, AppError>> {
  const { transaction, siteId, at } = scope;
  const found = await findDossier(transaction, siteId, code);
  if (!found.ok) return found;
  const before = found.value;
  const steps = await stepsOf(transaction, before);
  const from = DossierState.parse(before.state);
  const moved = checkMove({ state: from, steps: steps.map(takenStep) }, request);
  if (!moved.ok) return moved;
  const to = moved.value;
  if (to === 10 && request.receivedBy === null)
    return err(appError('bad-request', { field: 'receivedBy' }, 'say who took the result'));
  const calendar = await calendarOf(transaction, siteId);
  if (!calendar.ok) return calendar;
  const dueAt = nextAppointment(before, steps, to, at, calendar.value);
  if (!dueAt.ok) return dueAt;

  const row = await transaction
    .updateTable('dossier')
    .set({ state: to, due_at: dueAt.value, finished_at: to === 9 ? at : before.finished_at })
    .where('site_id', '=', siteId)
    .where('dossier_id', '=', before.dossier_id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const step = steps.length + 1;
  await transaction
    .insertInto('dossier_history')
    .values({
      site_id: siteId,
      dossier_id: before.dossier_id,
      step,
      from_state: from,
      to_state: to,
      at,
      station_id: scope.stationId,
      due_at: row.due_at,
      words: new DossierSeal(seal, siteId, before.dossier_id).closeStep(step, {
        reason: request.reason === '' ? null : request.reason,
        receivedBy: to === 10 ? request.receivedBy : null,
      }),
    })
    .execute();
  scope.emit({ type: 'dossier.moved', data: { code: row.code, state: to } });
  scope.refer(row.code);
  return ok(await readDossier(transaction, seal, row, at));
}

/** The appointment after a step to `to`: the same, or computed anew where the limit starts again or runs on. */
function nextAppointment(
  row: DossierRow,
  steps: readonly StepRow[],
  to: DossierState,
  at: Date,
  calendar: WorkingCalendar,
): Result<Date | null, AppError> {
  const change = clockChange(DossierState.parse(row.state), to);
  if (change !== 'restart' && change !== 'resume') return ok(row.due_at);
  const renewed = change === 'restart' ? null : lastAppointment(steps);
  const limit = renewed === null ? limitInNumbers(row, steps, calendar) : lengthOf(renewed, calendar);
  if (limit === null) return ok(row.due_at);
  const restarted = steps.filter((step) => step.from_state === 5 && isRunning(step.to_state)).at(-1)?.at;
  const start = change === 'restart' ? at : (renewed?.from ?? restarted ?? row.received_at);
  const due = computeDueDate({
    receivedAt: instantText(row.received_at),
    restartedAt: instantText(start),
    limit,
    calendar,
    pauses: pausesSince(start, steps, at),
  });
  if (!due.ok) return due;
  return ok(due.value === null ? row.due_at : new Date(due.value));
}

/**
 * The limit as a length of time. Where the law's limit is only a text, it is the working time from receipt to the date that
 * the officer set; null where there was none.
 */
function limitInNumbers(
  row: DossierRow,
  steps: readonly StepRow[],
  calendar: WorkingCalendar,
): Pick<TimeLimit, 'amount' | 'unit'> | null {
  const limit = TimeLimit.parse(row.limit_body);
  const receivedAt = instantText(row.received_at);
  const computed = computeDueDate({ receivedAt, limit, calendar });
  if (computed.ok && computed.value !== null) return limit;
  const promised = steps[0]?.due_at ?? null;
  return promised === null ? null : lengthOf({ from: row.received_at, until: promised }, calendar);
}

/** A stretch of time as working time. */
function lengthOf(
  stretch: { readonly from: Date; readonly until: Date },
  calendar: WorkingCalendar,
): Pick<TimeLimit, 'amount' | 'unit'> | null {
  const from = localMinuteOf(instantText(stretch.from));
  const until = localMinuteOf(instantText(stretch.until));
  if (from === null || until === null) return null;
  return { unit: 'HOUR', amount: new CalendarWalk(calendar).workingBetween(from, until) / 60 };
}

/** The new appointment that was given since the limit began last: from when, until when. Null: none was given. */
function lastAppointment(steps: readonly StepRow[]): { readonly from: Date; readonly until: Date } | null {
  const step = steps
    .filter((each) => isReappointment(each) || (each.from_state === 5 && isRunning(each.to_state)))
    .at(-1);
  return step === undefined || !isReappointment(step) || step.due_at === null
    ? null
    : { from: step.at, until: step.due_at };
}

/** The times since `start` in which the dossier waited in state 6, the one that ends now included. */
function pausesSince(start: Date, steps: readonly StepRow[], at: Date): Pause[] {
  const pauses: Pause[] = [];
  steps.forEach((step, index) => {
    if (step.to_state !== 6 || step.at < start) return;
    pauses.push({ from: instantText(step.at), to: instantText(steps[index + 1]?.at ?? at) });
  });
  return pauses;
}

function isRunning(state: number): boolean {
  return state === 2 || state === 4;
}

import { DossierState, type Dossier, type ReappointDossier } from '../../shared/api/dossiers.ts';
import { dayNumberOf, localMinuteOf } from '../../shared/domain/centre-time.ts';
import { checkReappointment } from '../../shared/domain/dossier-state.ts';
import { CalendarWalk, type WorkingCalendar } from '../../shared/domain/working-calendar.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { CommandScope } from '../commands/command-runner.ts';
import type { Seal } from '../privacy/seal.ts';
import { calendarOf } from './procedures.ts';
import { findDossier, isReappointment, readDossier, stepsOf } from './read-dossier.ts';
import { DossierSeal } from './sealed-words.ts';

/**
 * Apologises and gives a new appointment (xin lỗi, hẹn lại), at most once for a dossier (NĐ 61/2018 Art 19.9). It is a step
 * of the history that stays in its state.
 *
 * Errors: `dossier-code-invalid`, `dossier-not-found`, `reason-required`, `calendar-missing`; `illegal-transition` with
 * `rule` `clock-stands` or `reappointment-once`; `bad-request` with `field` `dueAt` (not after now or after the appointment
 * before, more than a year ahead, or on a day on which the centre does not work).
 */
export async function reappointDossier(
  scope: CommandScope,
  seal: Seal,
  code: string,
  request: ReappointDossier,
): Promise<Result<Dossier, AppError>> {
  const { transaction, siteId, at } = scope;
  const found = await findDossier(transaction, siteId, code);
  if (!found.ok) return found;
  const before = found.value;
  const steps = await stepsOf(transaction, before);
  const state = DossierState.parse(before.state);
  const reappointments = steps.filter(isReappointment).length;
  const may = checkReappointment({ state, reappointments, reason: request.reason });
  if (!may.ok) return may;
  const calendar = await calendarOf(transaction, siteId);
  if (!calendar.ok) return calendar;
  const dueAt = checkAppointment(request.dueAt, at, before.due_at, calendar.value);
  if (!dueAt.ok) return dueAt;
  const row = await transaction
    .updateTable('dossier')
    .set({ due_at: dueAt.value })
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
      from_state: state,
      to_state: state,
      at,
      station_id: scope.stationId,
      due_at: dueAt.value,
      words: new DossierSeal(seal, siteId, before.dossier_id).closeStep(step, {
        reason: request.reason,
        receivedBy: null,
      }),
    })
    .execute();
  scope.emit({ type: 'dossier.moved', data: { code: row.code, state } });
  scope.refer(row.code);
  return ok(await readDossier(transaction, seal, row, at));
}

/** Beyond it a date is a slip of the finger: no calendar of days off is known so far ahead, and no case may wait so long. */
const longestMs = 366 * 24 * 60 * 60 * 1000;

function checkAppointment(
  text: string,
  at: Date,
  before: Date | null,
  calendar: WorkingCalendar,
): Result<Date, AppError> {
  const refuse = (cause: string): Result<Date, AppError> =>
    err(appError('bad-request', { field: 'dueAt' }, cause));
  const dueAt = new Date(text);
  const minute = localMinuteOf(text);
  if (minute === null || dueAt.getTime() <= at.getTime()) return refuse('must be after now');
  if (before !== null && dueAt.getTime() <= before.getTime())
    return refuse('must be after the appointment before');
  if (dueAt.getTime() - at.getTime() > longestMs) return refuse('must be within a year');
  const walk = new CalendarWalk(calendar);
  const isWorked = walk.isWorkingDay(dayNumberOf(minute));
  if (walk.missingYear !== null) return err(appError('calendar-missing', { year: walk.missingYear }));
  return isWorked ? ok(dueAt) : refuse('the centre does not work on that day');
}

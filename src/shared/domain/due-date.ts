import type { TimeLimit } from '../api/procedures.ts';
import { appError, type AppError } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';
import {
  clockOf,
  dateParts,
  dayNumber,
  dayNumberOf,
  daysInMonth,
  instantOf,
  localMinuteOf,
  minutesPerDay,
} from './centre-time.ts';
import { CalendarWalk, type WorkingCalendar } from './working-calendar.ts';

/** After this time of day the hand-over moves to the next working day (NĐ 61/2018 Art 18.2, 18.3). */
const handOverCutOff = 15 * 60;
/** A working day in hours, where a limit is given in parts of a day (practice; the law has no half days). */
const minutesPerWorkingDay = 8 * 60;
/** More than any limit of law, and few enough to walk day by day. */
const largestAmount = 100_000;

/** A time during which the limit stands still, instants. `to` is when the dossier runs on. */
export interface Pause {
  readonly from: string;
  readonly to: string;
}

/** What a due date is computed from. Instants in ISO 8601 with offset. */
export interface DueDateRequest {
  readonly receivedAt: string;
  readonly limit: Pick<TimeLimit, 'amount' | 'unit'>;
  readonly calendar: WorkingCalendar;
  /** When the dossier was complete after a supplement: the limit runs anew from there (NĐ 61/2018 Art 19.4). */
  readonly restartedAt?: string | null;
  /** Times spent on a financial obligation (state 6). In any order; they may overlap. */
  readonly pauses?: readonly Pause[];
}

/**
 * The appointment (ngày hẹn trả) by rules R1–R12 of the test table, as an instant to the minute with the centre's offset.
 *
 * Null where the limit does not say it: unit `OTHER`, an amount of 0, or a part of a calendar day or month, for which
 * there is no rule. An officer enters the date then. Sources: BLDS 2015 Art 147.2, 148.3, 148.5; NĐ 61/2018 Art 18, 19.
 *
 * Errors: `calendar-missing` with `year` when a year that the limit touches has no days off listed; `bad-request` when an
 * instant is none, a pause ends before it begins, or the amount is beyond any limit of law.
 */
export function computeDueDate(request: DueDateRequest): Result<string | null, AppError> {
  const { limit } = request;
  const begin = localMinuteOf(request.restartedAt ?? request.receivedAt);
  const pauses = readPauses(request.pauses ?? []);
  if (begin === null || pauses === null) return err(appError('bad-request', undefined, 'not an instant'));
  if (!(limit.amount >= 0 && limit.amount <= largestAmount))
    return err(appError('bad-request', { amount: limit.amount, largest: largestAmount }));
  const walk = new CalendarWalk(request.calendar);
  const due = endOfLimit(walk, begin, limit);
  return finish(walk, due === null ? null : applyPauses(walk, walk.startFrom(begin), due, pauses));
}

/**
 * When a paper dossier must be with the competent unit at the latest (NĐ 61/2018 Art 18.2, R9): closing time of the day
 * of receipt; received after 15:00, opening of the next working day; received on a rest day, closing of the next working
 * day. Errors as {@link computeDueDate}.
 */
export function handOverBy(
  request: Pick<DueDateRequest, 'receivedAt' | 'calendar'>,
): Result<string, AppError> {
  const received = localMinuteOf(request.receivedAt);
  if (received === null) return err(appError('bad-request', undefined, 'not an instant'));
  const walk = new CalendarWalk(request.calendar);
  const day = dayNumberOf(received);
  const late = walk.isWorkingDay(day) && clockOf(received) > handOverCutOff;
  return finish(
    walk,
    late
      ? walk.workingDayFrom(day + 1) * minutesPerDay + walk.opening
      : walk.workingDayFrom(day) * minutesPerDay + walk.closing,
  );
}

/** What a walk arrived at, unless it had to cross a year without data. */
function finish(walk: CalendarWalk, minute: number): Result<string, AppError>;
function finish(walk: CalendarWalk, minute: number | null): Result<string | null, AppError>;
function finish(walk: CalendarWalk, minute: number | null): Result<string | null, AppError> {
  if (walk.missingYear !== null) return err(appError('calendar-missing', { year: walk.missingYear }));
  return ok(minute === null ? null : instantOf(minute));
}

function endOfLimit(walk: CalendarWalk, begin: number, limit: DueDateRequest['limit']): number | null {
  const { amount, unit } = limit;
  if (unit === 'SAME_DAY') return endOfSameDay(walk, begin);
  if (unit === 'OTHER' || amount === 0) return null;
  const start = walk.startFrom(begin);
  switch (unit) {
    case 'WORKING_DAY': {
      const days = Math.floor(amount);
      const atSameClock = walk.workingDaysAfter(dayNumberOf(start), days) * minutesPerDay + clockOf(start);
      const rest = Math.round((amount - days) * minutesPerWorkingDay);
      return rest === 0 ? atSameClock : walk.afterWorking(atSameClock, rest);
    }
    case 'HOUR':
      return walk.afterWorking(start, Math.max(1, Math.round(amount * 60)));
    case 'DAY':
      return Number.isInteger(amount) ? onWorkingDay(walk, start + amount * minutesPerDay) : null;
    case 'MONTH': {
      const day = Number.isInteger(amount) ? monthsAfter(dayNumberOf(start), amount) : null;
      return day === null ? null : onWorkingDay(walk, day * minutesPerDay + clockOf(start));
    }
  }
}

/** R10: the result is due by closing time, or, received after 15:00, within the next working day. */
function endOfSameDay(walk: CalendarWalk, begin: number): number {
  const day = dayNumberOf(begin);
  const late = walk.isWorkingDay(day) && clockOf(begin) > handOverCutOff;
  return walk.workingDayFrom(late ? day + 1 : day) * minutesPerDay + walk.closing;
}

/** R7: an end on a rest day moves to the same clock time of the next working day (BLDS 2015 Art 148.5). */
function onWorkingDay(walk: CalendarWalk, minute: number): number {
  return walk.workingDayFrom(dayNumberOf(minute)) * minutesPerDay + clockOf(minute);
}

/** R8: the same day of the month, or that month's last day (BLDS 2015 Art 148.3). Null beyond the year 9999. */
function monthsAfter(day: number, months: number): number | null {
  const from = dateParts(day);
  const count = from.year * 12 + (from.month - 1) + months;
  const year = Math.floor(count / 12);
  const month = (count % 12) + 1;
  return dayNumber(year, month, Math.min(from.day, daysInMonth(year, month)));
}

/** Pauses in order and without overlap, in local minutes; null if one cannot be read. */
function readPauses(pauses: readonly Pause[]): { from: number; to: number }[] | null {
  const read: { from: number; to: number }[] = [];
  for (const pause of pauses) {
    const from = localMinuteOf(pause.from);
    const to = localMinuteOf(pause.to);
    if (from === null || to === null || to < from) return null;
    read.push({ from, to });
  }
  read.sort((a, b) => a.from - b.from || a.to - b.to);
  const merged: { from: number; to: number }[] = [];
  for (const pause of read) {
    const last = merged.at(-1);
    if (last && pause.from <= last.to) last.to = Math.max(last.to, pause.to);
    else merged.push(pause);
  }
  return merged;
}

/** R12: what was left of the limit in working time when a pause began runs on from its end. */
function applyPauses(
  walk: CalendarWalk,
  start: number,
  due: number,
  pauses: readonly { readonly from: number; readonly to: number }[],
): number {
  let end = due;
  for (const pause of pauses) {
    const from = Math.max(pause.from, start);
    if (from >= end || pause.to <= from) continue;
    const resumed = walk.afterWorking(pause.to, walk.workingBetween(from, end));
    // 17:00 and the next 07:00 are the same moment of working time: an end that stood at an opening stays at one.
    end = walk.isBlockOpening(end) ? walk.openingAfterBlockEnd(resumed) : resumed;
  }
  return end;
}

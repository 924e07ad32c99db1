import type { Dossier, DossierState } from '../api/dossiers.ts';
import { dayNumberOf, localMinuteOf } from './centre-time.ts';
import { isClockRunning } from './dossier-state.ts';
import { CalendarWalk, type WorkingCalendar } from './working-calendar.ts';

/** Flags of a dossier against its appointment: Trước hạn, Đúng hạn, Sắp đến hạn, Quá hạn, or none. */
export type Deadline = Dossier['deadline'];

/**
 * How a dossier stands against the appointment on its receipt. Instants in ISO 8601.
 *
 * - Finished (9, 10): `early` when finished on a day before the appointment's, `onTime` up to its minute, then `overdue`
 *   (QĐ 766/QĐ-TTg: finished ≤ appointment is on time).
 * - Running (2, 4): `overdue` after the appointment; `dueSoon` from the working day before it on, the last moment at which
 *   an apology may be written (NĐ 61/2018 Art 19.9, "chậm nhất 01 ngày trước ngày hết hạn"); otherwise `onTime`.
 * - Otherwise, or without an appointment: `none`. The clock stands in 5 and 6.
 *
 * Without `calendar`, or where it has no data, the day before is the calendar day before.
 */
export function deadlineOf(request: {
  readonly state: DossierState;
  readonly dueAt: string | null;
  readonly finishedAt: string | null;
  readonly now: string;
  readonly calendar?: WorkingCalendar;
}): Deadline {
  const due = request.dueAt === null ? null : localMinuteOf(request.dueAt);
  if (due === null) return 'none';
  if (request.state === 9 || request.state === 10) {
    const finished = request.finishedAt === null ? null : localMinuteOf(request.finishedAt);
    if (finished === null) return 'none';
    if (finished > due) return 'overdue';
    return dayNumberOf(finished) < dayNumberOf(due) ? 'early' : 'onTime';
  }
  const now = localMinuteOf(request.now);
  if (now === null || !isClockRunning(request.state)) return 'none';
  if (now > due) return 'overdue';
  return dayNumberOf(now) >= dayBefore(dayNumberOf(due), request.calendar) ? 'dueSoon' : 'onTime';
}

function dayBefore(day: number, calendar: WorkingCalendar | undefined): number {
  if (calendar === undefined) return day - 1;
  const walk = new CalendarWalk(calendar);
  const before = walk.workingDayBefore(day);
  return walk.missingYear === null ? before : day - 1;
}

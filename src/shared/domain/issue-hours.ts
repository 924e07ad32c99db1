import {
  clockFromText,
  clockOf,
  dayNumberOf,
  instantOf,
  localMinuteOf,
  minutesPerDay,
} from './centre-time.ts';
import type { QueueRules } from './queue-order.ts';
import { CalendarWalk, type WorkingCalendar } from './working-calendar.ts';

/** How far ahead an opening is looked for: longer than any row of holidays. */
const furthestDays = 31;

/**
 * Whether numbers are given out at an instant (ISO 8601) by the site's hours, and when they are next where they are not
 * (null: not within a month). Both ends of a block belong to it. A year that the calendar does not know counts as worked:
 * rather a number too many than a closed door nobody asked for.
 */
export function issuingAt(
  issueHours: QueueRules['issueHours'],
  calendar: WorkingCalendar,
  instant: string,
): { readonly open: boolean; readonly opensAt: string | null } {
  if (issueHours === null) return { open: true, opensAt: null };
  const minute = localMinuteOf(instant);
  if (minute === null) throw new RangeError(`not an instant: ${instant}`);
  const walk = new CalendarWalk(calendar);
  const blocks = issueHours
    .map((block) => ({ from: clockFromText(block.from) ?? 0, to: clockFromText(block.to) ?? 0 }))
    .sort((a, b) => a.from - b.from);
  const today = dayNumberOf(minute);
  const clock = clockOf(minute);
  if (walk.isWorkingDay(today) && blocks.some((block) => block.from <= clock && clock <= block.to))
    return { open: true, opensAt: null };
  for (let day = today; day <= today + furthestDays; day += 1) {
    if (!walk.isWorkingDay(day)) continue;
    const next = blocks.find((block) => day > today || block.from > clock);
    if (next !== undefined) return { open: false, opensAt: instantOf(day * minutesPerDay + next.from) };
  }
  return { open: false, opensAt: null };
}

import type { AppointmentRules } from './appointment-rules.ts';
import { clockFromText, dayNumberFromText, dayOfInstant, instantOf, minutesPerDay } from './centre-time.ts';
import type { QueueRules } from './queue-order.ts';
import { CalendarWalk, type WorkingCalendar } from './working-calendar.ts';

/** A stretch of time in which people with an appointment come. Instants with the centre's offset. */
export interface Slot {
  readonly from: string;
  readonly to: string;
}

/**
 * The slots of a day (`YYYY-MM-DD`): whole ones only, inside the hours in which the site gives out numbers, or where it has
 * set none, its working hours; none on a day that is not worked. An unknown year counts as worked, as for numbers.
 */
export function slotsOfDay(
  day: string,
  rules: Pick<QueueRules, 'issueHours' | 'appointments'>,
  calendar: WorkingCalendar,
): Slot[] {
  const number = dayNumberFromText(day);
  const { slotMinutes, perSlot } = rules.appointments;
  if (number === null || perSlot === 0 || !new CalendarWalk(calendar).isWorkingDay(number)) return [];
  const slots: Slot[] = [];
  for (const block of rules.issueHours ?? calendar.blocks) {
    const end = clockFromText(block.to) ?? 0;
    for (let at = clockFromText(block.from) ?? 0; at + slotMinutes <= end; at += slotMinutes)
      slots.push({
        from: instantOf(number * minutesPerDay + at),
        to: instantOf(number * minutesPerDay + at + slotMinutes),
      });
  }
  return slots;
}

/** How an arrival stands to its slot: another day, too early, in time, or past its grace. */
export type Arrival = 'anotherDay' | 'early' | 'due' | 'late';

/** How an arrival at `now` stands to its slot. All in ISO 8601. */
export function arrivalOf(slot: Slot, rules: AppointmentRules, now: string): Arrival {
  if (dayOfInstant(now) !== dayOfInstant(slot.from)) return 'anotherDay';
  const at = Date.parse(now);
  if (at < opensAt(slot, rules)) return 'early';
  return at <= Date.parse(slot.to) + rules.lateMinutes * 60_000 ? 'due' : 'late';
}

/** From when on an arrival is taken, milliseconds of the epoch. */
export function opensAt(slot: Slot, rules: AppointmentRules): number {
  return Date.parse(slot.from) - rules.earlyMinutes * 60_000;
}

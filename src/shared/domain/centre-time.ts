/**
 * Time of the centre (design D12): Asia/Ho_Chi_Minh, which is UTC+07:00 all year since 1975, without summer time. It is
 * computed, not asked of `Intl`, so that a machine with old or missing zone data gives the same dates.
 *
 * Inside the domain an instant is a *local minute*: whole minutes since 1970-01-01T00:00 on the centre's wall clock. A
 * day is a *day number*: local minutes divided by 1440. Both are integers, so that sums are exact.
 */
const offsetMinutes = 7 * 60;

/** Minutes of a day. */
export const minutesPerDay = 24 * 60;

/**
 * The local minute of an instant in ISO 8601 with offset or `Z`, or null if it is none. Seconds are dropped: papers print
 * hours and minutes, and what is printed is what counts.
 */
export function localMinuteOf(instant: string): number | null {
  const milliseconds = Date.parse(instant);
  return Number.isFinite(milliseconds) ? Math.floor(milliseconds / 60_000) + offsetMinutes : null;
}

/** A local minute as an instant with the centre's offset, e.g. `2026-03-02T09:20:00+07:00`. */
export function instantOf(localMinute: number): string {
  return `${dayText(dayNumberOf(localMinute))}T${clockText(clockOf(localMinute))}:00+07:00`;
}

/** The day number of a local minute. */
export function dayNumberOf(localMinute: number): number {
  return Math.floor(localMinute / minutesPerDay);
}

/** The wall clock of a local minute, in minutes since midnight. */
export function clockOf(localMinute: number): number {
  return localMinute - dayNumberOf(localMinute) * minutesPerDay;
}

/** The calendar day (`YYYY-MM-DD`) at the centre of an instant, or null if it is none. */
export function dayOfInstant(instant: string): string | null {
  const minute = localMinuteOf(instant);
  return minute === null ? null : dayText(dayNumberOf(minute));
}

/** The day number of a year, month (1–12) and day, or null where the calendar has no such day. Years 1000 to 9999. */
export function dayNumber(year: number, month: number, day: number): number | null {
  if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
    return null;
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

/** How many days a month (1–12) of a year has. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The day number of `YYYY-MM-DD`, or null if it is no real day. */
export function dayNumberFromText(day: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  return match ? dayNumber(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}

/** Year, month (1–12) and day of a day number. */
export function dateParts(day: number): {
  readonly year: number;
  readonly month: number;
  readonly day: number;
} {
  const date = new Date(day * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** A day number as `YYYY-MM-DD`. */
export function dayText(day: number): string {
  const parts = dateParts(day);
  return `${String(parts.year).padStart(4, '0')}-${twoDigits(parts.month)}-${twoDigits(parts.day)}`;
}

/** Day of the week of a day number: 0 Sunday to 6 Saturday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Minutes since midnight of `HH:mm`, or null if it is no time of day. `24:00` is not one. */
export function clockFromText(text: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
}

/** Minutes since midnight as `HH:mm`. */
export function clockText(clock: number): string {
  return `${twoDigits(Math.floor(clock / 60))}:${twoDigits(clock % 60)}`;
}

/** At least two digits, as in dates and times. */
export function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

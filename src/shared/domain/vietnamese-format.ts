import {
  clockOf,
  clockText,
  dateParts,
  dayNumberFromText,
  dayNumberOf,
  localMinuteOf,
  twoDigits,
} from './centre-time.ts';

/**
 * Numbers and times the Vietnamese way, from the value alone: no `Intl`, whose data differ between Electron, Node and
 * their builds, so that screen, paper and server say the same. Functions of an instant or a day throw on a text that is
 * none; schemas have checked it before.
 */

/** A number with a point between thousands and a comma before decimals, e.g. `1.234.567`, `2,5`. */
export function formatNumber(value: number): string {
  const [whole = '', decimals] = Math.abs(value).toString().split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return `${value < 0 ? '-' : ''}${grouped}${decimals === undefined ? '' : `,${decimals}`}`;
}

/** An amount of đồng, e.g. `115.000 đ`. */
export function formatDong(amount: number): string {
  return `${formatNumber(amount)} đ`;
}

/** A day, e.g. `02/03/2026`, from `2026-03-02`. */
export function formatDay(day: string): string {
  const { year, month, day: dayOfMonth } = partsOfDay(day);
  return `${twoDigits(dayOfMonth)}/${twoDigits(month)}/${year}`;
}

/** A day as papers write it, e.g. `ngày 02 tháng 03 năm 2026`, from `2026-03-02`. */
export function formatLongDay(day: string): string {
  const { year, month, day: dayOfMonth } = partsOfDay(day);
  return `ngày ${twoDigits(dayOfMonth)} tháng ${twoDigits(month)} năm ${year}`;
}

/** The time of day of an instant at the centre, e.g. `09:20`. */
export function formatClock(instant: string): string {
  return clockText(clockOf(minuteOf(instant)));
}

/** An instant at the centre, e.g. `09:20, ngày 02/03/2026`. */
export function formatDateTime(instant: string): string {
  const { year, month, day } = dateParts(dayNumberOf(minuteOf(instant)));
  return `${formatClock(instant)}, ngày ${twoDigits(day)}/${twoDigits(month)}/${year}`;
}

/** An instant at the centre as papers write it, e.g. `09 giờ 20 phút, ngày 02 tháng 03 năm 2026`. */
export function formatLongDateTime(instant: string): string {
  const minute = minuteOf(instant);
  const clock = clockOf(minute);
  const { year, month, day } = dateParts(dayNumberOf(minute));
  const time = `${twoDigits(Math.floor(clock / 60))} giờ ${twoDigits(clock % 60)} phút`;
  return `${time}, ngày ${twoDigits(day)} tháng ${twoDigits(month)} năm ${year}`;
}

function minuteOf(instant: string): number {
  const minute = localMinuteOf(instant);
  if (minute === null) throw new RangeError('not an instant');
  return minute;
}

function partsOfDay(day: string): { readonly year: number; readonly month: number; readonly day: number } {
  const number = dayNumberFromText(day);
  if (number === null) throw new RangeError('not a day');
  return dateParts(number);
}

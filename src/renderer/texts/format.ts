import type { TFunction } from 'i18next';
import { dayNumberFromText, dayOfInstant, weekdayOf } from '../../shared/domain/centre-time.ts';
import {
  formatClock,
  formatDateTime as vietnameseDateTime,
  formatDay,
  formatNumber as vietnameseNumber,
} from '../../shared/domain/vietnamese-format.ts';
import type { Language } from './i18n.ts';

/**
 * Figures as people read them, the same on the screen as on paper. Times are the centre's, whatever the zone of the
 * machine. English differs only in its words and in the separators of numbers.
 */
const weekdays: Readonly<Record<Language, readonly string[]>> = {
  vi: ['Chủ Nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};

function iso(instant: string | number): string {
  return typeof instant === 'number' ? new Date(instant).toISOString() : instant;
}

function dayOf(instant: string | number): string {
  return dayOfInstant(iso(instant)) ?? '';
}

/** `02/03/2026` */
function formatDate(instant: string | number): string {
  return formatDay(dayOf(instant));
}

/** `09:20`, or with seconds `09:20:07`. */
export function formatTime(instant: string | number, seconds = false): string {
  const clock = formatClock(iso(instant));
  if (!seconds) return clock;
  return `${clock}:${String(new Date(instant).getUTCSeconds()).padStart(2, '0')}`;
}

/** `09:20, ngày 02/03/2026` */
export function formatDateTime(instant: string | number, language: Language): string {
  return language === 'vi'
    ? vietnameseDateTime(iso(instant))
    : `${formatTime(instant)}, ${formatDate(instant)}`;
}

/** The day of the week with the date: `Thứ Hai, 02/03/2026`. */
export function formatLongDate(instant: string | number, language: Language): string {
  const weekday = weekdayOf(dayNumberFromText(dayOf(instant)) ?? 0);
  return `${weekdays[language][weekday] ?? ''}, ${formatDate(instant)}`;
}

/** `1.250.000` in Vietnamese, `1,250,000` in English. */
function formatNumber(value: number, language: Language): string {
  return language === 'vi' ? vietnameseNumber(value) : value.toLocaleString('en-GB');
}

/** `1.250.000 đ` */
export function formatMoney(dong: number, language: Language): string {
  return `${formatNumber(dong, language)} ${language === 'vi' ? 'đ' : 'VND'}`;
}

/** A length of time in whole minutes, as a clerk says it: `12 phút`, `1 giờ 5 phút`, `dưới 1 phút`. */
export function formatWait(seconds: number, t: TFunction): string {
  const minutes = Math.floor(Math.max(0, seconds) / 60);
  if (minutes < 1) return t('common.wait.now');
  if (minutes < 60) return t('common.wait.minutes', { minutes: String(minutes) });
  return t('common.wait.hours', {
    hours: String(Math.floor(minutes / 60)),
    minutes: String(minutes % 60),
  });
}

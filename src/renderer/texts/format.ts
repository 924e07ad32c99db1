import type { TFunction } from 'i18next';
import type { Language } from './i18n.ts';

/**
 * Figures as people read them. Times are the centre's, whatever the zone of the machine; Vietnamese writes
 * `14:05 ngày 02/03/2026` and `1.250.000 đồng`.
 */
const zone = 'Asia/Ho_Chi_Minh';
const locales: Readonly<Record<Language, string>> = { vi: 'vi-VN', en: 'en-GB' };

function parts(instant: string | number, options: Intl.DateTimeFormatOptions): Map<string, string> {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options });
  return new Map(format.formatToParts(new Date(instant)).map((part) => [part.type, part.value]));
}

const day = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;
const time = { hour: '2-digit', minute: '2-digit' } as const;

/** `02/03/2026` */
export function formatDate(instant: string | number): string {
  const found = parts(instant, day);
  return `${found.get('day') ?? ''}/${found.get('month') ?? ''}/${found.get('year') ?? ''}`;
}

/** `09:20`, or with seconds `09:20:07`. */
export function formatTime(instant: string | number, seconds = false): string {
  const found = parts(instant, seconds ? { ...time, second: '2-digit' } : time);
  const clock = `${found.get('hour') ?? ''}:${found.get('minute') ?? ''}`;
  return seconds ? `${clock}:${found.get('second') ?? ''}` : clock;
}

/** `09:20 ngày 02/03/2026` */
export function formatDateTime(instant: string | number, language: Language): string {
  return language === 'vi'
    ? `${formatTime(instant)} ngày ${formatDate(instant)}`
    : `${formatDate(instant)} ${formatTime(instant)}`;
}

/** The day of the week with the date: `Thứ Hai, 02/03/2026`. */
export function formatLongDate(instant: string | number, language: Language): string {
  const weekday = new Intl.DateTimeFormat(locales[language], { timeZone: zone, weekday: 'long' }).format(
    new Date(instant),
  );
  return `${weekday}, ${formatDate(instant)}`;
}

/** A day without a time, `2026-03-02`, as `02/03/2026`. */
export function formatDay(value: string): string {
  const [year = '', month = '', dayOfMonth = ''] = value.split('-');
  return `${dayOfMonth}/${month}/${year}`;
}

/** `1.250.000` in Vietnamese, `1,250,000` in English. */
export function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(locales[language]).format(value);
}

/** `1.250.000 đồng` */
export function formatMoney(dong: number, language: Language): string {
  return `${formatNumber(dong, language)} ${language === 'vi' ? 'đồng' : 'VND'}`;
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

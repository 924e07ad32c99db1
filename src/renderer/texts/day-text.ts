import { dayNumber, dayText } from '../../shared/domain/centre-time.ts';

/**
 * A day as people type it, as `yyyy-mm-dd`: `2/3/2026`, `02-03-2026`, `02.03.2026` or `02032026`. Day first, as everybody
 * here writes it; null when it is no real day. A year has four digits: `85` could be two centuries.
 */
export function dayFromText(text: string): string | null {
  const typed = text.trim();
  const match =
    /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$/.exec(typed) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(typed);
  if (match === null) return null;
  const found = dayNumber(Number(match[3]), Number(match[2]), Number(match[1]));
  return found === null ? null : dayText(found);
}

/** What is wrong with a typed day; null: nothing, or nothing was typed. Limits are days that are still allowed. */
export function dayProblem(
  text: string,
  limits: { readonly min?: string | undefined; readonly max?: string | undefined },
): 'format' | 'early' | 'late' | null {
  if (text.trim() === '') return null;
  const day = dayFromText(text);
  if (day === null) return 'format';
  if (limits.min !== undefined && day < limits.min) return 'early';
  if (limits.max !== undefined && day > limits.max) return 'late';
  return null;
}

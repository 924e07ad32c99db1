import { appError, type AppError } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';
import { dateParts, dayNumber, dayNumberFromText, dayText, twoDigits } from './centre-time.ts';

/** Which rule a code follows: TT 01/2018/TT-VPCP Art 19, QĐ 20/2020/QĐ-TTg Art 4, or another system's. */
export type DossierCodeFormat = '2018' | '2020' | 'other';

/** A dossier code (mã số hồ sơ) as read. `code` is the whole of it: it is never put together again from its parts. */
export interface DossierCode {
  readonly code: string;
  readonly format: DossierCodeFormat;
  /** Code of the receiving unit, e.g. `H39.30` or `000.00.30.H39`. */
  readonly unit: string;
  /** Day of receipt, `YYYY-MM-DD`; null where the digits are no real day. */
  readonly date: string | null;
  /** Number of the dossier in its unit and day. */
  readonly number: number;
}

const anyFormat = /^([0-9A-Z]+(?:\.[0-9A-Z]+)*)-(\d{6}|\d{8})-(\d{4,7})$/;
const format2018 = /^\d{3}\.\d{2}\.\d{2}\.[A-Y]\d{2}-\d{6}-\d{4}$/;
const format2020 = /^[A-Y]\d{2}(\.[0-9A-Z]{2,})*-\d{6}-\d{4}$/;
const unitCode = /^[0-9A-Z]+(\.[0-9A-Z]+)*$/;
/** Longest unit code (QĐ 20/2020/QĐ-TTg Art 4). */
const longestUnitCode = 35;
const longestCode = longestUnitCode + 1 + 8 + 1 + 7;

/**
 * Reads a dossier code as typed or scanned: surrounding space and lower case are forgiven, nothing else. Old and foreign
 * formats are read too, since a dossier keeps its code for life. Error: `dossier-code-invalid`.
 */
export function parseDossierCode(text: string): Result<DossierCode, AppError> {
  const code = text.trim().toUpperCase();
  const match = code.length <= longestCode ? anyFormat.exec(code) : null;
  const [, unit, digits, number] = match ?? [];
  if (unit === undefined || digits === undefined || number === undefined)
    return err(appError('dossier-code-invalid', { example: 'H39.30-260302-0001' }));
  const format = format2018.test(code) ? '2018' : format2020.test(code) ? '2020' : 'other';
  return ok({ code, format, unit, date: dateOf(digits), number: Number(number) });
}

/**
 * The code of a new dossier: unit code, day of receipt and number of the day, e.g. `H39.30-260302-0001`. For the generator
 * at central alone: numbers are issued, never guessed (NĐ 61/2018 Art 26.1). From 10000 on the number has five digits.
 * Throws on a unit code, day or number that no code can have.
 */
export function formatDossierCode(parts: {
  readonly unitCode: string;
  readonly day: string;
  readonly number: number;
}): string {
  const day = dayNumberFromText(parts.day);
  if (!unitCode.test(parts.unitCode) || parts.unitCode.length > longestUnitCode)
    throw new RangeError(`not a unit code: ${parts.unitCode}`);
  if (day === null) throw new RangeError(`not a day: ${parts.day}`);
  if (!Number.isInteger(parts.number) || parts.number < 1 || parts.number > 9_999_999)
    throw new RangeError(`not a number of the day: ${parts.number}`);
  const { year, month, day: dayOfMonth } = dateParts(day);
  const date = `${twoDigits(year % 100)}${twoDigits(month)}${twoDigits(dayOfMonth)}`;
  return `${parts.unitCode}-${date}-${String(parts.number).padStart(4, '0')}`;
}

/**
 * The dossier code that a text holds: the text itself, a word of it, or a whole part of the path, query or fragment of an
 * enquiry address (percent-encoded or not). Null where there is none, and where there are two different ones: opening the
 * wrong dossier is worse than asking again.
 */
export function findDossierCode(text: string): DossierCode | null {
  const whole = parseDossierCode(text);
  if (whole.ok) return whole.value;
  const found = new Map<string, DossierCode>();
  for (const part of decode(text).split(/[\s/?#&=:;,|"'()[\]<>]+/)) {
    // Lower case is forgiven to typing hands above; in an address it is a slug that only looks like a code.
    const parsed = part === part.toUpperCase() ? parseDossierCode(part.replace(/\.+$/, '')) : null;
    if (parsed?.ok) found.set(parsed.value.code, parsed.value);
  }
  const [code] = found.values();
  return found.size === 1 && code !== undefined ? code : null;
}

/** `yyMMdd` (of this century) or `yyyyMMdd` as a day, null where there is no such day. */
function dateOf(digits: string): string | null {
  const full = digits.length === 6 ? `20${digits}` : digits;
  const day = dayNumber(Number(full.slice(0, 4)), Number(full.slice(4, 6)), Number(full.slice(6)));
  return day === null ? null : dayText(day);
}

/** Percent-decodes what can be; a text that is not percent-encoded stays as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

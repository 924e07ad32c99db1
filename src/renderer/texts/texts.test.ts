import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../shared/errors.ts';
import { en } from './en.ts';
import { formatDateTime, formatLongDate, formatMoney, formatTime, formatWait } from './format.ts';
import { makeI18n } from './i18n.ts';
import { vi } from './vi.ts';

/** Every text with the path of its key. */
function leaves(value: unknown, path = ''): [string, string][] {
  return typeof value === 'string'
    ? [[path, value]]
    : Object.entries(value as object).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
}
const blanks = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!).sort();

describe('texts', () => {
  const vietnamese = new Map(leaves(vi));
  const english = new Map(leaves(en));

  it('has the same keys in both languages, and a singular in English for every plural', () => {
    const expected = [...vietnamese.keys()].flatMap((key) =>
      key.endsWith('_other') ? [key, key.replace(/_other$/, '_one')] : [key],
    );
    expect([...english.keys()].sort()).toEqual(expected.sort());
  });

  it('fills the same blanks in both languages', () => {
    for (const [key, text] of vietnamese) expect(blanks(english.get(key)!), key).toEqual(blanks(text));
  });

  it('has no empty text and is NFC', () => {
    for (const [key, text] of [...vietnamese, ...english]) {
      expect(text.trim(), key).not.toBe('');
      expect(text.normalize('NFC'), key).toBe(text);
    }
  });

  it('says "in lại" and "reprint" of a marked further copy alone, and nothing else of that', () => {
    const further =
      /^\.printing\.(copy|reprint\w*|history\.(copies|original|copyReason))$|^\.errors\.print-job-settled\./;
    for (const [texts, word, others] of [
      [vietnamese, /in lại/i, /in (thêm|bản sao)(?! nào)/i],
      [english, /reprint/i, /print again|further copy of/i],
    ] as const)
      for (const [key, text] of texts) {
        if (word.test(text)) expect(key).toMatch(further);
        if (key.startsWith('.printing.')) expect(text, key).not.toMatch(others);
      }
  });

  it.each(errorCodes)('says what happened and what to do next for %s', (code) => {
    for (const texts of [vi, en]) {
      expect(texts.errors[code].what).not.toBe('');
      expect(texts.errors[code].next).not.toBe('');
    }
  });

  it('has no text for an error that does not exist', () => {
    expect(Object.keys(vi.errors).sort()).toEqual([...errorCodes].sort());
  });

  it('counts with the plural of the language', () => {
    const inEnglish = makeI18n('en').t;
    expect(inEnglish('kiosk.waiting', { count: 1 })).toBe('1 person waiting');
    expect(inEnglish('kiosk.waiting', { count: 2 })).toBe('2 people waiting');
    expect(makeI18n('vi').t('kiosk.waiting', { count: 1 })).toBe('1 người đang chờ');
  });
});

describe('figures', () => {
  const instant = '2026-03-02T02:20:07Z';

  it('shows times of the centre, whatever zone the machine is in', () => {
    expect(formatTime(instant)).toBe('09:20');
    expect(formatTime(instant, true)).toBe('09:20:07');
    expect(formatDateTime('2026-03-02T23:59:00+07:00', 'vi')).toBe('23:59, ngày 02/03/2026');
    expect(formatLongDate(instant, 'vi')).toBe('Thứ Hai, 02/03/2026');
    expect(formatLongDate('2026-03-01T17:30:00Z', 'en')).toBe('Monday, 02/03/2026');
  });

  it('groups money the way of the language', () => {
    expect(formatMoney(1_250_000, 'vi')).toBe('1.250.000 đ');
    expect(formatMoney(1_250_000, 'en')).toBe('1,250,000 VND');
  });

  it('says waits in whole minutes', () => {
    const { t } = makeI18n('vi');
    expect(formatWait(59, t)).toBe('dưới 1 phút');
    expect(formatWait(60, t)).toBe('1 phút');
    expect(formatWait(3_900, t)).toBe('1 giờ 5 phút');
  });
});

import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountInWords } from './amount-in-words.ts';

const rows: { number: string; words: string }[] = parse(
  readFileSync(new URL('./test-data/amount-in-words.csv', import.meta.url)),
  { columns: true, comment: '#' },
);

/** Reads the words back by another rule than the one that wrote them: each scale word closes its group. */
function valueOf(text: string): number {
  const units: Record<string, number> = {
    không: 0,
    một: 1,
    mốt: 1,
    hai: 2,
    ba: 3,
    bốn: 4,
    tư: 4,
    năm: 5,
    lăm: 5,
    sáu: 6,
    bảy: 7,
    tám: 8,
    chín: 9,
  };
  const scales: Record<string, number> = { nghìn: 1e3, triệu: 1e6, tỷ: 1e9 };
  let total = 0;
  let section = 0;
  let group = 0;
  let digit = 0;
  for (const word of text.toLowerCase().split(' ').slice(0, -1)) {
    const unit = units[word];
    const scale = scales[word];
    if (unit !== undefined) digit = unit;
    else if (word === 'trăm' || word === 'mươi') {
      group += digit * (word === 'trăm' ? 100 : 10);
      digit = 0;
    } else if (word === 'mười') group += 10;
    else if (scale === 1e9) {
      total = (total + section + group + digit) * scale;
      section = group = digit = 0;
    } else if (scale !== undefined) {
      section += (group + digit) * scale;
      group = digit = 0;
    } else if (word !== 'lẻ' && word !== 'linh') throw new Error(`unknown word: ${word}`);
  }
  return total + section + group + digit;
}

describe('amounts in words', () => {
  it('has the whole table', () => {
    expect(rows).toHaveLength(254);
  });

  it.each(rows)('$number is $words', ({ number, words }) => {
    expect(amountInWords(Number(number), { zeroTens: 'lẻ' })).toBe(words);
  });

  it('says linh where the setting says so, and lẻ by default', () => {
    expect(amountInWords(1_000_005, { zeroTens: 'linh' })).toBe('Một triệu không trăm linh năm đồng');
    expect(amountInWords(105)).toBe('Một trăm lẻ năm đồng');
  });

  it('reads thousands of tỷ as a number of tỷ', () => {
    expect(amountInWords(1_200_000_000_000)).toBe('Một nghìn hai trăm tỷ đồng');
    expect(amountInWords(1_000_005_000_000_015)).toBe(
      'Một triệu không trăm lẻ năm tỷ không trăm mười lăm đồng',
    );
  });

  it('can be read back, whatever the amount', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.constantFrom('lẻ', 'linh'), (amount, zeroTens) => {
        const text = amountInWords(amount, { zeroTens });
        expect(valueOf(text)).toBe(amount);
        expect(text).toMatch(/^\p{Lu}\p{Ll}+( \p{Ll}+)* đồng$/u);
      }),
      { numRuns: 500 },
    );
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('prints no words for %d', (amount) => {
    expect(() => amountInWords(amount)).toThrow(RangeError);
  });
});

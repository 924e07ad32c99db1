import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vietnameseLetters } from '../../../../shared/paper/letters-paper.ts';
import { inkOf, isBlack, rowsOf } from '../raster.ts';
import type { Raster } from '../slip.ts';
import { fonts } from './drawn.test-support.ts';
import { breakEvenly, breakLines, lettersOf, measure, widestWord, widthOf } from './lines.ts';
import { setLines } from './text-block.ts';

const face = fonts.face({ size: 24, bold: false, italic: false });
const capitals = vietnameseLetters().map((letter) => letter.toLocaleUpperCase('vi'));
const letter = fc.constantFrom(
  ...vietnameseLetters(),
  ...capitals,
  ...lettersOf('bcghklmnpqrstvxBCĐ0123456789.,-/()'),
);
const word = fc.array(letter, { minLength: 1, maxLength: 12 }).map((letters) => letters.join(''));
const text = fc.array(word, { minLength: 1, maxLength: 25 }).map((words) => words.join(' '));
const width = fc.integer({ min: 120, max: 832 });

function join(lines: readonly { readonly letters: readonly string[] }[]): string[] {
  return lines.map((line) => line.letters.join(''));
}

/** Whether no ink touches the rows between which a letter would have been cut. */
function inkWithin(block: Raster): boolean {
  const edges = [rowsOf(block, 0, 1), rowsOf(block, block.height - 1, block.height)];
  return edges.every((row) => inkOf(row) === 0);
}

describe('lettersOf', () => {
  it('takes a base and its marks for one letter, in one form', () => {
    expect(lettersOf('e\u0302\u0323x')).toEqual(['ệ', 'x']);
    expect(lettersOf('Ẵ'.normalize('NFD'))).toEqual(['Ẵ']);
  });
});

describe('breakLines', () => {
  it('loses no letter and fits the width', () => {
    fc.assert(
      fc.property(text, width, (whole, dots) => {
        const lines = breakLines(whole, dots, face);
        const put = join(lines);
        // Broken at spaces only, unless a word is wider than a line; put together again it is the same text.
        expect(put.join('').replaceAll(' ', '')).toBe(whole.replaceAll(' ', ''));
        if (widestWord(whole, face) <= dots) expect(put.join(' ')).toBe(whole);
        for (const line of lines) expect(line.inkRight - line.inkLeft).toBeLessThanOrEqual(dots);
      }),
    );
  });

  it('fills lines: the first word of a line would not have fitted the one before', () => {
    fc.assert(
      fc.property(text, width, (whole, dots) => {
        fc.pre(widestWord(whole, face) <= dots);
        const put = join(breakLines(whole, dots, face));
        put.slice(1).forEach((line, index) => {
          const first = line.split(' ')[0] ?? '';
          expect(widthOf(`${put[index] ?? ''} ${first}`, face)).toBeGreaterThan(dots);
        });
      }),
    );
  });

  it('breaks a word wider than the line between letters, never within one', () => {
    const long = 'ẴẬỆỠỤ'.repeat(30).normalize('NFD');
    const lines = breakLines(long, 200, face);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.flatMap((line) => line.letters)).toEqual(lettersOf(long));
  });

  it('holds words together at no-break spaces and keeps the breaks of the writer', () => {
    const date = 'ngày\u00a009\u00a0tháng\u00a003';
    expect(join(breakLines(`Hẹn trả ${date}`, widthOf(date, face), face))).toEqual(['Hẹn trả', date]);
    expect(join(breakLines('một\nhai\r\n\nba', 500, face))).toEqual(['một', 'hai', '', 'ba']);
    expect(join(breakLines('', 500, face))).toEqual(['']);
    expect(join(breakLines('  thụt', 500, face))).toEqual(['  thụt']);
  });

  it('gives a letter wider than the line a line of its own', () => {
    expect(join(breakLines('ẴẬ', 3, face))).toEqual(['Ẵ', 'Ậ']);
  });
});

describe('breakEvenly', () => {
  it('keeps words, their order and the number of lines, and is no wider', () => {
    fc.assert(
      fc.property(text, width, (whole, dots) => {
        fc.pre(widestWord(whole, face) <= dots);
        const [even, full] = [breakEvenly(whole, dots, face), breakLines(whole, dots, face)];
        expect(join(even).join(' ')).toBe(whole);
        expect(even.length).toBe(full.length);
        const widest = (lines: typeof even): number =>
          Math.max(...lines.map((line) => line.inkRight - line.inkLeft));
        expect(widest(even)).toBeLessThanOrEqual(widest(full));
      }),
      { numRuns: 50 },
    );
  });
});

describe('setLines', () => {
  it('cuts off no ink: a line has the same dots on narrow paper as on wide paper', () => {
    fc.assert(
      fc.property(text, width, fc.constantFrom('left', 'center', 'right'), (whole, dots, align) => {
        for (const line of breakLines(whole, dots, face)) {
          const narrow = setLines([line], dots, face, align);
          const wide = setLines([line], dots + 400, face, 'center');
          expect(inkOf(narrow)).toBe(inkOf(wide));
          expect(narrow.height).toBe(wide.height);
        }
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    [21, false],
    [21, true],
    [24, false],
    [24, true],
    [32, true],
    [56, true],
    [176, true],
  ])('has room above and below for every mark at %i dots, bold %s', (size, bold) => {
    for (const italic of [false, true]) {
      const large = fonts.face({ size, bold, italic });
      for (const one of [...vietnameseLetters(), ...capitals]) {
        const { pens: _, ...line } = measure([one], large);
        const block = setLines([line], 400, large, 'center');
        const ink = inkOf(block);
        const glyph = large.glyph(one);
        expect(ink).toBe(inkOf(glyph.picture));
        expect(glyph.top).toBeLessThanOrEqual(large.ascent);
        expect(glyph.picture.height - glyph.top).toBeLessThanOrEqual(large.descent);
      }
    }
  });

  it('keeps lines apart: the lowest mark of one never touches the highest of the next', () => {
    const [line] = breakLines('ẬỤỢgy', 400, face);
    const block = setLines([line!, line!], 400, face, 'left');
    const single = setLines([line!], 400, face, 'left');
    expect(block.height).toBe(single.height * 2);
    expect(inkOf(block)).toBe(inkOf(single) * 2);
    expect(inkWithin(rowsOf(block, single.height - 1, single.height))).toBe(true);
  });

  it('stretches a line for what reaches beyond the letters of the font', () => {
    const tall = 'A\u0302\u0301\u0303\u0309';
    const { pens: _, ...line } = measure([tall], face);
    const block = setLines([line], 200, face, 'left');
    expect(inkOf(block)).toBe(inkOf(face.glyph(tall).picture));
  });

  it('draws the same letters for the same text in either Unicode form', () => {
    const draw = (form: 'NFC' | 'NFD'): Raster =>
      setLines(breakLines('Nguyễn Thị Hường'.normalize(form), 400, face), 400, face, 'left');
    expect(draw('NFD')).toEqual(draw('NFC'));
    expect(isBlack(draw('NFC'), 399, 0)).toBe(false);
  });
});

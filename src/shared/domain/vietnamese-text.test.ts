import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareVietnamese,
  compareVietnameseNames,
  foldDiacritics,
  searchScore,
  toNfc,
} from './vietnamese-text.ts';

/** Every Vietnamese letter in every tone, in the order of the alphabet. */
const vowels = ['a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'y'];
const toneMarks = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];
const allVowels = vowels.flatMap((vowel) => toneMarks.map((tone) => (vowel + tone).normalize('NFC')));

const syllable = fc
  .tuple(fc.constantFrom('', 'b', 'd', 'đ', 'h', 'ng', 't'), fc.constantFrom(...allVowels))
  .map(([start, vowel]) => start + vowel);
const phrase = fc.array(syllable, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));

describe('folding', () => {
  it.each([
    ['Đường Nguyễn Huệ', 'Duong Nguyen Hue'],
    ['đăng ký KHAI SINH', 'dang ky KHAI SINH'],
    ['Nguye\u0302\u0303n', 'Nguyen'],
    ['ASCII 123 | .', 'ASCII 123 | .'],
  ])('makes %j into %j', (text, folded) => {
    expect(foldDiacritics(text)).toBe(folded);
  });

  it('leaves ASCII only, in both cases, in both forms', () => {
    expect(allVowels).toHaveLength(72);
    const all = [...allVowels, 'đ'].join('');
    for (const text of [all, all.toUpperCase(), all.normalize('NFD')])
      expect(foldDiacritics(text)).toMatch(/^[a-zA-Z]{73}$/);
  });

  it('toNfc brings both forms together', () => {
    expect(toNfc('Nguye\u0302\u0303n')).toBe('Nguyễn');
  });
});

describe('order', () => {
  const sorted = (texts: string[], by = compareVietnamese): string[] => [...texts].sort(by);

  it('has the letters and tones as the alphabet has them', () => {
    expect(sorted([...allVowels].reverse())).toEqual(allVowels);
    expect(sorted(['e', 'đ', 'd', 'c', 'â', 'b', 'ă', 'a'])).toEqual([
      'a',
      'ă',
      'â',
      'b',
      'c',
      'd',
      'đ',
      'e',
    ]);
  });

  it('looks at letters before tones, and finishes a word before the next', () => {
    expect(sorted(['má', 'mạ', 'ma', 'mẹ', 'mà', 'mả', 'mã', 'mây'])).toEqual([
      'ma',
      'mà',
      'mả',
      'mã',
      'má',
      'mạ',
      'mây',
      'mẹ',
    ]);
    expect(sorted(['bà con', 'ba mươi', 'bạc'])).toEqual(['ba mươi', 'bà con', 'bạc']);
    expect(sorted(['Long An', 'Long', 'Lòng'])).toEqual(['Long', 'Long An', 'Lòng']);
  });

  it('sorts procedures that begin with figures first', () => {
    expect(sorted(['Ô tô', 'Đất', '02 bản', 'Cấp'])).toEqual(['02 bản', 'Cấp', 'Đất', 'Ô tô']);
  });

  it('sorts people by given name, then family name, then the rest', () => {
    const people = ['Trần Văn Bình', 'Nguyễn Văn Ánh', 'Đỗ Thị An', 'Nguyễn Thị Bình', 'Ân', 'Dương Văn An'];
    expect(sorted(people, compareVietnameseNames)).toEqual([
      'Dương Văn An',
      'Đỗ Thị An',
      'Nguyễn Văn Ánh',
      'Ân',
      'Nguyễn Thị Bình',
      'Trần Văn Bình',
    ]);
  });

  it('is a total order on NFC texts', () => {
    fc.assert(
      fc.property(phrase, phrase, phrase, (a, b, c) => {
        expect(Math.sign(compareVietnamese(a, b))).toBe(-Math.sign(compareVietnamese(b, a)) + 0);
        if (compareVietnamese(a, b) <= 0 && compareVietnamese(b, c) <= 0)
          expect(compareVietnamese(a, c)).toBeLessThanOrEqual(0);
        expect(compareVietnamese(a, b) === 0).toBe(a === b);
      }),
    );
  });

  it('does not care about the form of the text', () => {
    fc.assert(
      fc.property(phrase, phrase, (a, b) => {
        expect(compareVietnamese(a.normalize('NFD'), b)).toBe(compareVietnamese(a, b));
      }),
    );
  });
});

describe('search', () => {
  const procedures = [
    '1.001193 Đăng ký khai sinh',
    '1.004884 Đăng ký lại khai sinh',
    '1.000894 Đăng ký kết hôn',
    '1.000656 Đăng ký khai tử',
    '2.000635 Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh',
    '1.004222 Đăng ký thường trú',
    '2.000815 Chứng thực bản sao từ bản chính giấy tờ, văn bản',
    '1.001776 Trợ cấp xã hội hàng tháng',
  ];
  const found = (query: string): string[] =>
    procedures
      .map((text) => ({ code: text.slice(0, 8), score: searchScore(query, text) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .map(({ code }) => code);

  it.each([
    ['khai sinh', ['1.001193', '1.004884', '2.000635']],
    ['khai sinh đăng ký', ['1.001193', '1.004884']],
    ['dang ky khai sinh', ['1.001193', '1.004884']],
    ['KHAI SI', ['1.001193', '1.004884', '2.000635']],
    ['gks', ['2.000635']],
    ['đkks', ['1.001193']],
    ['dkkh', ['1.000894']],
    ['sao gks', ['2.000635']],
    ['1.0042', ['1.004222']],
    ['004222', ['1.004222']],
    ['thuong tru', ['1.004222']],
    ['hộ chiếu', []],
    ['khai xây', []],
    ['', []],
    [' ,.- ', []],
  ])('%j finds %j, best first', (query, codes) => {
    expect(found(query)).toEqual(codes);
  });

  it('puts the right diacritics above the wrong ones', () => {
    expect(searchScore('tử', 'Đăng ký khai tử')).toBeGreaterThan(searchScore('tử', 'Đăng ký khai tự'));
    expect(found('khai tử')[0]).toBe('1.000656');
    expect(searchScore('ban', 'bản')).toBeGreaterThan(0);
    expect(searchScore('bản', 'bản')).toBeGreaterThan(searchScore('ban', 'bản'));
  });

  it('puts the words in a row above the same words scattered', () => {
    const texts = ['khai lại sinh', 'khai sinh lại', 'Khái sinh lại'];
    const scores = texts.map((text) => searchScore('khai sinh', text));
    expect(Math.max(...scores)).toBe(scores[1]);
    expect(searchScore('khai sinh', 'x khai sinh')).toBeGreaterThan(searchScore('khai sinh', 'khai x sinh'));
    expect(searchScore('khai sinh', 'y khái sinh')).toBeGreaterThan(searchScore('khai sinh', 'khái y sinh'));
  });

  it('finds every text by itself, by its words in any order, and without diacritics', () => {
    fc.assert(
      fc.property(phrase, phrase, (a, b) => {
        const text = `${a} ${b}`;
        const backwards = text.split(' ').reverse().join(' ');
        const right = searchScore(text, text);
        expect(searchScore(backwards, text)).toBeGreaterThan(0);
        expect(searchScore(foldDiacritics(text), text)).toBeGreaterThan(0);
        expect(right).toBeGreaterThanOrEqual(searchScore(foldDiacritics(text), text));
        expect(right).toBeGreaterThanOrEqual(searchScore(backwards, text));
      }),
    );
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (query) => {
        for (const text of procedures) expect(searchScore(query, text)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

/** Vietnamese text: one form (NFC), without diacritics for search, and in the order of the alphabet. */

/** The one form in which text is kept and compared: NFC. */
export function toNfc(text: string): string {
  return text.normalize('NFC');
}

/** The text without diacritics, `đ` as `d`; case stays. `Đường Nguyễn Huệ` becomes `Duong Nguyen Hue`. */
export function foldDiacritics(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D');
}

const alphabet = 'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz';
const letterRanks = new Map(Array.from(alphabet, (letter, index) => [letter, index]));
/** Combining marks of the tones, in order: none (ngang), huyền, hỏi, ngã, sắc, nặng. */
const tones = ['\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];
const toneMarks = /[\u0300\u0309\u0303\u0301\u0323]/g;

/**
 * Compares as a Vietnamese dictionary does: word by word, each first by its letters (a ă â b c d đ e ê …), then by its tone
 * (ngang huyền hỏi ngã sắc nặng). Texts that differ in case alone come small letter first. For `Array.sort`; a total order
 * on NFC texts.
 */
export function compareVietnamese(a: string, b: string): number {
  return compareWords(wordsOf(a), wordsOf(b)) || compareCase(a, b);
}

/** Compares names as lists of people do: by given name (the last word), then by family name, then by what is between. */
export function compareVietnameseNames(a: string, b: string): number {
  const givenFirst = (name: string): string[] => {
    const words = wordsOf(name);
    return [...words.slice(-1), ...words.slice(0, -1)];
  };
  return compareWords(givenFirst(a), givenFirst(b)) || compareCase(a, b);
}

function wordsOf(text: string): string[] {
  return text.normalize('NFC').toLowerCase().trim().split(/\s+/);
}

function compareWords(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = compareWord(a[index] ?? '', b[index] ?? '');
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareWord(a: string, b: string): number {
  return compareNumbers(letterKeys(a), letterKeys(b)) || compareNumbers(toneKeys(a), toneKeys(b));
}

/** Places of the letters without their tones; what is no letter comes before the letters, by code point. */
function letterKeys(word: string): number[] {
  const letters = word.normalize('NFD').replace(toneMarks, '').normalize('NFC');
  return Array.from(letters, (letter) => {
    const rank = letterRanks.get(letter);
    if (rank !== undefined) return 0x200000 + rank;
    const code = letter.codePointAt(0) ?? 0;
    return /\p{L}/u.test(letter) ? 0x400000 + code : code;
  });
}

function toneKeys(word: string): number[] {
  return Array.from(word, (letter) => {
    const marks = letter.normalize('NFD');
    return tones.findIndex((tone) => marks.includes(tone)) + 1;
  });
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? -1) - (b[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Between texts equal but for case and space: small letters (higher code points) first. */
function compareCase(a: string, b: string): number {
  const [first, second] = [a.normalize('NFC'), b.normalize('NFC')];
  return first === second ? 0 : first > second ? -1 : 1;
}

/** A word, or a code such as `1.004222` as one word. */
const searchWord = /[\p{L}\p{M}\p{N}]+(?:\.\p{N}+)*/gu;

/**
 * How well `text` answers the search `query`: 0 not at all, otherwise the higher the better.
 *
 * Every word of the query must be found, in any order: as a word or the beginning of one, with or without diacritics; as
 * the initials of words in a row (`gks` for "giấy khai sinh"); digits also inside a code. Whole words rank above
 * beginnings, right diacritics above none, the words of the query in a row above scattered ones, short texts above long.
 * An empty query answers 0.
 */
export function searchScore(query: string, text: string): number {
  const sought = searchWords(query);
  const words = searchWords(text);
  if (sought.length === 0 || words.length === 0) return 0;
  const folded = words.map(foldDiacritics);
  let total = 0;
  for (const one of sought) {
    const score = wordScore(one, words, folded);
    if (score === 0) return 0;
    total += score;
  }
  const inARow = ` ${words.join(' ')}`.includes(` ${sought.join(' ')}`)
    ? 4
    : ` ${folded.join(' ')}`.includes(` ${sought.map(foldDiacritics).join(' ')}`)
      ? 3
      : 0;
  return total / sought.length + (sought.length > 1 ? inARow : 0) + Math.min(1, sought.length / words.length);
}

function searchWords(text: string): string[] {
  return text.normalize('NFC').toLowerCase().match(searchWord) ?? [];
}

/** Best way in which one word of the query is found, 0 for none. */
function wordScore(sought: string, words: readonly string[], folded: readonly string[]): number {
  const plain = foldDiacritics(sought);
  if (words.includes(sought)) return 10;
  if (folded.includes(plain)) return 8;
  if (words.some((word) => word.startsWith(sought))) return 6;
  if (folded.some((word) => word.startsWith(plain))) return 5;
  const initials = (of: readonly string[]): string => of.map((word) => Array.from(word)[0] ?? '').join('');
  if (sought.length > 1) {
    if (initials(words).includes(sought)) return 4;
    if (initials(folded).includes(plain)) return 3;
  }
  return /^[\d.]{2,}$/.test(sought) && words.some((word) => /\d/.test(word) && word.includes(sought)) ? 2 : 0;
}

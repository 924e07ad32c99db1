import type { Face } from './glyphs.ts';

/** A line of text that fits: its letters, and where its ink begins and ends when the pen starts at 0. */
export interface Line {
  readonly letters: readonly string[];
  readonly inkLeft: number;
  readonly inkRight: number;
}

const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/** What a reader takes for letters: a base with all its marks is one. */
export function lettersOf(text: string): string[] {
  return Array.from(graphemes.segment(text.normalize('NFC')), ({ segment }) => segment);
}

/** Pen positions and ink of letters set in one line. */
export function measure(letters: readonly string[], face: Face): Line & { readonly pens: readonly number[] } {
  const pens: number[] = [];
  let [pen, inkLeft, inkRight] = [0, 0, 0];
  letters.forEach((letter, index) => {
    const previous = letters[index - 1];
    if (previous !== undefined) pen += face.kerning(previous, letter);
    const glyph = face.glyph(letter);
    pens.push(pen);
    inkLeft = Math.min(inkLeft, pen + glyph.left);
    pen += glyph.advance;
    inkRight = Math.max(inkRight, pen, pen - glyph.advance + glyph.left + glyph.picture.width);
  });
  return { letters, inkLeft, inkRight, pens };
}

/** Dots that a text takes when set in one line. */
export function widthOf(text: string, face: Face): number {
  const line = measure(lettersOf(text), face);
  return line.inkRight - line.inkLeft;
}

/** Dots of the widest word of a text: a column narrower than this would break it. */
export function widestWord(text: string, face: Face): number {
  return Math.max(0, ...text.split(/[ \t\n]+/).map((word) => widthOf(word, face)));
}

/**
 * Breaks a text into lines of at most `width` dots: at its line feeds, else at spaces, else, in a word wider than a line,
 * between letters, never within one. A no-break space holds its words together. No letter is lost but the spaces at which a
 * line was broken. A letter wider than `width` stands alone in its line.
 */
export function breakLines(text: string, width: number, face: Face): Line[] {
  return text
    .normalize('NFC')
    .split(/\r\n|\r|\n/)
    .flatMap((paragraph) => breakParagraph(paragraph.replaceAll('\t', ' '), width, face));
}

function breakParagraph(paragraph: string, width: number, face: Face): Line[] {
  const lines: Line[] = [];
  let current: string[] = [];
  const fits = (letters: readonly string[]): boolean => {
    const line = measure(letters, face);
    return line.inkRight - line.inkLeft <= width;
  };
  const close = (): void => {
    while (current.at(-1) === ' ') current.pop();
    const { letters, inkLeft, inkRight } = measure(current, face);
    lines.push({ letters, inkLeft, inkRight });
    current = [];
  };
  for (const piece of paragraph.split(/( +)/)) {
    if (piece === '') continue;
    const letters = lettersOf(piece);
    if (piece.startsWith(' ')) {
      // Spaces where a line was broken belong to the break; those that the writer put first are an indent.
      if (current.length > 0 || lines.length === 0) current.push(...letters);
      continue;
    }
    if (fits([...current, ...letters])) {
      current.push(...letters);
      continue;
    }
    if (current.some((letter) => letter !== ' ')) close();
    else current = [];
    for (const letter of letters) {
      if (current.length > 0 && !fits([...current, letter])) close();
      current.push(letter);
    }
  }
  if (current.length > 0 || lines.length === 0) close();
  return lines;
}

/**
 * The same number of lines, as even as they get: for headings in the middle of the paper, where a last line of one word
 * looks like a slip of the pen.
 */
export function breakEvenly(text: string, width: number, face: Face): Line[] {
  const widest = breakLines(text, width, face);
  const hasBreak = widest.length > 1;
  if (!hasBreak) return widest;
  let [tooNarrow, enough] = [Math.min(width, widestWord(text, face)) - 1, width];
  while (enough - tooNarrow > 1) {
    const middle = Math.floor((tooNarrow + enough) / 2);
    if (breakLines(text, middle, face).length <= widest.length) enough = middle;
    else tooNarrow = middle;
  }
  return breakLines(text, enough, face);
}

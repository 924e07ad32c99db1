import { describe, expect, it } from 'vitest';
import { vietnameseLetters } from '../../../../shared/paper/letters-paper.ts';
import { ocr } from '../paper-reading/reading-programs.ts';
import { toPng } from '../paper-reading/read-paper.ts';
import { blankRaster, inkOf, isBlack, stackRasters } from '../raster.ts';
import type { Raster } from '../slip.ts';
import { drawn, fonts } from './drawn.test-support.ts';
import type { Face, Glyph } from './glyphs.ts';
import { breakLines, lettersOf } from './lines.ts';
import { setLines, stamp } from './text-block.ts';

/*
 * Tesseract guesses single letters by what usually stands around them, so letters are printed in the words of sentences as
 * they stand on papers. A letter counts as legible when a word with it is read back exactly; besides, 94 of 100 words must be
 * (capitals are the hard ones: Tesseract guesses short words in capitals from little).
 *
 * One letter Tesseract cannot say: the 271 characters that its Vietnamese model can answer with hold 72 of our 73 letters, in
 * both cases, and no ỵ (`combine_tessdata -u vie.traineddata`, then `lstm-unicharset`; the script models "Vietnamese" and
 * "Latin" have none either). It reads "lỵ" as "ly" in any font and size. So its y is read back as one, and its dot is shown
 * to stand apart and to be as large as the one below ạ, ẹ, ọ and ụ, which Tesseract does read.
 *
 * Papers print at 22 dots and more; 20 is proved as well, set by hand.
 */

/** Dots of the sizes at 203 dpi, and in how many of them any two letters differ at least, on the same baseline. */
const sizes = {
  smallest: { dots: 20, difference: 2 },
  small: { dots: 22, difference: 3 },
  normal: { dots: 24, difference: 5 },
  large: { dots: 32, difference: 8 },
} as const;
const sentences = [
  'Bộ phận một cửa sẵn sàng hướng dẫn người dân điền mẫu đơn rõ ràng.',
  'Trẻ em sẽ được cấp giấy khai sinh tại tỉnh lỵ hoặc xã, phường.',
  'Mẹ giữ sổ hộ khẩu, bà ngoại giữ thẻ bảo hiểm y tế.',
  'Kỹ sư vẽ bản đồ thửa đất thẳng hàng, khẳng định ranh giới chặt chẽ.',
  'Chỗ ở hợp pháp, hỗ trợ tháo gỡ khó khăn về vốn, tỷ lệ nợ thấp.',
  'Kỳ họp thứ nhất bỏ phiếu kín, không đố kỵ, không nể nang, giữ kỷ luật.',
  'Quý vị vui lòng lấy số thứ tự, chờ gọi tên, nộp lệ phí ở quầy.',
  'Nghĩa vụ của bác sĩ là cứu chữa, cử chỉ lịch sự, bình tĩnh.',
  'Ăn ở ổn định, ít nhất ba mươi năm, ưu tiên người cao tuổi.',
  'Ủy quyền cho con đẻ hoặc người nuôi dưỡng lũ trẻ mồ côi.',
  'Mùa hè, phòng thẩm định miễn lễ phí, kê khai bằng bút chì, chú ý bé nhỏ.',
  'Hẹn trả kết quả đúng hạn, mời bà con đến nhận từ sáng thứ hai.',
  'Lắng nghe ý kiến thẳng thắn, nắm chắc việc, bắt đầu sớm, phân công hợp lý.',
  'Hồ sơ gồm giấy tờ có sẵn thì nộp ngay, cán bộ sẵn lòng giúp đỡ.',
  'Hai bè cá, chè xanh, mè trắng, chẳng may đường bằng phẳng mà xe hỏng.',
] as const;

const faces = (['smallest', 'small', 'normal', 'large'] as const).flatMap((size) =>
  [false, true].flatMap((bold) => [false, true].map((capitals) => ({ size, bold, capitals }))),
);

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}]+/u).filter((word) => word !== '');
}

/** The words that stand in both texts in the same order (longest common subsequence). */
function readInOrder(printed: readonly string[], read: readonly string[]): Set<number> {
  const longest = Array.from({ length: printed.length + 1 }, () => new Uint16Array(read.length + 1));
  for (let p = printed.length - 1; p >= 0; p -= 1) {
    for (let r = read.length - 1; r >= 0; r -= 1) {
      longest[p]![r] =
        printed[p] === read[r]
          ? longest[p + 1]![r + 1]! + 1
          : Math.max(longest[p + 1]![r]!, longest[p]![r + 1]!);
    }
  }
  const found = new Set<number>();
  for (let [p, r] = [0, 0]; p < printed.length && r < read.length;) {
    if (printed[p] === read[r]) {
      found.add(p);
      p += 1;
      r += 1;
    } else if (longest[p + 1]![r]! >= longest[p]![r + 1]!) p += 1;
    else r += 1;
  }
  return found;
}

/** A letter on a sheet of its own, pen and baseline always in the same place. */
function onGrid(glyph: Glyph, edge: number): Raster {
  const sheet = blankRaster(edge * 2, edge * 2);
  stamp(sheet, glyph.picture, edge / 2 + glyph.left, edge - glyph.top);
  return sheet;
}

/** Texts in one size, below each other. */
function setByHand(texts: readonly string[], face: Face): Raster {
  const width = 832;
  return stackRasters(
    width,
    texts.map((text) => setLines(breakLines(text, width, face), width, face, 'left')),
  );
}

/** The parts of a picture that do not touch each other, corners included, the smallest first. */
function piecesOf(picture: Raster): readonly { readonly width: number; readonly height: number }[] {
  const seen = new Set<number>();
  const pieces: { readonly ink: number; readonly width: number; readonly height: number }[] = [];
  for (let start = 0; start < picture.width * picture.height; start += 1) {
    if (seen.has(start) || !isBlack(picture, start % picture.width, Math.floor(start / picture.width)))
      continue;
    const [columns, rows] = [new Set<number>(), new Set<number>()];
    const open = [start];
    let ink = 0;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      ink += 1;
      const [x, y] = [at % picture.width, Math.floor(at / picture.width)];
      columns.add(x);
      rows.add(y);
      for (const dy of [-1, 0, 1]) {
        for (const dx of [-1, 0, 1]) {
          if (isBlack(picture, x + dx, y + dy)) open.push((y + dy) * picture.width + x + dx);
        }
      }
    }
    pieces.push({ ink, width: columns.size, height: rows.size });
  }
  return pieces.sort((one, other) => one.ink - other.ink);
}

describe('the letters of the papers', () => {
  it('are all in the sentences', () => {
    const letters = new Set(lettersOf(sentences.join(' ').toLocaleLowerCase('vi')));
    expect(vietnameseLetters().filter((letter) => !letters.has(letter))).toEqual([]);
    expect(vietnameseLetters()).toHaveLength(73);
  });

  it.each(faces)('are read back: $size, bold $bold, capitals $capitals', async ({ size, bold, capitals }) => {
    const texts = sentences.map((text) => (capitals ? text.toLocaleUpperCase('vi') : text));
    const raster =
      size === 'smallest'
        ? setByHand(texts, fonts.face({ size: sizes[size].dots, bold, italic: false }))
        : await drawn(
            { widthDots: 832, dpi: 203 },
            texts.map((text) => ({ type: 'text', text, size, bold })),
          );
    const read = wordsOf(await ocr(toPng(raster), 6));
    const plain = (word: string): string => word.replaceAll('ỵ', 'y').replaceAll('Ỵ', 'Y');
    const printed = wordsOf(texts.join(' '));
    const found = readInOrder(printed.map(plain), read);
    const legible = new Set(
      printed.filter((_, index) => found.has(index)).flatMap((word) => lettersOf(word)),
    );
    // A word with ỵ is read back with y: of the two only one stands in `printed`, so it counts for ỵ.
    const wanted = vietnameseLetters().map((letter) => (capitals ? letter.toLocaleUpperCase('vi') : letter));
    // Sentences begin with capitals; letters that only stand there count in either case.
    const isLegible = (letter: string): boolean =>
      legible.has(letter) || (!capitals && legible.has(letter.toLocaleUpperCase('vi')));
    expect(wanted.filter((letter) => !isLegible(letter))).toEqual([]);
    expect(found.size / printed.length).toBeGreaterThan(0.94);
  });

  it.each(faces)(
    'differ from each other: $size, bold $bold, capitals $capitals',
    ({ size, bold, capitals }) => {
      const face = fonts.face({ size: sizes[size].dots, bold, italic: false });
      const letters = vietnameseLetters().map((letter) =>
        capitals ? letter.toLocaleUpperCase('vi') : letter,
      );
      const pictures = letters.map((letter) => onGrid(face.glyph(letter), 48));
      const alike = letters.flatMap((letter, index) =>
        letters
          .slice(index + 1)
          .filter((_, after) => {
            const [one, other] = [pictures[index]!, pictures[index + 1 + after]!];
            return (
              inkOf({ ...one, data: one.data.map((byte, at) => byte ^ (other.data[at] ?? 0)) }) <
              sizes[size].difference
            );
          })
          .map((other) => `${letter}${other}`),
      );
      expect(alike).toEqual([]);
    },
  );

  it.each(faces)(
    'show the dot of ỵ apart: $size, bold $bold, capitals $capitals',
    ({ size, bold, capitals }) => {
      const face = fonts.face({ size: sizes[size].dots, bold, italic: false });
      const pieces = (letter: string): ReturnType<typeof piecesOf> =>
        piecesOf(face.glyph(capitals ? letter.toLocaleUpperCase('vi') : letter).picture);
      expect(pieces('y')).toHaveLength(1);
      expect(pieces('ỵ')).toHaveLength(2);
      // Hinting sets the dots of different letters one dot apart at most.
      const dots = ['ạ', 'ẹ', 'ọ', 'ụ'].map((letter) => pieces(letter)[0]!);
      const dot = pieces('ỵ')[0]!;
      for (const side of ['width', 'height'] as const) {
        expect(dot[side]).toBeGreaterThanOrEqual(Math.max(...dots.map((other) => other[side])) - 1);
        expect(dot[side]).toBeLessThanOrEqual(Math.min(...dots.map((other) => other[side])) + 1);
      }
    },
  );
});

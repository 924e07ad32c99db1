import { blacken, blankRaster, isBlack } from '../raster.ts';
import type { Raster } from '../slip.ts';
import type { Face } from './glyphs.ts';
import { measure, type Line } from './lines.ts';

export type Align = 'left' | 'center' | 'right';

/** Puts `picture` on `paper`; black stays black. */
export function stamp(paper: Raster, picture: Raster, left: number, top: number): void {
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1) {
      if (isBlack(picture, x, y)) blacken(paper, left + x, top + y);
    }
  }
}

/** Where something of `inner` dots begins within `outer`. */
export function offsetFor(align: Align, outer: number, inner: number): number {
  if (align === 'left') return 0;
  return align === 'right' ? outer - inner : Math.floor((outer - inner) / 2);
}

/** White between the deepest mark of a line and the highest of the next. */
function leading(face: Face): number {
  return Math.max(1, Math.round(face.size * 0.06));
}

/** Lines set below each other, `width` dots wide. Lines are as high as their real ink, so no mark is ever cut off. */
export function setLines(lines: readonly Line[], width: number, face: Face, align: Align): Raster {
  const placed = lines.map((line) => {
    const { pens } = measure(line.letters, face);
    let [ascent, descent] = [face.ascent, face.descent];
    for (const letter of line.letters) {
      const glyph = face.glyph(letter);
      ascent = Math.max(ascent, glyph.top);
      descent = Math.max(descent, glyph.picture.height - glyph.top);
    }
    return { line, pens, ascent, height: ascent + descent + leading(face) };
  });
  const block = blankRaster(
    width,
    placed.reduce((height, line) => height + line.height, 0),
  );
  let top = 0;
  for (const { line, pens, ascent, height } of placed) {
    const left = offsetFor(align, width, line.inkRight - line.inkLeft) - line.inkLeft;
    line.letters.forEach((letter, index) => {
      const glyph = face.glyph(letter);
      stamp(block, glyph.picture, left + (pens[index] ?? 0) + glyph.left, top + ascent - glyph.top);
    });
    top += height;
  }
  return block;
}

/** A filled rectangle. */
export function fill(
  paper: Raster,
  area: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
): void {
  for (let y = area.top; y < area.top + area.height; y += 1) {
    for (let x = area.left; x < area.left + area.width; x += 1) blacken(paper, x, y);
  }
}

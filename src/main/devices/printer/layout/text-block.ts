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

/**
 * Lines set below each other, `width` dots wide. A line is as high as the letters of the font reach, or its own ink where that
 * is higher, so no mark is ever cut off. `tight`: only as high as its own ink, for a giant number, above which room for marks
 * would be a hole.
 */
export function setLines(
  lines: readonly Line[],
  width: number,
  face: Face,
  align: Align,
  height: 'even' | 'tight' = 'even',
): Raster {
  const placed = lines.map((line) => {
    const { pens } = measure(line.letters, face);
    let [ascent, descent] = height === 'even' ? [face.ascent, face.descent] : [0, 0];
    for (const letter of line.letters) {
      const glyph = face.glyph(letter);
      ascent = Math.max(ascent, glyph.top);
      descent = Math.max(descent, glyph.picture.height - glyph.top);
    }
    return { line, pens, ascent, pitch: ascent + descent + leading(face) };
  });
  const block = blankRaster(
    width,
    placed.reduce((sum, line) => sum + line.pitch, 0),
  );
  let top = 0;
  for (const { line, pens, ascent, pitch } of placed) {
    const left = offsetFor(align, width, line.inkRight - line.inkLeft) - line.inkLeft;
    line.letters.forEach((letter, index) => {
      const glyph = face.glyph(letter);
      stamp(block, glyph.picture, left + (pens[index] ?? 0) + glyph.left, top + ascent - glyph.top);
    });
    top += pitch;
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

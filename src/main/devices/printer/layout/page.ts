import type { PaperFormat } from '../layout-engine.ts';
import type { Face, PaperFonts } from './glyphs.ts';

/** Heights of letters (em) in millimetres, so that a slip is as large on a head of 180 dpi as on one of 203. */
const sizesMm = { small: 2.75, normal: 3, large: 4, huge: 7, giant: 22 } as const;
export type TextSize = keyof typeof sizesMm;

/** What every element needs to draw itself: the paper and its fonts. */
export interface Page {
  /** Dots from edge to edge. */
  readonly width: number;
  dots(mm: number): number;
  face(size: TextSize, style?: { readonly bold?: boolean; readonly italic?: boolean }): Face;
  faceOfDots(size: number, style: { readonly bold: boolean; readonly italic: boolean }): Face;
}

export function pageOf(format: PaperFormat, fonts: PaperFonts): Page {
  const dots = (mm: number): number => Math.round((mm * format.dpi) / 25.4);
  return {
    width: format.widthDots,
    dots,
    face: (size, style = {}) =>
      fonts.face({ size: dots(sizesMm[size]), bold: style.bold ?? false, italic: style.italic ?? false }),
    faceOfDots: (size, style) => fonts.face({ size, bold: style.bold, italic: style.italic }),
  };
}

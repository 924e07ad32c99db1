import { fileURLToPath } from 'node:url';
import type { AppError } from '../../../../shared/errors.ts';
import { PaperDocument, type PaperDocumentInput } from '../../../../shared/paper/document.ts';
import type { Result } from '../../../../shared/result.ts';
import type { PaperFormat } from '../layout-engine.ts';
import type { Raster, Slip } from '../slip.ts';
import { loadPaperFonts, paperFontFiles } from './glyphs.ts';
import { layOutSlip } from './lay-out-slip.ts';
import { slipRaster } from './slip-picture.ts';

/** The folder of the fonts that the product ships. */
export const fontFolder = fileURLToPath(new URL('../../../../../assets/fonts/', import.meta.url));

/** The fonts that the product ships. */
export const fonts = loadPaperFonts(paperFontFiles(fontFolder));

/** Lays out elements as a slip. */
export function laidOut(
  format: PaperFormat,
  elements: PaperDocumentInput['elements'],
): Promise<Result<Slip, AppError>> {
  const document = PaperDocument.parse({ kind: 'other', title: 'test', elements });
  return layOutSlip(document, format, fonts);
}

/** Elements as one picture; fails the test where they cannot be drawn. */
export async function drawn(format: PaperFormat, elements: PaperDocumentInput['elements']): Promise<Raster> {
  const slip = await laidOut(format, elements);
  if (!slip.ok) throw new Error(`not drawn: ${slip.error.code} ${slip.error.cause ?? ''}`);
  return slipRaster(slip.value);
}

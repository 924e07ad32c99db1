import type { AppError } from '../../../../shared/errors.ts';
import type { PaperDocument, PaperElement } from '../../../../shared/paper/document.ts';
import { ok, type Result } from '../../../../shared/result.ts';
import type { PaperFormat } from '../layout-engine.ts';
import { blankRaster, stackRasters } from '../raster.ts';
import type { Raster, Slip, SlipPart } from '../slip.ts';
import { drawBarcode, drawQr } from './code-elements.ts';
import type { PaperFonts } from './glyphs.ts';
import { drawImage } from './image-element.ts';
import { pageOf, type Page } from './page.ts';
import { drawRuler } from './ruler-element.ts';
import { drawTable } from './table-element.ts';
import { drawHeading, drawKeyValue, drawRule, drawSignatures, drawText } from './text-elements.ts';

type Drawn = Exclude<PaperElement, { type: 'cut' | 'drawer' }>;

async function draw(element: Drawn, page: Page): Promise<Result<Raster, AppError>> {
  switch (element.type) {
    case 'heading':
      return ok(drawHeading(element, page));
    case 'text':
      return ok(drawText(element, page));
    case 'keyValue':
      return ok(drawKeyValue(element, page));
    case 'table':
      return ok(drawTable(element, page));
    case 'signatures':
      return ok(drawSignatures(element, page));
    case 'rule':
      return ok(drawRule(element, page));
    case 'image':
      return drawImage(element, page);
    case 'barcode':
      return drawBarcode(element, page);
    case 'qr':
      return drawQr(element, page);
    case 'ruler':
      return ok(drawRuler(page));
    case 'spacer':
      return ok(blankRaster(page.width, page.dots(element.mm)));
  }
}

/**
 * Draws a document for a paper: one picture between two things that the printer does (cut, drawer). The rows are exactly
 * `format.widthDots` wide. Errors as `LayoutEngine.layOut`; nothing is drawn in part.
 */
export async function layOutSlip(
  document: PaperDocument,
  format: PaperFormat,
  fonts: PaperFonts,
): Promise<Result<Slip, AppError>> {
  const page = pageOf(format, fonts);
  const parts: SlipPart[] = [];
  let strips: Raster[] = [];
  const closePicture = (): void => {
    const raster = stackRasters(page.width, strips);
    if (raster.height > 0) parts.push({ type: 'raster', raster });
    strips = [];
  };
  for (const element of document.elements) {
    if (element.type === 'cut') {
      closePicture();
      parts.push({ type: 'cut', mode: element.mode });
    } else if (element.type === 'drawer') {
      closePicture();
      const { pin, onMs, offMs } = element;
      parts.push({ type: 'drawer', pin, onMs, offMs });
    } else {
      const strip = await draw(element, page);
      if (!strip.ok) return strip;
      strips.push(strip.value);
    }
  }
  closePicture();
  return ok({ widthDots: page.width, parts });
}

// Its named exports draw; only the default one gives the bars and modules themselves.
import bwip from 'bwip-js/node';
import { appError, causeOf, type AppError } from '../../../../shared/errors.ts';
import type { PaperElement } from '../../../../shared/paper/document.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { blankRaster, stackRasters } from '../raster.ts';
import type { Raster } from '../slip.ts';
import { breakLines } from './lines.ts';
import type { Page } from './page.ts';
import { fill, offsetFor, setLines } from './text-block.ts';

type Element<Type extends PaperElement['type']> = Extract<PaperElement, { type: Type }>;

/** White modules that a reader needs on each side (ISO/IEC 15417 for Code 128, ISO/IEC 18004 for QR). */
const barcodeQuietZone = 10;
const qrQuietZone = 4;
/** Dots of a module, best first: a quarter of a millimetre at 203 dpi is the least that cheap readers take. */
const barcodeModules = [4, 3, 2] as const;
const smallestQrModule = 2;
/** A bar code along the paper may be this long: what a hand-held reader takes in at the distance of an arm. */
const longestLadderMm = 100;

function tooWide(what: 'barcode' | 'qr', needed: number, page: Page): Result<never, AppError> {
  return err(appError('document-too-wide', { element: what, neededDots: needed, widthDots: page.width }));
}

/** Widths of bars and spaces in modules, a bar first. The library chooses the subsets A, B and C for the shortest symbol. */
function code128(text: string): readonly number[] {
  const [symbol] = bwip.raw({ bcid: 'code128', text });
  if (symbol === undefined || !('sbs' in symbol)) throw new Error('bwip-js gave no bars for code128');
  return symbol.sbs;
}

/**
 * A Code 128 in whole dots with its quiet zone: across the paper, else along it (turned by a quarter), where 58 mm paper is
 * too narrow for a dossier code. Error: `document-too-wide`.
 */
export function drawBarcode(element: Element<'barcode'>, page: Page): Result<Raster, AppError> {
  const widths = code128(element.text);
  const modules = widths.reduce((sum, width) => sum + width, 0) + 2 * barcodeQuietZone;
  const across = barcodeModules.find((dots) => modules * dots <= page.width);
  const along = Math.min(...barcodeModules) * modules;
  if (across === undefined && along > page.dots(longestLadderMm))
    return tooWide('barcode', Math.min(...barcodeModules) * modules, page);
  const height = Math.min(page.dots(element.heightMm), page.width);
  const dots = across ?? Math.min(...barcodeModules);
  const symbol = blankRaster(page.width, across === undefined ? along : height);
  let at = barcodeQuietZone * dots;
  if (across !== undefined) at += offsetFor('center', page.width, modules * dots);
  widths.forEach((width, index) => {
    const length = width * dots;
    if (index % 2 === 0) {
      fill(
        symbol,
        across === undefined
          ? { left: offsetFor('center', page.width, height), top: at, width: height, height: length }
          : { left: at, top: 0, width: length, height },
      );
    }
    at += length;
  });
  const room = blankRaster(page.width, page.dots(0.5));
  if (!element.caption) return ok(stackRasters(page.width, [room, symbol, room]));
  const face = page.face('small', { bold: true });
  const caption = setLines(breakLines(element.text, page.width, face), page.width, face, 'center');
  return ok(stackRasters(page.width, [room, symbol, caption, room]));
}

interface QrModules {
  /** 1 for black, row by row from the top. */
  readonly pixs: readonly number[];
  /** Modules of an edge. */
  readonly pixx: number;
}

function qrModules(element: Element<'qr'>): Result<QrModules, AppError> {
  let symbol;
  try {
    [symbol] = bwip.raw('qrcode', element.text, `eclevel=${element.level}`);
  } catch (thrown) {
    return err(appError('document-invalid', { element: 'qr' }, causeOf(thrown)));
  }
  if (symbol === undefined || !('pixs' in symbol)) throw new Error('bwip-js gave no modules for qrcode');
  return ok(symbol);
}

/**
 * A QR in whole dots with its quiet zone, as large as wanted at most, or in its smallest form where the paper is too narrow
 * for that. The text goes in as UTF-8. Errors: `document-too-wide`; `document-invalid` where no QR holds so much.
 */
export function drawQr(element: Element<'qr'>, page: Page): Result<Raster, AppError> {
  const symbol = qrModules(element);
  if (!symbol.ok) return symbol;
  const { pixs, pixx: count } = symbol.value;
  const modules = count + 2 * qrQuietZone;
  const wanted = Math.floor(Math.min(page.dots(element.sizeMm), page.width) / modules);
  const dots = Math.max(smallestQrModule, wanted);
  const edge = modules * dots;
  if (edge > page.width) return tooWide('qr', edge, page);
  const square = blankRaster(page.width, edge);
  const left = offsetFor(element.align, page.width, edge) + qrQuietZone * dots;
  pixs.forEach((pixel, index) => {
    if (pixel === 0) return;
    const [x, y] = [index % count, Math.floor(index / count)];
    fill(square, { left: left + x * dots, top: (qrQuietZone + y) * dots, width: dots, height: dots });
  });
  return ok(square);
}

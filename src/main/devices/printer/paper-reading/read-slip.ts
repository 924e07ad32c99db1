import { blankRaster, blacken, inkOf, isBlack, rowsOf, stackRasters } from '../raster.ts';
import type { Raster } from '../slip.ts';
import { ocr } from './reading-programs.ts';
import { toPng } from './read-paper.ts';

/** Rows of ink without a white row between, from `top` to before `bottom`. */
interface Band {
  readonly top: number;
  readonly bottom: number;
}

/** From this height on Tesseract takes letters for drawings: they are read by themselves, made smaller. */
const giantRows = 72;
/** How much smaller, and the white around it, in dots of the smaller picture. */
const shrink = 3;
const room = 16;

function bandsOf(raster: Raster): Band[] {
  const bands: Band[] = [];
  let top: number | null = null;
  for (let y = 0; y <= raster.height; y += 1) {
    const hasInk = y < raster.height && inkOf(rowsOf(raster, y, y + 1)) > 0;
    if (hasInk) top ??= y;
    else if (top !== null) {
      bands.push({ top, bottom: y });
      top = null;
    }
  }
  return bands;
}

/** A third as large, a dot black where most of its nine were, with white around. */
function smaller(raster: Raster): Raster {
  const small = blankRaster(
    Math.floor(raster.width / shrink) + room * 2,
    Math.floor(raster.height / shrink) + room * 2,
  );
  for (let y = 0; y < Math.floor(raster.height / shrink); y += 1) {
    for (let x = 0; x < Math.floor(raster.width / shrink); x += 1) {
      let black = 0;
      for (let dot = 0; dot < shrink * shrink; dot += 1) {
        if (isBlack(raster, x * shrink + (dot % shrink), y * shrink + Math.floor(dot / shrink))) black += 1;
      }
      if (black * 2 > shrink * shrink) blacken(small, x + room, y + room);
    }
  }
  return small;
}

/**
 * All texts on a slip, a line of the paper a line: first the giant ones (the number of a ticket), then the rest from the top.
 * Bar codes and QRs are left out where they stand alone; read them with `scanCodes`.
 */
export async function readSlip(raster: Raster): Promise<string> {
  const giants = bandsOf(raster).filter((band) => band.bottom - band.top >= giantRows);
  const lines: string[] = [];
  for (const { top, bottom } of giants) {
    const text = await ocr(toPng(smaller(rowsOf(raster, top, bottom))), 7);
    // What Tesseract makes of a QR is full of signs that no text of ours has in a giant line.
    if (/^[\p{L}\d][\p{L}\d .-]*$/u.test(text)) lines.push(text);
  }
  const strips: Raster[] = [];
  let from = 0;
  for (const { top, bottom } of giants) {
    strips.push(rowsOf(raster, from, top), blankRaster(raster.width, bottom - top));
    from = bottom;
  }
  strips.push(rowsOf(raster, from, raster.height));
  const rest = await ocr(toPng(stackRasters(raster.width, strips)));
  return [...lines, ...rest.split('\n').filter((line) => line.trim() !== '')].join('\n');
}

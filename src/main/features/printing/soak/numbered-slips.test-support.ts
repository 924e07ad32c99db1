import type { AppError } from '../../../../shared/errors.ts';
import type { PaperDocument, PaperDocumentInput } from '../../../../shared/paper/document.ts';
import { ok, type Result } from '../../../../shared/result.ts';
import type { LayoutEngine, PaperFormat } from '../../../devices/printer/layout-engine.ts';
import { encodePng } from '../../../devices/printer/png.ts';
import { blankRaster } from '../../../devices/printer/raster.ts';
import type { Raster, Slip } from '../../../devices/printer/slip.ts';

/** Begins every row; the bytes of numbers after it are E0 to EF, so no row holds a command that acts at once. */
const mark = 0xfa;
const digits = { slip: 8, row: 4, rows: 4 };
const headBytes = 1 + digits.slip + digits.row + digits.rows;
const filling = 0xaa;

/** A slip whose every row says which slip it is, which row, and how many there are: torn ones are known as well. */
export function numberedDocument(slip: number, rows: number): PaperDocumentInput {
  return { kind: 'ticket', title: `${slip} ${rows}`, elements: [{ type: 'cut' }] };
}

/** Draws numbered slips; a second implementation of the port that needs no fonts and no thread. */
export class NumberedLayout implements LayoutEngine {
  layOut(document: PaperDocument, format: PaperFormat): Promise<Result<Slip, AppError>> {
    const [slip = 0, rows = 1] = document.title.split(' ').map(Number);
    const raster = blankRaster(format.widthDots, rows);
    raster.data.fill(filling);
    for (let row = 0; row < rows; row += 1) {
      const numbers = [
        [slip, digits.slip],
        [row, digits.row],
        [rows, digits.rows],
      ] as const;
      raster.data.set(
        [mark, ...numbers.flatMap(([value, length]) => nibbles(value, length))],
        row * raster.rowBytes,
      );
    }
    return Promise.resolve(
      ok({
        widthDots: format.widthDots,
        parts: [
          { type: 'raster', raster },
          { type: 'cut', mode: 'partial' },
        ],
      }),
    );
  }

  picture(): Promise<Uint8Array> {
    return Promise.resolve(encodePng(blankRaster(8, 1), 203));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function nibbles(value: number, length: number): number[] {
  return Array.from({ length }, (_, index) => 0xe0 | ((value >>> ((length - 1 - index) * 4)) & 0x0f));
}

function numberAt(row: Uint8Array, from: number, length: number): number {
  return row.subarray(from, from + length).reduce((value, byte) => value * 16 + (byte & 0x0f), 0);
}

/** The numbers of the slips that stand whole on a piece of paper, from the first row to the last without a gap. */
export function wholeSlipsOn(paper: Raster): number[] {
  const whole: number[] = [];
  let slip = -1;
  let next = 0;
  for (let at = 0; at < paper.data.length; at += paper.rowBytes) {
    const row = paper.data.subarray(at, at + paper.rowBytes);
    // A row that broke off counts for nothing: bytes that end a broken command would make its slip whole long afterwards.
    if (row[0] !== mark || !row.subarray(headBytes).every((dots) => dots === filling)) continue;
    const found = numberAt(row, 1, digits.slip);
    const index = numberAt(row, 1 + digits.slip, digits.row);
    const rows = numberAt(row, 1 + digits.slip + digits.row, digits.rows);
    next = index === 0 || found !== slip || index !== next ? (index === 0 ? 1 : -1) : next + 1;
    slip = found;
    if (next === rows) whole.push(slip);
  }
  return whole;
}

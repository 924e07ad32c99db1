import type { Raster } from '../slip.ts';
import { breakRealTimeCommands, startsRealTimeCommand } from './real-time-pattern.ts';

/** How a line of ESC * is printed. */
interface LineMode {
  /** The m of ESC * m nL nH. */
  readonly mode: number;
  readonly bytesPerColumn: number;
  /** The n of ESC 3 n: as far as such a line is high, in the unit of the printers that need this mode. */
  readonly spacing: number;
}

/** Double density, 24 dots: dots as wide as they are high. */
const line24: LineMode = { mode: 33, bytesPerColumn: 3, spacing: 24 };
/** Single density, 8 dots: on impact printers nearly square (about 1/80 by 1/72 inch); they count ESC 3 in 1/144 inch. */
const line8: LineMode = { mode: 0, bytesPerColumn: 1, spacing: 16 };

/**
 * A picture as lines of ESC *, for impact printers and others that know no raster. Columns after the last black one are not
 * sent (an impact head moves only as far as it must), and a blank line is one blank column: a line feed alone would go by a
 * unit that differs between models, a line with dots in it never moves the paper by less than its height. The paper is moved
 * by whole lines: up to 23 (7) blank rows come after the last one.
 */
export function columnLines(raster: Raster, dots: 24 | 8): Uint8Array[] {
  const mode = dots === 24 ? line24 : line8;
  const commands: Uint8Array[] = [Uint8Array.of(0x1b, 0x33, mode.spacing)];
  for (let top = 0; top < raster.height; top += dots) commands.push(lineCommand(raster, top, mode));
  return commands;
}

function lineCommand(raster: Raster, top: number, mode: LineMode): Uint8Array {
  const { bytesPerColumn } = mode;
  const { data, bandStarts } = breakRealTimeCommands(columnsAt(raster, top, mode), bytesPerColumn);
  const columns = data.length / bytesPerColumn;
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (const forced of [...bandStarts, columns]) {
    while (from < forced) {
      const piece = columnsCommand(data, from, forced, mode);
      pieces.push(piece.bytes);
      from = piece.to;
    }
  }
  return concatenated([...pieces, Uint8Array.of(0x0a)]);
}

/** One ESC *: several of them stand side by side on the line, so it may end after any column. */
function columnsCommand(
  data: Uint8Array,
  from: number,
  to: number,
  mode: LineMode,
): { readonly bytes: Uint8Array; readonly to: number } {
  const columns = data.subarray(from * mode.bytesPerColumn, to * mode.bytesPerColumn);
  const count = to - from;
  const bytes = new Uint8Array(5 + columns.length);
  bytes.set([0x1b, 0x2a, mode.mode, count & 0xff, count >> 8]);
  bytes.set(columns, 5);
  // A count of 1040 or 1296 columns is itself 10 04 or 10 05.
  return startsRealTimeCommand(bytes, 3) ? columnsCommand(data, from, to - 1, mode) : { bytes, to };
}

/** The rows from `top` as columns, the topmost dot in the highest bit; at least one column. */
function columnsAt(raster: Raster, top: number, { bytesPerColumn }: LineMode): Uint8Array {
  const { data, rowBytes, width } = raster;
  const rows = Math.min(bytesPerColumn * 8, raster.height - top);
  const columns = new Uint8Array(Math.max(1, width) * bytesPerColumn);
  let used = 1;
  for (let row = 0; row < rows; row += 1) {
    const [byteInColumn, bit] = [row >> 3, 0x80 >> (row & 7)];
    const start = (top + row) * rowBytes;
    for (let byte = 0; byte < rowBytes; byte += 1) {
      const dots = data[start + byte] ?? 0;
      if (dots === 0) continue;
      for (let dot = 0; dot < 8; dot += 1) {
        const column = byte * 8 + dot;
        if ((dots & (0x80 >> dot)) === 0 || column >= width) continue;
        const at = column * bytesPerColumn + byteInColumn;
        columns[at] = (columns[at] ?? 0) | bit;
        if (column >= used) used = column + 1;
      }
    }
  }
  return columns.subarray(0, used * bytesPerColumn);
}

function concatenated(pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

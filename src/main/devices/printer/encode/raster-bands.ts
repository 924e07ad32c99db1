import type { PrinterProfile } from '../profile.ts';
import type { Raster } from '../slip.ts';
import { breakRealTimeCommands } from './real-time-pattern.ts';

/** Blank rows that are worth a feed of their own: shorter ones stay in the picture, for stop and start cost time too. */
const rowsWorthFeeding = 24;

type Run = { readonly type: 'blank' | 'drawn'; readonly from: number; readonly to: number };

/** Feeds paper by dots (ESC J n, n up to 255). Only for printers whose feed unit is a dot, or where exactness is no matter. */
export function feed(dots: number): Uint8Array {
  const bytes: number[] = [];
  for (let left = dots; left > 0; left -= 255) bytes.push(0x1b, 0x4a, Math.min(left, 255));
  return Uint8Array.from(bytes);
}

function isBlankRow(raster: Raster, row: number): boolean {
  return raster.data.subarray(row * raster.rowBytes, (row + 1) * raster.rowBytes).every((byte) => byte === 0);
}

/** Splits the rows into blank runs worth feeding, and the rest. */
function runsOf(raster: Raster): Run[] {
  const runs: Run[] = [];
  let drawnFrom = 0;
  let row = 0;
  while (row < raster.height) {
    let end = row;
    while (end < raster.height && isBlankRow(raster, end)) end += 1;
    if (end - row >= rowsWorthFeeding) {
      if (row > drawnFrom) runs.push({ type: 'drawn', from: drawnFrom, to: row });
      runs.push({ type: 'blank', from: row, to: end });
      drawnFrom = end;
    }
    row = end + 1;
  }
  if (raster.height > drawnFrom) runs.push({ type: 'drawn', from: drawnFrom, to: raster.height });
  return runs;
}

/** GS v 0, normal size. */
function rasterCommand(rowBytes: number, rows: number, data: Uint8Array): Uint8Array {
  const command = new Uint8Array(8 + data.length);
  command.set([0x1d, 0x76, 0x30, 0, rowBytes & 0xff, rowBytes >> 8, rows & 0xff, rows >> 8]);
  command.set(data, 8);
  return command;
}

function bandsOf(raster: Raster, run: Run, maxRows: number): Uint8Array[] {
  const { rowBytes } = raster;
  const rows = raster.data.subarray(run.from * rowBytes, run.to * rowBytes);
  const { data, bandStarts } = breakRealTimeCommands(rows, rowBytes);
  const height = run.to - run.from;
  const bands: Uint8Array[] = [];
  let from = 0;
  while (from < height) {
    const forced = bandStarts.find((start) => start > from) ?? height;
    const to = Math.min(from + maxRows, forced, height);
    bands.push(rasterCommand(rowBytes, to - from, data.subarray(from * rowBytes, to * rowBytes)));
    from = to;
  }
  return bands;
}

/** A picture as commands, each whole: bands of `maxBandRows` at most, blank runs fed where the printer's unit is known. */
export function rasterCommands(raster: Raster, profile: PrinterProfile): Uint8Array[] {
  const runs: readonly Run[] =
    profile.feedUnit === 'dot' ? runsOf(raster) : [{ type: 'drawn', from: 0, to: raster.height }];
  return runs.flatMap((run) =>
    run.type === 'blank' ? [feed(run.to - run.from)] : bandsOf(raster, run, profile.maxBandRows),
  );
}

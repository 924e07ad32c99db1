import type { PrinterProfile } from '../profile.ts';
import type { Raster } from '../slip.ts';
import { breakRealTimeCommands, startsRealTimeCommand } from './real-time-pattern.ts';

/** Blank rows that are worth a feed of their own: shorter ones stay in the picture, for stop and start cost time too. */
const rowsWorthFeeding = 24;

type Run = { readonly type: 'blank' | 'drawn'; readonly from: number; readonly to: number };

/** A band as one command: rows of `rowBytes` bytes each. */
type BandCommand = (rowBytes: number, rows: number, data: Uint8Array) => Uint8Array;

/** Feeds paper by dots (ESC J n, n up to 255). Only for printers whose feed unit is a dot, or where exactness is no matter. */
export function feed(dots: number): Uint8Array {
  const bytes: number[] = [];
  for (let left = dots; left > 0; left -= 255) bytes.push(0x1b, 0x4a, Math.min(left, 255));
  return Uint8Array.from(bytes);
}

function isBlankRow(raster: Raster, row: number): boolean {
  const end = (row + 1) * raster.rowBytes;
  for (let at = row * raster.rowBytes; at < end; at += 1) if (raster.data[at] !== 0) return false;
  return true;
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

/** GS v 0, normal size. It counts bytes across, not dots. */
export function rasterBand(rowBytes: number, rows: number, data: Uint8Array): Uint8Array {
  const command = new Uint8Array(8 + data.length);
  command.set([0x1d, 0x76, 0x30, 0, rowBytes & 0xff, rowBytes >> 8, rows & 0xff, rows >> 8]);
  command.set(data, 8);
  return command;
}

/** GS ( L function 50: prints what function 112 stored, and forgets it. */
const printStored = [0x1d, 0x28, 0x4c, 2, 0, 48, 50];
/** What `GS ( L` can count; a longer command is `GS 8 L`. */
const longestShortForm = 65_535;

/** GS ( L or, where its length does not fit, GS 8 L: function 112 (store a raster picture, normal size, one colour), then 50. */
export function storedBand(rowBytes: number, rows: number, data: Uint8Array): Uint8Array {
  const length = 10 + data.length;
  const size =
    length <= longestShortForm
      ? [0x28, 0x4c, length & 0xff, length >> 8]
      : [0x38, 0x4c, length & 0xff, (length >> 8) & 0xff, (length >> 16) & 0xff, length >>> 24];
  const dots = rowBytes * 8;
  const picture = [48, 112, 48, 1, 1, 49, dots & 0xff, dots >> 8, rows & 0xff, rows >> 8];
  const header = [0x1d, ...size, ...picture];
  const command = new Uint8Array(header.length + data.length + printStored.length);
  command.set(header);
  command.set(data, header.length);
  command.set(printStored, header.length + data.length);
  // Sizes of 1040 and 1296 dots are themselves 10 04 and 10 05: with few rows they read as a real-time command.
  return header.some((_, at) => startsRealTimeCommand(command, at))
    ? rasterBand(rowBytes, rows, data)
    : command;
}

function bandsOf(raster: Raster, run: Run, maxRows: number, command: BandCommand): Uint8Array[] {
  const { rowBytes } = raster;
  const rows = raster.data.subarray(run.from * rowBytes, run.to * rowBytes);
  const { data, bandStarts } = breakRealTimeCommands(rows, rowBytes);
  const height = run.to - run.from;
  const bands: Uint8Array[] = [];
  let from = 0;
  for (const forced of [...bandStarts, height]) {
    while (from < forced) {
      const to = Math.min(from + maxRows, forced);
      bands.push(command(rowBytes, to - from, data.subarray(from * rowBytes, to * rowBytes)));
      from = to;
    }
  }
  return bands;
}

/** A picture as commands, each whole: bands of `maxBandRows` at most, blank runs fed where the printer's unit is known. */
export function bandCommands(raster: Raster, profile: PrinterProfile, command: BandCommand): Uint8Array[] {
  const runs: readonly Run[] =
    profile.feedUnit === 'dot' ? runsOf(raster) : [{ type: 'drawn', from: 0, to: raster.height }];
  return runs.flatMap((run) =>
    run.type === 'blank' ? [feed(run.to - run.from)] : bandsOf(raster, run, profile.maxBandRows, command),
  );
}

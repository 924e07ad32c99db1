import type { PrinterProfile } from '../profile.ts';
import type { Raster, Slip } from '../slip.ts';

const [FF, ESC] = [0x0c, 0x1b];
const letter = (text: string): number => text.charCodeAt(0);

/** What ESC FF NUL does with what stands in the buffer: the table of ESC * r F (STAR Graphic Mode specification, 3-2-2). */
const modes = { print: 1, tearBar: 3, fullCut: 9, partialCut: 13 } as const;
type Mode = (typeof modes)[keyof typeof modes];

/** Takes in what the printer prints in one go; nothing can be set while its buffer holds rows. */
interface Segment {
  readonly rasters: readonly Raster[];
  readonly mode: Mode;
  readonly drawer: 1 | 2 | null;
}

/**
 * A slip in Star's raster mode, the only language of the TSP100 up to its third generation: rows one by one (b nL nH …),
 * printed and cut by ESC FF NUL as ESC * r F has it. A setting is ignored while the buffer holds rows and ESC FF is ignored
 * while it holds none, so the mode goes ahead of its rows, and a cut without rows gets a blank one.
 */
export function starCommands(slip: Slip, profile: PrinterProfile): Uint8Array[] {
  const begin = [
    // Into raster mode, whatever an earlier job left: R resets it, C throws away rows that were never printed.
    command('R'),
    command('A'),
    command('C'),
    setting('P', 0),
    setting('E', modes.print),
  ];
  return [
    Uint8Array.from(begin.flat()),
    ...segmentsOf(slip, profile).flatMap(segmentCommands),
    Uint8Array.from(command('B')),
  ];
}

function segmentsOf(slip: Slip, profile: PrinterProfile): Segment[] {
  const segments: Segment[] = [];
  let rasters: Raster[] = [];
  const close = (mode: Mode, drawer: 1 | 2 | null = null): void => {
    segments.push({ rasters, mode, drawer });
    rasters = [];
  };
  for (const part of slip.parts) {
    if (part.type === 'raster') rasters.push(part.raster);
    else if (part.type === 'cut') close(cutMode(part.mode, profile));
    // Its times are the printer's own (200 ms): they are a lasting setting, which is not ours to change.
    else if (profile.drawer) close(modes.print, part.pin === 2 ? 1 : 2);
  }
  if (rasters.length > 0) close(modes.print);
  return segments;
}

function cutMode(mode: 'full' | 'partial', profile: PrinterProfile): Mode {
  if (profile.cutter === 'none') return modes.tearBar;
  return mode === 'full' ? modes.fullCut : modes.partialCut;
}

function segmentCommands({ rasters, mode, drawer }: Segment): Uint8Array[] {
  const rows = rasters.flatMap(rowCommands);
  const cuts = mode !== modes.print;
  const pieces: number[][] = [];
  if (rows.length > 0 || cuts) {
    pieces.push(setting('F', mode), ...(rows.length > 0 ? [] : [blankRow]));
    return [
      Uint8Array.from(pieces.flat()),
      ...rows,
      Uint8Array.of(ESC, FF, 0),
      ...(drawer === null ? [] : [Uint8Array.from(setting('D', drawer))]),
    ];
  }
  return drawer === null ? [] : [Uint8Array.from(setting('D', drawer))];
}

const blankRow = [letter('b'), 1, 0, 0];

/** Rows without the white at their end; blank runs as a move (ESC * r Y). One piece a picture. */
function rowCommands({ data, height, rowBytes }: Raster): Uint8Array[] {
  const bytes: number[] = [];
  let blank = 0;
  for (let row = 0; row < height; row += 1) {
    const dots = data.subarray(row * rowBytes, (row + 1) * rowBytes);
    let used = dots.length;
    while (used > 0 && dots[used - 1] === 0) used -= 1;
    if (used === 0) {
      blank += 1;
      continue;
    }
    if (blank > 0) bytes.push(...setting('Y', blank));
    blank = 0;
    bytes.push(letter('b'), used & 0xff, used >> 8, ...dots.subarray(0, used));
  }
  // A move alone prints nothing: the last row is sent, white as it is.
  if (blank > 1) bytes.push(...setting('Y', blank - 1));
  if (blank > 0) bytes.push(...blankRow);
  return bytes.length > 0 ? [Uint8Array.from(bytes)] : [];
}

/** ESC * r and a letter. */
function command(name: string): number[] {
  return [ESC, letter('*'), letter('r'), letter(name)];
}

/** ESC * r, a letter, a number in decimal, NUL. */
function setting(name: string, value: number): number[] {
  return [...command(name), ...Buffer.from(String(value), 'latin1'), 0];
}

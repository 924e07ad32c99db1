import { assertNever } from '../../../../shared/assert-never.ts';
import type { PrinterProfile } from '../profile.ts';
import type { Raster, Slip, SlipPart } from '../slip.ts';
import { columnLines } from './column-lines.ts';
import { labelCommands } from './label-commands.ts';
import { initialise, plainCut } from './library-commands.ts';
import { bandCommands, feed, rasterBand, storedBand } from './raster-bands.ts';
import { starCommands } from './star-commands.ts';

/** GS V 65/66 n: the printer itself feeds to its cutter, then cuts, so that no row is cut through or left behind. */
function cutCommands(mode: 'full' | 'partial', profile: PrinterProfile): Uint8Array[] {
  switch (profile.cutter) {
    case 'feedAndCut':
      return [Uint8Array.of(0x1d, 0x56, mode === 'full' ? 65 : 66, 0)];
    case 'plain':
      return [feed(profile.feedToCutterDots), plainCut(mode)];
    case 'none':
      return [feed(profile.feedToCutterDots)];
    default:
      return assertNever(profile.cutter);
  }
}

/** ESC p m t1 t2, in units of 2 ms. The library's own command lacks t1 and t2 and would swallow what follows it. */
function drawerCommand(part: Extract<SlipPart, { type: 'drawer' }>): Uint8Array {
  const units = (ms: number): number => Math.min(255, Math.max(1, Math.round(ms / 2)));
  return Uint8Array.of(0x1b, 0x70, part.pin === 2 ? 0 : 1, units(part.onMs), units(part.offMs));
}

function pictureCommands(raster: Raster, profile: PrinterProfile): Uint8Array[] {
  switch (profile.graphics) {
    case 'gsV0':
      return bandCommands(raster, profile, rasterBand);
    case 'gsParenL':
      return bandCommands(raster, profile, storedBand);
    case 'escStar24':
      return columnLines(raster, 24);
    case 'escStar8':
      return columnLines(raster, 8);
    default:
      return assertNever(profile.graphics);
  }
}

function commandsOf(part: SlipPart, profile: PrinterProfile): Uint8Array[] {
  switch (part.type) {
    case 'raster':
      return pictureCommands(part.raster, profile);
    case 'cut':
      return cutCommands(part.mode, profile);
    case 'drawer':
      return profile.drawer ? [drawerCommand(part)] : [];
    default:
      return assertNever(part);
  }
}

/**
 * A slip as bytes, in pieces that are whole commands each, in order. Pure: the same slip and model give the same bytes.
 * A slip wider than the model's head is a bug of the caller (it was laid out for another printer) and throws.
 */
export function encodeSlip(slip: Slip, profile: PrinterProfile): Uint8Array[] {
  if (slip.widthDots > profile.widthDots)
    throw new Error(`a slip of ${slip.widthDots} dots for a head of ${profile.widthDots}`);
  switch (profile.dialect) {
    case 'epson':
      return [initialise(), ...slip.parts.flatMap((part) => commandsOf(part, profile))];
    case 'star':
      return starCommands(slip, profile);
    case 'tspl':
      return labelCommands(slip, profile);
    default:
      return assertNever(profile.dialect);
  }
}

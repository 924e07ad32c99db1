import { assertNever } from '../../../../shared/assert-never.ts';
import type { PrinterProfile } from '../profile.ts';

/** More than the head of any command of ours. */
const longestHead = 64;

/**
 * Bytes that end a command which broke off with an earlier job (a pulled cable, a killed program): a printer that waits for
 * the rest of a picture would take the beginning of the next slip for it, print noise, and still confirm the end. As many as
 * the longest picture command of the model; those that no command waits for do nothing. In ESC/POS and in Star's raster mode
 * they are NUL: white dots in a picture, passed over elsewhere. In TSPL they are line ends, which are white space there; the
 * label that broke off is never printed, and the CLS of the next one wipes it.
 */
export function resynchronisation(profile: PrinterProfile): Uint8Array {
  const rowBytes = profile.widthDots / 8;
  switch (profile.dialect) {
    case 'epson': {
      const isColumns = profile.graphics === 'escStar24' || profile.graphics === 'escStar8';
      return new Uint8Array(
        (isColumns ? profile.widthDots * 3 : rowBytes * profile.maxBandRows) + longestHead,
      );
    }
    case 'star':
      return new Uint8Array(rowBytes + longestHead);
    case 'tspl':
      return new Uint8Array(rowBytes * tallestLabel + longestHead).fill(0x0a);
    default:
      return assertNever(profile.dialect);
  }
}

/** Rows of the longest label that is one command: half a metre at 203 dpi. */
const tallestLabel = 4000;

// Its named exports draw; only the default one gives the modules themselves.
import bwip from 'bwip-js/node';
import type { CallOutput } from '../../../shared/contract/index.ts';
import { scannerTestText } from '../../../shared/domain/scanner-test-code.ts';

/** The test code as a QR, one text of 0 and 1 for each row, without its quiet zone. */
export function testCodePicture(): CallOutput<'scanning.testCode'> {
  const [symbol] = bwip.raw('qrcode', scannerTestText, 'eclevel=M');
  if (symbol === undefined || !('pixs' in symbol)) throw new Error('bwip-js gave no modules for qrcode');
  const { pixs, pixx } = symbol;
  return {
    rows: Array.from({ length: pixs.length / pixx }, (_, row) =>
      pixs.slice(row * pixx, (row + 1) * pixx).join(''),
    ),
  };
}

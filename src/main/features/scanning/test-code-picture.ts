import type { CallOutput } from '../../../shared/contract/index.ts';
import { scannerTestText } from '../../../shared/domain/scanner-test-code.ts';
import { qrRows } from '../../qr-rows.ts';

/** The test code as a QR, one text of 0 and 1 for each row, without its quiet zone. */
export function testCodePicture(): CallOutput<'scanning.testCode'> {
  return { rows: qrRows(scannerTestText) };
}

import type { ScannerTest } from '../../../shared/contract/scanning.ts';
import { parseAddress } from '../../../shared/domain/device-address.ts';
import type { RawScan } from '../../devices/scanner/port.ts';
import type { ScanReading } from './read-scan.ts';

/** What the test code told of the scanner at `address`; null where the scan was another code. */
export function scannerTestOf(
  scanner: { readonly id: string | null; readonly address: string },
  scan: RawScan,
  { result }: ScanReading,
): ScannerTest | null {
  if (result.meaning !== 'testCode') return null;
  return {
    scannerId: scanner.id,
    address: scanner.address,
    way: wayOf(scanner.address),
    letters: result.fields.letters,
    end: scan.sent?.end ?? null,
    tookMs: scan.sent === undefined ? null : Math.round(scan.sent.tookMs),
  };
}

function wayOf(address: string): ScannerTest['way'] {
  const parsed = parseAddress(address);
  const scheme = parsed.ok ? parsed.value.scheme : 'lab';
  if (scheme === 'wedge') return 'keyboard';
  return scheme === 'serial' || scheme === 'hidpos' ? scheme : 'lab';
}

import { aimIdentifierOf, resolveScan, symbologyOf } from '../../../shared/domain/resolve-scan.ts';
import type { Scan } from '../../../shared/domain/scan-meaning.ts';
import { decodeScan } from '../../devices/scanner/decode.ts';
import type { RawScan } from '../../devices/scanner/port.ts';

/**
 * From bytes to meaning. The text read lives only inside this function (rules.md §6.3, 7). What came through a keyboard
 * has lost its letters: of a card only the digits are taken.
 */
export function readScan(scan: RawScan): Pick<Scan, 'symbology' | 'result'> {
  const text = decodeScan(scan.bytes);
  if (!text.ok)
    return {
      symbology: 'unknown',
      result: { meaning: 'refused', fields: { kind: 'encoding', error: text.error } },
    };
  return {
    symbology: symbologyOf(aimIdentifierOf(text.value)),
    result: resolveScan(text.value, { lettersSuspect: scan.typed !== undefined }),
  };
}

import { aimIdentifierOf, resolveScan, symbologyOf } from '../../../shared/domain/resolve-scan.ts';
import type { Scan } from '../../../shared/domain/scan-meaning.ts';
import { appError } from '../../../shared/errors.ts';
import { decodeScan } from '../../devices/scanner/decode.ts';
import type { GarbageKind, RawScan } from '../../devices/scanner/port.ts';

/** What a scan says, before it is told to anybody. */
export type ScanReading = Pick<Scan, 'symbology' | 'result'>;

/** What is said of bytes that were thrown away: a scan without its end, or more than any code holds. */
export function readGarbage(bytes: number, why: GarbageKind): ScanReading {
  if (why === 'torn') {
    const error = appError('scan-torn', { bytes }, 'the end of the scan did not come');
    return { symbology: 'unknown', result: { meaning: 'refused', fields: { kind: 'torn', error } } };
  }
  const error = appError('scan-unknown', { bytes }, 'longer than any code');
  return { symbology: 'unknown', result: { meaning: 'refused', fields: { kind: 'unknown', error } } };
}

/**
 * From bytes to meaning. The text read lives only inside this function (rules.md §6.3, 7). What came through a keyboard
 * has lost its letters: of a card only the digits are taken.
 */
export function readScan(scan: RawScan): ScanReading {
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

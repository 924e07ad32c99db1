import { aimIdentifierOf, resolveScan, symbologyOf } from '../../../shared/domain/resolve-scan.ts';
import type { Scan, ScanMeaning } from '../../../shared/domain/scan-meaning.ts';
import { readScannerTest } from '../../../shared/domain/scanner-test-code.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { decodeScan } from '../../devices/scanner/decode.ts';
import type { GarbageKind, RawScan } from '../../devices/scanner/port.ts';

/** What a scan says, before it is told to anybody. */
export type ScanReading = Pick<Scan, 'symbology' | 'typed' | 'result'>;

/** What is said of bytes that were thrown away: a scan without its end, or more than any code holds. */
export function readGarbage(bytes: number, why: GarbageKind): ScanReading {
  if (why === 'torn') {
    const error = appError('scan-torn', { bytes }, 'the end of the scan did not come');
    return refused('torn', error, null);
  }
  const error = appError('scan-unknown', { bytes }, 'longer than any code');
  return refused('unknown', error, null);
}

type RefusedKind = Extract<ScanMeaning, { meaning: 'refused' }>['fields']['kind'];

function refused(kind: RefusedKind, error: AppError, typed: Scan['typed']): ScanReading {
  return { symbology: 'unknown', typed, result: { meaning: 'refused', fields: { kind, error } } };
}

/**
 * From bytes to meaning. The text read lives only inside this function (rules.md §6.3, 7). What came through a keyboard
 * has lost its letters: of a card only the digits are taken. Where an input method changed them, or the beginning may be
 * missing, a code could be another one: it is refused.
 */
export function readScan(scan: RawScan): ScanReading {
  const typed = scan.typed?.doubt ?? null;
  const text = decodeScan(scan.bytes);
  if (!text.ok) {
    // The head of the test code is plain letters, which every encoding leaves as they are.
    const isTest = readScannerTest(withoutAim(new TextDecoder('latin1').decode(scan.bytes))) !== null;
    return isTest
      ? { symbology: 'unknown', typed, result: { meaning: 'testCode', fields: { letters: 'lost' } } }
      : refused('encoding', text.error, typed);
  }
  if (typed === 'headLost') return refused('torn', appError('scan-torn'), typed);
  const result = resolveScan(text.value, { lettersSuspect: typed !== null });
  if (
    typed === 'altered' &&
    (result.meaning === 'ticket' ||
      result.meaning === 'appointment' ||
      result.meaning === 'dossier' ||
      result.meaning === 'refused')
  )
    return refused('inputMethod', appError('scan-input-method'), typed);
  return { symbology: symbologyOf(aimIdentifierOf(text.value)), typed, result };
}

function withoutAim(text: string): string {
  return text.replace(/^(\][A-Za-z][0-9A-Za-z])+/, '');
}

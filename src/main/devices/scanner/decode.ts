import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';

/**
 * The text of a scan. A scanner that is not set to UTF-8 must be noticed, not guessed at: a wrong name on a paper is worse
 * than a second scan. So bytes that are not UTF-8 are an error, never replacement characters. AIM identifiers and ECI
 * marks stay in the text; the resolver reads them.
 */
export function decodeScan(bytes: Uint8Array): Result<string, AppError> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // The cause names no byte of the content: it ends in a log.
    return err(
      appError('scan-unknown', { kind: 'encoding', bytes: bytes.length }, 'the scanner did not send UTF-8'),
    );
  }
}

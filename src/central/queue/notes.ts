import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** The reason `other` says nothing by itself: `reason-required` without a note. */
export function needsNote(reason: string, note: string): Result<null, AppError> {
  return reason === 'other' && note === '' ? err(appError('reason-required', { field: 'note' })) : ok(null);
}

import { appError, type AppError } from '../shared/errors.ts';

/** Why central cannot run: something that the administrator has to put right. */
export class StartRefused extends Error {
  constructor(readonly error: AppError) {
    super(error.cause ?? error.code);
  }
}

/** A setting that does not do, with what it takes. */
export function refusedSetting(field: string, cause: string): StartRefused {
  return new StartRefused(appError('config-invalid', { field }, cause));
}

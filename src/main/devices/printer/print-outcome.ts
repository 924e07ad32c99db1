import type { AppError } from '../../../shared/errors.ts';

/** How a print ended (D8). `notPrinted` is certain: nothing of the slip was sent. */
export type PrintOutcome =
  | { readonly outcome: 'printed'; readonly confirmed: boolean }
  | { readonly outcome: 'notPrinted'; readonly reason: AppError }
  | { readonly outcome: 'unknown'; readonly reason: AppError };

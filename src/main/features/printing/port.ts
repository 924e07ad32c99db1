import type { PrintJob } from '../../../shared/contract/printing.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { PaperDocumentInput } from '../../../shared/paper/document.ts';
import type { Result } from '../../../shared/result.ts';

/** A slip to print. `key` makes it idempotent: the same key is the same job, whatever else is asked. */
export interface PrintRequest {
  readonly key: string;
  readonly printerId: string;
  readonly document: PaperDocumentInput;
  /** Ticket id or dossier code. */
  readonly reference: string;
  readonly stationId: string;
}

/** What other features use of printing. */
export interface Printing {
  /**
   * Writes the job down and begins; resolves as soon as it is `prepared` (the end comes as `printing.jobChanged`).
   * A key that is known already answers its job as it stands; nothing is printed again.
   * Errors: `printer-not-configured`, `document-invalid`, `document-too-wide`, `store-unwritable`.
   */
  submit(request: PrintRequest): Promise<Result<PrintJob, AppError>>;
  /** Prints a job that is known not printed once more. Errors: `print-job-not-found`, `print-job-settled` (it is not notPrinted). */
  retry(jobId: string): Promise<Result<PrintJob, AppError>>;
  /** Resolves when the job has ended (printed, not printed, unknown). */
  ended(jobId: string): Promise<PrintJob>;
}

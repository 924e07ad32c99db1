import { z } from 'zod';

/**
 * Every expected failure of the product, as a closed list. The renderer has a text for each code (what happened, what
 * to do next) in every language; nothing else decides what a person reads.
 */
export const errorCodes = [
  // what was asked makes no sense
  'bad-request',
  'not-found',
  'illegal-transition',
  // somebody else changed it since it was read
  'changed-meanwhile',
  'permission-denied',
  // who asks: the key of the station or the access key, the officer's session
  'not-authenticated',
  'session-ended',
  'log-in-failed',
  'log-in-locked',
  'second-factor-wrong',
  'password-change-required',
  'password-weak',
  'enrolment-code-invalid',
  'user-name-taken',
  'last-administrator',
  'too-many-requests',
  // queue
  'ticket-not-at-counter',
  'counter-busy',
  'counter-taken',
  'counter-paused',
  'officer-busy',
  'group-closed',
  'group-in-use',
  'group-letter-used',
  // appointments
  'appointment-unknown',
  'appointment-full',
  'appointment-exists',
  'appointment-other-day',
  'appointment-early',
  'appointment-cancelled',
  'appointment-used',
  // dossiers
  'procedure-unknown',
  'case-required',
  'papers-missing',
  'dossier-not-found',
  'dossier-code-invalid',
  'reason-required',
  'calendar-missing',
  // central
  'central-unreachable',
  'central-timeout',
  'central-refused',
  'central-version',
  // not answered yet, but written down: it is sent again by itself and need not be entered again
  'command-queued',
  'idempotency-key-reused',
  'command-in-progress',
  'database-unwritable',
  // its database is away or overloaded: the same request may succeed in a moment
  'database-unavailable',
  // this node of central has been told to stop: another one, or this one in a moment, answers
  'central-stopping',
  // printing
  'printer-not-configured',
  'printer-already-configured',
  'printer-not-permitted',
  'printer-unreachable',
  'printer-busy-elsewhere',
  'printer-paper-out',
  'printer-cover-open',
  'printer-cutter-error',
  'printer-offline',
  'printer-queue-paused',
  'printer-silent',
  'printer-dropped',
  'document-invalid',
  'document-too-wide',
  'print-job-not-found',
  'print-job-settled',
  'print-interrupted',
  // scanning
  'scanner-unreachable',
  'scanner-busy-elsewhere',
  'scan-torn',
  'scan-foreign',
  'scan-unknown',
  'scan-input-method',
  'address-invalid',
  // station
  'config-invalid',
  'config-unreadable',
  'config-unwritable',
  'file-unwritable',
  'store-unwritable',
  'internal',
] as const;

/** Code of an expected failure. */
export const ErrorCode = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof ErrorCode>;

/**
 * An expected failure as plain data: it crosses the bridge, the network and the command line unchanged.
 *
 * `detail` fills the blanks of the text shown (names, numbers, limits) and must hold no personal data.
 * `cause` is for support: technical, English, logged, shown small. No personal data either.
 */
export const AppError = z.object({
  code: ErrorCode,
  detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  cause: z.string().optional(),
  correlationId: z.string().optional(),
});
export type AppError = z.infer<typeof AppError>;

/** Makes an {@link AppError} without writing undefined fields (they would not survive every boundary the same way). */
export function appError(
  code: ErrorCode,
  detail?: Record<string, string | number>,
  cause?: string,
): AppError {
  return { code, ...(detail ? { detail } : {}), ...(cause ? { cause } : {}) };
}

/** The message of anything thrown, for `AppError.cause`. */
export function causeOf(thrown: unknown): string {
  if (thrown instanceof Error) {
    const code = (thrown as { code?: unknown }).code;
    return typeof code === 'string' && !thrown.message.includes(code)
      ? `${code}: ${thrown.message}`
      : thrown.message;
  }
  return String(thrown);
}

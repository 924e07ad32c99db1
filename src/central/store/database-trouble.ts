/**
 * What a failure of the database means: for a command (try again at once), for a caller (ask again soon), or for the
 * administrator (put it right). Codes are PostgreSQL's own (its appendix A) and the system's.
 */

/** Disk full, I/O error, read-only transaction; the system's names for the same. */
const unwritable = new Set([
  '53100',
  '58030',
  '25006',
  'ENOSPC',
  'EROFS',
  'EIO',
  'EDQUOT',
  'EACCES',
  'EPERM',
]);

const system = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH'];
/** Stopped by the administrator, crashed, starting up, no connection left, cancelled for taking too long, lock not had. */
const away = ['57P01', '57P02', '57P03', '57P05', '53300', '53400', '57014', '55P03', '25P03', '25P04'];
const unavailable = new Set([...system, 'ENETUNREACH', 'ENOENT', ...away]);

/** What the driver throws without a code when the connection is gone or cannot be had. */
const driverWords =
  /connection terminated|timeout exceeded when trying to connect|timeout expired|is not queryable|query read timeout|cannot use a pool after/i;

/** Whether something thrown says that data cannot be written, so that the administrator must look at the disk. */
export function isUnwritable(thrown: unknown): boolean {
  return unwritable.has(codeOf(thrown));
}

/** Whether the database is away or overloaded for now: the same request may succeed in a moment. */
export function isUnavailable(thrown: unknown): boolean {
  const code = codeOf(thrown);
  return unavailable.has(code) || code.startsWith('08') || driverWords.test(messageOf(thrown));
}

/**
 * Whether a transaction failed only because of what went on beside it, and leaves nothing behind: a conflict, a deadlock,
 * or a plan that a newer program's change of the tables has made useless.
 */
export function isWorthRepeating(thrown: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(thrown)) || isStalePlan(thrown);
}

/** Whether the connection still plans for tables as they were: it has to be thrown away. */
export function isStalePlan(thrown: unknown): boolean {
  return codeOf(thrown) === '0A000' && messageOf(thrown).includes('cached plan');
}

/** Code of statements, and of commits, in a transaction in which one before has failed. */
export const abortedCode = '25P02';

/** Whether something failed only because a statement before it in the same transaction had. */
export function isAborted(thrown: unknown): boolean {
  return codeOf(thrown) === abortedCode;
}

/** PostgreSQL's or the system's code; empty where there is none. */
export function codeOf(thrown: unknown): string {
  const code = (thrown as { readonly code?: unknown } | null)?.code;
  if (typeof code === 'string') return code;
  const [first] = (thrown as { readonly errors?: readonly unknown[] } | null)?.errors ?? [];
  // Several addresses tried, all in vain.
  return first === undefined ? '' : codeOf(first);
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : '';
}

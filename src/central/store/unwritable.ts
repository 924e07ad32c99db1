/** PostgreSQL's: disk full, I/O error, read-only transaction. The system's: the same in its own names. */
const codes = new Set(['53100', '58030', '25006', 'ENOSPC', 'EROFS', 'EIO', 'EDQUOT', 'EACCES', 'EPERM']);

/** Whether something thrown says that data cannot be written, so that the administrator must look at the disk. */
export function isUnwritable(thrown: unknown): boolean {
  const code = (thrown as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' && codes.has(code);
}

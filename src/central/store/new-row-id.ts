import { v7 } from 'uuid';

/**
 * Id of a row of which a site gets many a day (tickets, calls, dossiers, appointments): a UUID of version 7 (RFC 9562),
 * whose first 48 bits are the time. New rows so stand side by side in the indexes of a site; random ids put each on a page
 * of its own among years of rows, which has to be read and, after a checkpoint, written whole to the log
 * (docs/benchmarks.md). It tells when the row was made and is no secret.
 */
export function newRowId(): string {
  return v7();
}

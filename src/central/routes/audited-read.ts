import type { Transaction } from 'kysely';
import type { AuditAction } from '../../shared/api/audit-actions.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, type Result } from '../../shared/result.ts';
import { officerOf } from '../access/principal.ts';
import type { Central } from '../central.ts';
import { isSite, writeAudit } from '../privacy/audit.ts';
import type { Tables } from '../store/tables.ts';
import { transact } from '../store/transact.ts';
import { speaksFor, type CentralContext } from './http.ts';

/** What a read came to, and what the log says that it was about; null: about nothing, then it is no entry. */
export interface ReadOutcome<Body> {
  readonly result: Result<Body, AppError>;
  readonly reference: string | null;
}

export interface AuditedRead<Body> {
  readonly siteId: string;
  /** The station that the request names; null: none. */
  readonly stationId: string | null;
  readonly action: AuditAction;
  /** Why, in the caller's words; kept sealed. */
  readonly reason?: string;
  read(transaction: Transaction<Tables>, at: Date): Promise<ReadOutcome<Body>>;
}

/**
 * Reads personal data for a request: reading and the entry in the audit log are one transaction, so nothing is seen without
 * an entry. Errors besides the read's own: `not-found` (no such site), `permission-denied` (another's station).
 */
export async function readAudited<Body>(
  context: CentralContext,
  central: Central,
  request: AuditedRead<Body>,
): Promise<Result<Body, AppError>> {
  const { siteId, stationId, reason = '' } = request;
  if (stationId !== null && !speaksFor(context, stationId))
    return err(appError('permission-denied', { station: stationId }));
  const { principal } = context.var;
  const at = central.clock.now();
  return transact(central.database, async (transaction) => {
    if (!(await isSite(transaction, siteId))) return err(appError('not-found', { siteId }));
    const { result, reference } = await request.read(transaction, at);
    // Last: from here on the commands of the site wait.
    if (reference !== null)
      await writeAudit(transaction, central.seal, {
        siteId,
        at,
        // Who signed in elsewhere than at a station cannot name one.
        stationId: principal.kind === 'officer' ? principal.stationId : stationId,
        officerId: officerOf(principal),
        action: request.action,
        reference,
        ...(reason === '' ? {} : { reason }),
      });
    return result;
  });
}

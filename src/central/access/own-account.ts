import type { Kysely } from 'kysely';
import type { AuditAction } from '../../shared/api/audit-actions.ts';
import type { Me } from '../../shared/api/access.ts';
import { passwordFault } from '../../shared/domain/password-rule.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { writeAudit } from '../privacy/audit.ts';
import type { Tables } from '../store/tables.ts';
import { confirmPassword, type LogInParts, type LogInPlace } from './log-in.ts';
import { meOf } from './me.ts';
import type { Passwords } from './passwords.ts';
import type { OfficerPrincipal } from './principal.ts';
import { dropFactor, makeFactor, makeRecoveryCodes, stepOfCode, type Account } from './second-factor.ts';
import { endSessionsOfAccount } from './sessions.ts';

/** What people do with their own account. Errors of all: `session-ended` where it was disabled meanwhile. */
export class OwnAccount {
  constructor(
    private readonly parts: LogInParts,
    private readonly passwords: Passwords,
  ) {}

  async me(principal: OfficerPrincipal): Promise<Result<Me, AppError>> {
    const me = await meOf(this.parts.database, this.parts.seal, principal);
    return me === null ? err(appError('session-ended')) : ok(me);
  }

  /** Errors: `log-in-failed` (the present password is wrong), `log-in-locked`, `password-weak` with `fault`. */
  async changePassword(
    principal: OfficerPrincipal,
    current: string,
    next: string,
    at: Date,
  ): Promise<Result<Me, AppError>> {
    const { database, seal } = this.parts;
    const me = await this.me(principal);
    if (!me.ok) return me;
    const fault = current === next ? 'same' : passwordFault(next, me.value.userName);
    if (fault !== null) return err(appError('password-weak', { fault }));
    const confirmed = await confirmPassword(this.parts, placeOf(principal, at), me.value, current);
    if (!confirmed.ok) return confirmed;
    const hash = await this.passwords.hash(next);
    const account = await accountOf(database, principal);
    await database.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('officer')
        .set({ password_hash: hash, must_change: false, one_time_until: null })
        .where('site_id', '=', account.homeSiteId)
        .where('officer_id', '=', account.officerId)
        .execute();
      const { officerId, sessionId } = principal;
      // Whoever else was in by the old password is out.
      await endSessionsOfAccount(transaction, account.homeSiteId, officerId, 'password', at, sessionId);
      await writeAudit(transaction, seal, entryOf(principal, at, 'officer.password'));
    });
    return this.me(principal);
  }

  /** A secret for an authenticator app; it counts from {@link confirmFactor} on. */
  async beginFactor(
    principal: OfficerPrincipal,
    password: string,
    at: Date,
  ): Promise<Result<{ secret: string; uri: string }, AppError>> {
    const { database, seal } = this.parts;
    const me = await this.me(principal);
    if (!me.ok) return me;
    const confirmed = await confirmPassword(this.parts, placeOf(principal, at), me.value, password);
    if (!confirmed.ok) return confirmed;
    const account = await accountOf(database, principal);
    const { sealed, secret, uri } = makeFactor(seal, account, me.value.userName);
    await database
      .updateTable('officer')
      .set({ pending_factor: sealed })
      .where('site_id', '=', account.homeSiteId)
      .where('officer_id', '=', account.officerId)
      .execute();
    return ok({ secret, uri });
  }

  /** Makes the second factor count. @returns the recovery codes. Error: `second-factor-wrong`. */
  async confirmFactor(
    principal: OfficerPrincipal,
    code: string,
    at: Date,
  ): Promise<Result<{ codes: string[] }, AppError>> {
    const { database, seal } = this.parts;
    const account = await accountOf(database, principal);
    return database.transaction().execute(async (transaction) => {
      const row = await transaction
        .selectFrom('officer')
        .select('pending_factor')
        .where('site_id', '=', account.homeSiteId)
        .where('officer_id', '=', account.officerId)
        .forUpdate()
        .executeTakeFirstOrThrow();
      const pending = row.pending_factor;
      const step = pending === null ? null : stepOfCode(seal, account, pending, code, at, null);
      if (step === null) return err(appError('second-factor-wrong'));
      await transaction
        .updateTable('officer')
        .set({ factor: pending, pending_factor: null, factor_step: step })
        .where('site_id', '=', account.homeSiteId)
        .where('officer_id', '=', account.officerId)
        .execute();
      const codes = await makeRecoveryCodes(transaction, seal, account);
      await writeAudit(transaction, seal, entryOf(principal, at, 'officer.factor'));
      return ok({ codes });
    });
  }

  /** Errors: `log-in-failed`, `log-in-locked`. */
  async removeFactor(
    principal: OfficerPrincipal,
    password: string,
    at: Date,
  ): Promise<Result<null, AppError>> {
    const { database, seal } = this.parts;
    const me = await this.me(principal);
    if (!me.ok) return me;
    const confirmed = await confirmPassword(this.parts, placeOf(principal, at), me.value, password);
    if (!confirmed.ok) return confirmed;
    const account = await accountOf(database, principal);
    await database.transaction().execute(async (transaction) => {
      await dropFactor(transaction, account);
      await writeAudit(transaction, seal, entryOf(principal, at, 'officer.noFactor'));
    });
    return ok(null);
  }
}

function placeOf({ siteId, stationId }: OfficerPrincipal, at: Date): LogInPlace {
  return { siteId, stationId, at };
}

function entryOf({ siteId, stationId, officerId }: OfficerPrincipal, at: Date, action: AuditAction) {
  return { siteId, at, stationId, officerId, action, reference: `officer:${officerId}` };
}

/** Where the account of somebody who is signed in is kept. */
async function accountOf(
  database: Kysely<Tables>,
  { siteId, officerId }: { readonly siteId: string; readonly officerId: string },
): Promise<Account> {
  const row = await database
    .selectFrom('assignment')
    .select('home_site_id')
    .where('site_id', '=', siteId)
    .where('officer_id', '=', officerId)
    .executeTakeFirstOrThrow();
  return { homeSiteId: row.home_site_id, officerId };
}

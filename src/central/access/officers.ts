import { randomUUID } from 'node:crypto';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { z } from 'zod';
import type { AuditAction } from '../../shared/api/audit-actions.ts';
import type { AddOfficer, ChangeOfficer, Officer, OfficerRole } from '../../shared/api/access.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { isSite, writeAudit } from '../privacy/audit.ts';
import type { Seal } from '../privacy/seal.ts';
import type { Tables } from '../store/tables.ts';
import type { LockOut } from './lock-out.ts';
import { sealDisplayName } from './me.ts';
import { OfficerRows, selectOfficers } from './officer-rows.ts';
import type { Passwords } from './passwords.ts';
import { dropFactor } from './second-factor.ts';
import { endSessions, endSessionsOfAccount } from './sessions.ts';
import { makeCode, spacedCode } from './tokens.ts';

/** How long a one-time password may be used: over a weekend and a day off. */
export const oneTimeMs = 4 * 24 * 60 * 60 * 1000;

/** Who does it and where, for the audit log; both null: a tool. */
export interface Doer {
  readonly siteId: string;
  readonly officerId: string | null;
  readonly stationId: string | null;
  readonly at: Date;
}

/** An officer with a password for one log-in. */
export interface WithOneTimePassword {
  readonly officer: Officer;
  readonly oneTimePassword: string;
  readonly validUntil: Date;
}

/** Keeps who works at a site. Rows of another site are `not-found`. */
export class Officers {
  readonly #rows: OfficerRows;

  constructor(
    private readonly database: Kysely<Tables>,
    private readonly seal: Seal,
    private readonly passwords: Passwords,
    private readonly lockOut: LockOut,
  ) {
    this.#rows = new OfficerRows(seal, lockOut);
  }

  /** Who works at the site, by user name. */
  list(siteId: string, at: Date): Promise<Officer[]> {
    return this.#rows.list(this.database, siteId, at);
  }

  /** Makes an account, kept at this site. Errors: `user-name-taken`, `not-found` (no such site). */
  async add(doer: Doer, body: z.output<typeof AddOfficer>): Promise<Result<WithOneTimePassword, AppError>> {
    const { siteId, at } = doer;
    const officerId = randomUUID();
    const { oneTimePassword, hash, validUntil } = await this.#oneTime(at);
    return this.database.transaction().execute(async (transaction) => {
      if (!(await isSite(transaction, siteId))) return err(appError('not-found', { siteId }));
      if (await isTaken(transaction, siteId, body.userName)) return err(appError('user-name-taken'));
      await transaction
        .insertInto('officer')
        .values({
          site_id: siteId,
          officer_id: officerId,
          display_name: sealDisplayName(this.seal, siteId, officerId, body.displayName),
          password_hash: hash,
          must_change: true,
          one_time_until: validUntil,
          created_at: at,
        })
        .execute();
      await assign(transaction, { siteId, officerId, homeSiteId: siteId }, body);
      await this.#audit(transaction, doer, 'officer.add', officerId, body.roles);
      const officer = await this.#rows.find(transaction, siteId, officerId, at);
      return officer === null ? err(appError('not-found')) : ok({ officer, oneTimePassword, validUntil });
    });
  }

  /**
   * Lets a person of another site work at this one too, under the same password. For tools: nobody at one site may see who
   * works at another. Errors: `not-found`, `user-name-taken`.
   */
  async borrow(
    doer: Doer,
    homeSiteId: string,
    body: Omit<z.output<typeof AddOfficer>, 'displayName'>,
  ): Promise<Result<Officer, AppError>> {
    const { siteId, at } = doer;
    return this.database.transaction().execute(async (transaction) => {
      const home = await transaction
        .selectFrom('assignment')
        .select('officer_id')
        .where('site_id', '=', homeSiteId)
        .where('home_site_id', '=', homeSiteId)
        .where('user_name', '=', body.userName)
        .executeTakeFirst();
      if (home === undefined || !(await isSite(transaction, siteId))) return err(appError('not-found'));
      if (await isTaken(transaction, siteId, body.userName)) return err(appError('user-name-taken'));
      await assign(transaction, { siteId, officerId: home.officer_id, homeSiteId }, body);
      await this.#audit(transaction, doer, 'officer.borrow', home.officer_id, body.roles);
      const officer = await this.#rows.find(transaction, siteId, home.officer_id, at);
      return officer === null ? err(appError('not-found')) : ok(officer);
    });
  }

  /**
   * Changes what is given. Name and whether the account is disabled are changed at the site that keeps it only:
   * `permission-denied` elsewhere. Errors besides: `not-found`, `last-administrator`.
   */
  async change(
    doer: Doer,
    officerId: string,
    body: z.output<typeof ChangeOfficer>,
  ): Promise<Result<Officer, AppError>> {
    const { siteId, at } = doer;
    return this.database.transaction().execute(async (transaction) => {
      const administrators = await lockAdministrators(transaction, siteId);
      const before = await this.#rows.find(transaction, siteId, officerId, at);
      if (before === null) return err(appError('not-found'));
      if (!before.isHome && (body.displayName !== undefined || body.isDisabled !== undefined))
        return err(keptElsewhere());
      const roles = body.roles ?? before.roles;
      const isOut = (body.isDisabled ?? before.isDisabled) || !roles.includes('administrator');
      if (isOut && administrators.length === 1 && administrators[0] === officerId)
        return err(appError('last-administrator'));
      await transaction
        .updateTable('assignment')
        .set({ roles: JSON.stringify(roles), skills: JSON.stringify(body.skills ?? before.skills) })
        .where('site_id', '=', siteId)
        .where('officer_id', '=', officerId)
        .execute();
      if (before.isHome) await this.#changeAccount(transaction, doer, before, body);
      if (body.isDisabled === true)
        await endSessionsOfAccount(transaction, siteId, officerId, 'disabled', at);
      const action = body.isDisabled === true ? 'officer.disable' : 'officer.change';
      await this.#audit(transaction, doer, action, officerId, roles);
      const after = await this.#rows.find(transaction, siteId, officerId, at);
      return after === null ? err(appError('not-found')) : ok(after);
    });
  }

  /**
   * Gives an account a new one-time password, takes away its second factor and its lock, and ends its sessions. Only where
   * the account is kept: `permission-denied` elsewhere. Error besides: `not-found`.
   */
  async reset(doer: Doer, officerId: string): Promise<Result<WithOneTimePassword, AppError>> {
    const { siteId, at } = doer;
    const { oneTimePassword, hash, validUntil } = await this.#oneTime(at);
    return this.database.transaction().execute(async (transaction) => {
      const before = await this.#rows.find(transaction, siteId, officerId, at);
      if (before === null) return err(appError('not-found'));
      if (!before.isHome) return err(keptElsewhere());
      await transaction
        .updateTable('officer')
        .set({ password_hash: hash, must_change: true, one_time_until: validUntil })
        .where('site_id', '=', siteId)
        .where('officer_id', '=', officerId)
        .execute();
      await dropFactor(transaction, { homeSiteId: siteId, officerId });
      await this.lockOut.clearBoth(transaction, siteId, before.userName);
      await endSessionsOfAccount(transaction, siteId, officerId, 'reset', at);
      await this.#audit(transaction, doer, 'officer.reset', officerId);
      const officer = await this.#rows.find(transaction, siteId, officerId, at);
      return officer === null ? err(appError('not-found')) : ok({ officer, oneTimePassword, validUntil });
    });
  }

  /** Lets a name try again at once that was locked after wrong attempts at this site. Error: `not-found`. */
  unlock(doer: Doer, officerId: string): Promise<Result<Officer, AppError>> {
    return this.#help(doer, officerId, 'officer.unlock', async (transaction, officer) => {
      await this.lockOut.clearBoth(transaction, doer.siteId, officer.userName);
      return null;
    });
  }

  /**
   * Takes away the second factor alone: the telephone is lost, the password is not. Only where the account is kept:
   * `permission-denied` elsewhere. Error besides: `not-found`.
   */
  dropFactor(doer: Doer, officerId: string): Promise<Result<Officer, AppError>> {
    return this.#help(doer, officerId, 'officer.dropFactor', async (transaction, officer) => {
      if (!officer.isHome) return keptElsewhere();
      await dropFactor(transaction, { homeSiteId: doer.siteId, officerId });
      return null;
    });
  }

  /** Ends every session of a person at this site. Error: `not-found`. */
  endSessions(doer: Doer, officerId: string): Promise<Result<Officer, AppError>> {
    return this.#help(doer, officerId, 'officer.logOut', async (transaction) => {
      await endSessions(transaction, doer.siteId, { officerId }, 'administrator', doer.at);
      return null;
    });
  }

  /** One thing done for a person of the site, written down, with the person as it is then. */
  async #help(
    doer: Doer,
    officerId: string,
    action: AuditAction,
    act: (transaction: Transaction<Tables>, officer: Officer) => Promise<AppError | null>,
  ): Promise<Result<Officer, AppError>> {
    const { siteId, at } = doer;
    return this.database.transaction().execute(async (transaction) => {
      const before = await this.#rows.find(transaction, siteId, officerId, at);
      if (before === null) return err(appError('not-found'));
      const refused = await act(transaction, before);
      if (refused !== null) return err(refused);
      await this.#audit(transaction, doer, action, officerId);
      const after = await this.#rows.find(transaction, siteId, officerId, at);
      return after === null ? err(appError('not-found')) : ok(after);
    });
  }

  /**
   * Ends sessions of a person at the site, because the person wants it: `this` one, `all` of them, or the `others` while this
   * one goes on.
   */
  async logOut(
    doer: Doer & { readonly officerId: string; readonly sessionId: string },
    which: 'this' | 'all' | 'others',
  ): Promise<void> {
    const { siteId, officerId, sessionId, stationId, at } = doer;
    await this.database.transaction().execute(async (transaction) => {
      if (which === 'this') await endSessions(transaction, siteId, { sessionId }, 'loggedOut', at);
      else {
        const except = which === 'others' ? { except: sessionId } : {};
        await endSessions(transaction, siteId, { officerId, ...except }, 'everywhere', at);
      }
      const action =
        which === 'this' ? 'session.end' : which === 'all' ? 'session.endAll' : 'session.endOthers';
      await writeAudit(transaction, this.seal, {
        siteId,
        at,
        stationId,
        officerId,
        action,
        reference: sessionId,
      });
    });
  }

  /** The officer of a user name at the site; null: none. */
  findByName(siteId: string, userName: string, at: Date): Promise<Officer | null> {
    return this.#rows.findByName(this.database, siteId, userName, at);
  }

  async #changeAccount(
    transaction: Transaction<Tables>,
    { siteId, at }: Doer,
    before: Officer,
    body: z.output<typeof ChangeOfficer>,
  ): Promise<void> {
    const { officerId } = before;
    const name = body.displayName ?? before.displayName;
    const isDisabled = body.isDisabled ?? before.isDisabled;
    await transaction
      .updateTable('officer')
      .set({
        display_name: sealDisplayName(this.seal, siteId, officerId, name),
        ...(isDisabled === before.isDisabled ? {} : { disabled_at: isDisabled ? at : null }),
      })
      .where('site_id', '=', siteId)
      .where('officer_id', '=', officerId)
      .execute();
  }

  async #oneTime(at: Date): Promise<{ oneTimePassword: string; hash: string; validUntil: Date }> {
    const oneTimePassword = spacedCode(makeCode(15)).toLowerCase();
    const hash = await this.passwords.hash(oneTimePassword);
    return { oneTimePassword, hash, validUntil: new Date(at.getTime() + oneTimeMs) };
  }

  /** Roles are no personal data and say what was given: they stand in the reference. */
  async #audit(
    transaction: Transaction<Tables>,
    { siteId, at, stationId, officerId }: Doer,
    action: AuditAction,
    about: string,
    roles: readonly OfficerRole[] = [],
  ): Promise<void> {
    const reference = [`officer:${about}`, ...roles].join(' ');
    await writeAudit(transaction, this.seal, { siteId, at, stationId, officerId, action, reference });
  }
}

function keptElsewhere(): AppError {
  return appError('permission-denied', undefined, 'the account is kept at another site');
}

/** Whether the name has an owner; nobody else of the site takes one until the transaction ends. */
async function isTaken(transaction: Transaction<Tables>, siteId: string, userName: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`user names ${siteId}`}, 0))`.execute(
    transaction,
  );
  const row = await transaction
    .selectFrom('assignment')
    .select('officer_id')
    .where('site_id', '=', siteId)
    .where('user_name', '=', userName)
    .executeTakeFirst();
  return row !== undefined;
}

async function assign(
  transaction: Transaction<Tables>,
  who: { readonly siteId: string; readonly officerId: string; readonly homeSiteId: string },
  body: { readonly userName: string; readonly roles: OfficerRole[]; readonly skills: string[] },
): Promise<void> {
  await transaction
    .insertInto('assignment')
    .values({
      site_id: who.siteId,
      officer_id: who.officerId,
      home_site_id: who.homeSiteId,
      user_name: body.userName,
      roles: JSON.stringify(body.roles),
      skills: JSON.stringify(body.skills),
    })
    .execute();
}

/** The administrators who can log in, held until the transaction ends: two must not take each other out at once. */
async function lockAdministrators(transaction: Transaction<Tables>, siteId: string): Promise<string[]> {
  const rows = await selectOfficers(transaction, siteId)
    .orderBy('assignment.officer_id')
    .forUpdate('assignment')
    .execute();
  return rows
    .filter((row) => row.roles.includes('administrator') && row.disabled_at === null)
    .map((row) => row.officer_id);
}

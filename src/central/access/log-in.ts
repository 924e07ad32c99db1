import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import type { Me, Session } from '../../shared/api/access.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { isSite, writeAudit } from '../privacy/audit.ts';
import type { Seal } from '../privacy/seal.ts';
import type { Tables } from '../store/tables.ts';
import type { Identity, IdentityProvider } from './identity-provider.ts';
import type { Attempt, LockOut } from './lock-out.ts';
import { meOf } from './me.ts';
import { takeFactorCode } from './second-factor.ts';
import { beginSession } from './sessions.ts';

/** How long a person has for the code of the second factor. */
const challengeMs = 5 * 60_000;

/** Where somebody logs in. */
export interface LogInPlace {
  readonly siteId: string;
  /** The enrolled station; null: none, which administrators and auditors may. */
  readonly stationId: string | null;
  readonly at: Date;
}

/** A session, or a challenge for the second factor. */
export type LoggedIn =
  | { readonly session: Session; readonly challenge: null }
  | { readonly session: null; readonly challenge: string };

const Challenge = z.object({
  officerId: z.string(),
  homeSiteId: z.string(),
  userName: z.string(),
  stationId: z.string().nullable(),
  until: z.number(),
});

/** What {@link LogIns} works with. */
export interface LogInParts {
  readonly database: Kysely<Tables>;
  readonly seal: Seal;
  readonly identities: IdentityProvider;
  readonly lockOut: LockOut;
}

/**
 * Logs people in. Whatever is wrong with name, password, account or place, the answer is `log-in-failed`, after the same work;
 * only the audit log knows more. Errors besides: `log-in-locked` with `seconds`, `second-factor-wrong`, and `session-ended`
 * where a challenge is too old.
 */
export class LogIns {
  constructor(private readonly parts: LogInParts) {}

  async logIn(place: LogInPlace, userName: string, password: string): Promise<Result<LoggedIn, AppError>> {
    const { database, identities, lockOut } = this.parts;
    const { siteId, stationId, at } = place;
    const attempt: Attempt = { userName, isAtStation: stationId !== null };
    const seconds = await lockOut.secondsLeft(database, siteId, attempt, at);
    if (seconds > 0) return err(appError('log-in-locked', { seconds }));
    const proven = await identities.prove(siteId, { kind: 'password', userName, password }, at);
    if (!proven.ok) return this.#refuse(place, attempt, proven.known, 'log-in-failed');
    const me = await meOf(database, this.parts.seal, {
      siteId,
      stationId,
      officerId: proven.identity.officerId,
    });
    // Without a station: as if there were no such person, so that a password cannot be tried from elsewhere.
    if (me === null || me.roles.length === 0)
      return this.#refuse(place, attempt, proven.identity.officerId, 'log-in-failed');
    if (me.hasSecondFactor)
      return ok({ session: null, challenge: this.#challenge(place, attempt, proven.identity) });
    return this.#begin(place, attempt, me);
  }

  /** The second step, where the account has a second factor. */
  async answerChallenge(place: LogInPlace, text: string, code: string): Promise<Result<LoggedIn, AppError>> {
    const { database, seal, lockOut } = this.parts;
    const { siteId, stationId, at } = place;
    const challenge = this.#readChallenge(place, text);
    if (challenge === null) return err(appError('session-ended'));
    const attempt: Attempt = { userName: challenge.userName, isAtStation: stationId !== null };
    const seconds = await lockOut.secondsLeft(database, siteId, attempt, at);
    if (seconds > 0) return err(appError('log-in-locked', { seconds }));
    const isRight = await database
      .transaction()
      .execute((transaction) => takeFactorCode(transaction, seal, challenge, code, at));
    if (!isRight) return this.#refuse(place, attempt, challenge.officerId, 'second-factor-wrong');
    const me = await meOf(database, seal, { siteId, stationId, officerId: challenge.officerId });
    if (me === null || me.roles.length === 0) return err(appError('log-in-failed'));
    return this.#begin(place, attempt, me);
  }

  async #begin(
    { siteId, stationId, at }: LogInPlace,
    attempt: Attempt,
    me: Me,
  ): Promise<Result<LoggedIn, AppError>> {
    const { database, seal, lockOut } = this.parts;
    const { officerId } = me;
    return database.transaction().execute(async (transaction) => {
      await lockOut.clear(transaction, siteId, attempt);
      const { sessionId, tokens } = await beginSession(transaction, { siteId, officerId, stationId, at });
      const action = 'session.begin';
      await writeAudit(transaction, seal, { siteId, at, stationId, officerId, action, reference: sessionId });
      return ok({ session: { tokens, me }, challenge: null });
    });
  }

  /** Counts the failure and writes it down. The same work whether there is such a person or not. */
  async #refuse(
    { siteId, stationId, at }: LogInPlace,
    attempt: Attempt,
    known: string | null,
    code: 'log-in-failed' | 'second-factor-wrong',
  ): Promise<Result<never, AppError>> {
    const { database, seal, lockOut } = this.parts;
    const reference = known === null ? null : `officer:${known}`;
    const seconds = await database.transaction().execute(async (transaction) => {
      // Only sites have a log, and no rows are made for names of sites that there are not.
      if (!(await isSite(transaction, siteId))) return 0;
      const locked = await lockOut.fail(transaction, siteId, attempt, at);
      const entry = { siteId, at, stationId, officerId: null, reference };
      await writeAudit(transaction, seal, { ...entry, action: 'session.refused' });
      if (locked > 0) await writeAudit(transaction, seal, { ...entry, action: 'session.locked' });
      return locked;
    });
    return err(seconds > 0 ? appError('log-in-locked', { seconds }) : appError(code));
  }

  #challenge({ siteId, stationId, at }: LogInPlace, { userName }: Attempt, identity: Identity): string {
    const until = at.getTime() + challengeMs;
    const value: z.infer<typeof Challenge> = { ...identity, userName, stationId, until };
    return Buffer.from(this.parts.seal.close(challengePlace(siteId), value)).toString('base64url');
  }

  #readChallenge({ siteId, stationId, at }: LogInPlace, text: string): z.infer<typeof Challenge> | null {
    try {
      const opened = this.parts.seal.open(challengePlace(siteId), Buffer.from(text, 'base64url'));
      const challenge = Challenge.parse(opened);
      return challenge.stationId === stationId && challenge.until > at.getTime() ? challenge : null;
    } catch {
      // Not ours, of another site, or cut off.
      return null;
    }
  }
}

function challengePlace(siteId: string): string {
  return `log-in challenge ${siteId}`;
}

/** Checks that a password is that of a person who is signed in, with the same lock as at log-in. */
export async function confirmPassword(
  parts: LogInParts,
  place: LogInPlace,
  me: Me,
  password: string,
): Promise<Result<null, AppError>> {
  const { database, identities, lockOut, seal } = parts;
  const { siteId, stationId, at } = place;
  const attempt: Attempt = { userName: me.userName, isAtStation: stationId !== null };
  const seconds = await lockOut.secondsLeft(database, siteId, attempt, at);
  if (seconds > 0) return err(appError('log-in-locked', { seconds }));
  const proof = { kind: 'password' as const, userName: me.userName, password };
  const proven = await identities.prove(siteId, proof, at);
  if (proven.ok) return ok(null);
  const locked = await database.transaction().execute(async (transaction: Transaction<Tables>) => {
    const left = await lockOut.fail(transaction, siteId, attempt, at);
    const { officerId } = me;
    const entry = { siteId, at, stationId, officerId, reference: `officer:${officerId}` };
    await writeAudit(transaction, seal, { ...entry, action: 'session.refused' });
    if (left > 0) await writeAudit(transaction, seal, { ...entry, action: 'session.locked' });
    return left;
  });
  return err(locked > 0 ? appError('log-in-locked', { seconds: locked }) : appError('log-in-failed'));
}

import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Seal } from '../privacy/seal.ts';
import type { Tables } from '../store/tables.ts';
import { Credentials } from './credentials.ts';
import { Enrolment } from './enrolment.ts';
import { forgetFailuresMs, LockOut } from './lock-out.ts';
import { LogIns, type LogInParts } from './log-in.ts';
import { Officers } from './officers.ts';
import { OwnAccount } from './own-account.ts';
import { PasswordIdentity } from './password-identity.ts';
import type { Passwords } from './passwords.ts';
import { RateLimit, type Limits } from './rate-limit.ts';

/** Who may what, as the routes use it. */
export interface Access {
  readonly credentials: Credentials;
  readonly logIns: LogIns;
  readonly account: OwnAccount;
  readonly officers: Officers;
  readonly enrolment: Enrolment;
  readonly limits: Readonly<Record<keyof Limits | 'refusalsWritten', RateLimit>>;
}

/** What {@link assembleAccess} is given. */
export interface AccessOptions {
  readonly database: Kysely<Tables>;
  readonly seal: Seal;
  readonly clock: Clock;
  readonly passwords: Passwords;
  readonly limits: Limits;
}

/** Wires the parts by hand. Another identity provider (a province's single sign-on) is put in here. */
export function assembleAccess({ database, seal, clock, passwords, limits }: AccessOptions): Access {
  const lockOut = new LockOut(seal);
  const identities = new PasswordIdentity(database, passwords);
  const parts: LogInParts = { database, seal, identities, lockOut };
  return {
    credentials: new Credentials(database, clock),
    logIns: new LogIns(parts),
    account: new OwnAccount(parts, passwords),
    officers: new Officers(database, seal, passwords, lockOut),
    enrolment: new Enrolment(database, seal),
    limits: {
      logInPerAddress: new RateLimit(limits.logInPerAddress),
      requestsPerStation: new RateLimit(limits.requestsPerStation),
      // A caller that is refused again and again must not fill the audit log.
      refusalsWritten: new RateLimit({ burst: 3, perSecond: 1 / 60 }),
    },
  };
}

const keepEndedMs = 24 * 60 * 60 * 1000;

/** Forgets sessions that are over, and failures nobody counts any more. @returns how many rows */
export async function pruneAccess(database: Kysely<Tables>, now: Date): Promise<number> {
  const sessions = await database
    .deleteFrom('session')
    .where('ends_at', '<', new Date(now.getTime() - keepEndedMs))
    .executeTakeFirst();
  const failures = await database
    .deleteFrom('log_in_failure')
    .where('last_at', '<', new Date(now.getTime() - forgetFailuresMs))
    .executeTakeFirst();
  return Number(sessions.numDeletedRows) + Number(failures.numDeletedRows);
}

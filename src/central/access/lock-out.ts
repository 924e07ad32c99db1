import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '../store/tables.ts';
import type { Seal } from '../privacy/seal.ts';

/** So many wrong attempts are free: people mistype. */
const freeAttempts = 4;
const firstDelaySeconds = 30;
const longestDelaySeconds = 15 * 60;
/** After so long without an attempt the count begins anew. */
export const forgetFailuresMs = 24 * 60 * 60 * 1000;

/** How long a name is locked after so many failures in a row, seconds. */
export function delayAfter(failures: number): number {
  if (failures <= freeAttempts) return 0;
  return Math.min(longestDelaySeconds, firstDelaySeconds * 2 ** (failures - freeAttempts - 1));
}

/**
 * Counts wrong attempts per user name, in the database, so that all nodes count together. Names that nobody has are counted
 * and locked the same way, so a lock says nothing. Attempts from stations and from elsewhere are counted apart: whoever is
 * not at a station of the centre cannot lock its officers out.
 */
export class LockOut {
  constructor(private readonly seal: Seal) {}

  /** Seconds until the name may try again, 0 for now. */
  async secondsLeft(database: Kysely<Tables>, siteId: string, who: Attempt, at: Date): Promise<number> {
    const row = await database
      .selectFrom('log_in_failure')
      .select('locked_until')
      .where('site_id', '=', siteId)
      .where('name_hash', '=', this.#hash(siteId, who))
      .executeTakeFirst();
    const left = row?.locked_until == null ? 0 : row.locked_until.getTime() - at.getTime();
    return left > 0 ? Math.ceil(left / 1000) : 0;
  }

  /** Until when each of the names is locked, here or from elsewhere; a name that is not has no entry. */
  async lockedNames(
    database: Kysely<Tables>,
    siteId: string,
    userNames: readonly string[],
    at: Date,
  ): Promise<ReadonlyMap<string, Date>> {
    const rows = await database
      .selectFrom('log_in_failure')
      .select(['name_hash', 'locked_until'])
      .where('site_id', '=', siteId)
      .where('locked_until', '>', at)
      .execute();
    if (rows.length === 0) return new Map();
    const until = new Map(rows.map((row) => [Buffer.from(row.name_hash).toString('hex'), row.locked_until]));
    const locked = new Map<string, Date>();
    for (const userName of userNames)
      for (const isAtStation of [true, false]) {
        const hash = Buffer.from(this.#hash(siteId, { userName, isAtStation })).toString('hex');
        const end = until.get(hash) ?? null;
        const known = locked.get(userName);
        if (end !== null && (known === undefined || known < end)) locked.set(userName, end);
      }
    return locked;
  }

  /** Counts a failure. @returns the seconds that the name is locked for now */
  async fail(transaction: Transaction<Tables>, siteId: string, who: Attempt, at: Date): Promise<number> {
    const nameHash = this.#hash(siteId, who);
    await transaction
      .insertInto('log_in_failure')
      .values({ site_id: siteId, name_hash: nameHash, failures: 0, last_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const row = await transaction
      .selectFrom('log_in_failure')
      .select(['failures', 'last_at'])
      .where('site_id', '=', siteId)
      .where('name_hash', '=', nameHash)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const isOld = at.getTime() - row.last_at.getTime() > forgetFailuresMs;
    const failures = (isOld ? 0 : row.failures) + 1;
    const seconds = delayAfter(failures);
    await transaction
      .updateTable('log_in_failure')
      .set({
        failures,
        last_at: at,
        locked_until: seconds === 0 ? null : new Date(at.getTime() + seconds * 1000),
      })
      .where('site_id', '=', siteId)
      .where('name_hash', '=', nameHash)
      .execute();
    return seconds;
  }

  /** Forgets the failures of a name: it got in, or an administrator gave it a new password. */
  async clear(database: Kysely<Tables>, siteId: string, who: Attempt): Promise<void> {
    await database
      .deleteFrom('log_in_failure')
      .where('site_id', '=', siteId)
      .where('name_hash', '=', this.#hash(siteId, who))
      .execute();
  }

  /** {@link clear}, whether the attempts came from stations or from elsewhere. */
  async clearBoth(database: Kysely<Tables>, siteId: string, userName: string): Promise<void> {
    for (const isAtStation of [true, false]) await this.clear(database, siteId, { userName, isAtStation });
  }

  #hash(siteId: string, { userName, isAtStation }: Attempt): Uint8Array {
    return this.seal.index(`log-in ${siteId} ${isAtStation ? 'inside' : 'outside'}`, userName);
  }
}

/** Who tries, and from where. */
export interface Attempt {
  readonly userName: string;
  readonly isAtStation: boolean;
}

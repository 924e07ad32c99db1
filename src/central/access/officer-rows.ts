import type { Kysely } from 'kysely';
import type { Officer } from '../../shared/api/access.ts';
import { instantText } from '../clock.ts';
import type { Seal } from '../privacy/seal.ts';
import type { Tables } from '../store/tables.ts';
import type { LockOut } from './lock-out.ts';
import { displayNameOf } from './me.ts';
import { openSessions } from './sessions.ts';

/** People who work at a site, as administrators see them. */
export class OfficerRows {
  constructor(
    private readonly seal: Seal,
    private readonly lockOut: LockOut,
  ) {}

  /** All of the site, by user name. */
  async list(database: Kysely<Tables>, siteId: string, at: Date): Promise<Officer[]> {
    const rows = await selectOfficers(database, siteId).orderBy('assignment.user_name').execute();
    return this.#officersOf(database, siteId, rows, at);
  }

  /** One of the site; null: nobody of this id works here. */
  async find(database: Kysely<Tables>, siteId: string, officerId: string, at: Date): Promise<Officer | null> {
    const rows = await selectOfficers(database, siteId)
      .where('assignment.officer_id', '=', officerId)
      .execute();
    return (await this.#officersOf(database, siteId, rows, at))[0] ?? null;
  }

  /** The one of a user name; null: none. */
  async findByName(
    database: Kysely<Tables>,
    siteId: string,
    userName: string,
    at: Date,
  ): Promise<Officer | null> {
    const rows = await selectOfficers(database, siteId)
      .where('assignment.user_name', '=', userName)
      .execute();
    return (await this.#officersOf(database, siteId, rows, at))[0] ?? null;
  }

  async #officersOf(
    database: Kysely<Tables>,
    siteId: string,
    rows: readonly OfficerRow[],
    at: Date,
  ): Promise<Officer[]> {
    const [only] = rows;
    if (only === undefined) return [];
    const names = rows.map((row) => row.user_name);
    const locked = await this.lockOut.lockedNames(database, siteId, names, at);
    const sessions = await openSessions(database, siteId, rows.length === 1 ? only.officer_id : null, at);
    return rows.map((row) => {
      const lockedUntil = locked.get(row.user_name);
      return {
        officerId: row.officer_id,
        userName: row.user_name,
        displayName: displayNameOf(this.seal, row.home_site_id, row.officer_id, row.display_name),
        roles: row.roles,
        skills: row.skills,
        isDisabled: row.disabled_at !== null,
        isHome: row.home_site_id === siteId,
        mustChangePassword: row.must_change,
        hasSecondFactor: row.factor !== null,
        lockedUntil: lockedUntil === undefined ? null : instantText(lockedUntil),
        sessions: sessions
          .filter(({ officerId }) => officerId === row.officer_id)
          .map(({ stationId, begunAt }) => ({ stationId, begunAt: instantText(begunAt) })),
      };
    });
  }
}

type OfficerRow = Awaited<ReturnType<ReturnType<typeof selectOfficers>['executeTakeFirstOrThrow']>>;

/** Everybody who works at a site, with the account, wherever it is kept. */
export function selectOfficers(database: Kysely<Tables>, siteId: string) {
  return database
    .selectFrom('assignment')
    .innerJoin('officer', (join) =>
      join
        .onRef('officer.site_id', '=', 'assignment.home_site_id')
        .onRef('officer.officer_id', '=', 'assignment.officer_id'),
    )
    .select([
      'assignment.officer_id',
      'assignment.home_site_id',
      'assignment.user_name',
      'assignment.roles',
      'assignment.skills',
      'officer.display_name',
      'officer.must_change',
      'officer.factor',
      'officer.disabled_at',
    ])
    .where('assignment.site_id', '=', siteId);
}

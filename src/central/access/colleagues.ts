import type { Kysely } from 'kysely';
import type { Colleague, OfficerRole } from '../../shared/api/access.ts';
import { compareVietnameseNames } from '../../shared/domain/vietnamese-text.ts';
import type { Seal } from '../privacy/seal.ts';
import type { Tables } from '../store/tables.ts';
import { displayNameOf } from './me.ts';
import { selectOfficers } from './officer-rows.ts';
import { openSessions } from './sessions.ts';

const servingRoles: readonly OfficerRole[] = ['officer', 'cashier', 'supervisor'];

/**
 * Who is at work at a site now and may be sent a number: signed in at one of its stations, in a role that serves. By name, as
 * Vietnamese sorts it.
 */
export async function colleaguesAt(
  database: Kysely<Tables>,
  seal: Seal,
  siteId: string,
  at: Date,
): Promise<Colleague[]> {
  const present = new Set(
    (await openSessions(database, siteId, null, at))
      .filter(({ stationId }) => stationId !== null)
      .map(({ officerId }) => officerId),
  );
  if (present.size === 0) return [];
  const desks = await database
    .selectFrom('counter_desk')
    .select(['officer_id', 'counter_id'])
    .where('site_id', '=', siteId)
    .where('officer_id', 'is not', null)
    .where('expires_at', '>', at)
    .execute();
  const rows = await selectOfficers(database, siteId)
    .where('assignment.officer_id', 'in', [...present])
    .where('officer.disabled_at', 'is', null)
    .execute();
  return rows
    .filter((row) => row.roles.some((role) => servingRoles.includes(role)))
    .map((row) => ({
      officerId: row.officer_id,
      displayName: displayNameOf(seal, row.home_site_id, row.officer_id, row.display_name),
      counterId: desks.find((desk) => desk.officer_id === row.officer_id)?.counter_id ?? null,
      skills: row.skills,
    }))
    .sort((a, b) => compareVietnameseNames(a.displayName, b.displayName));
}

/** The names of people who work at a site, by id, whether they are at work or not. */
export async function namesOf(
  database: Kysely<Tables>,
  seal: Seal,
  siteId: string,
  officerIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (officerIds.length === 0) return new Map();
  const rows = await selectOfficers(database, siteId)
    .where('assignment.officer_id', 'in', officerIds)
    .execute();
  return new Map(
    rows.map((row) => [
      row.officer_id,
      displayNameOf(seal, row.home_site_id, row.officer_id, row.display_name),
    ]),
  );
}

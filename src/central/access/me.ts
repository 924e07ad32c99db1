import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Me } from '../../shared/api/access.ts';
import type { Seal } from '../privacy/seal.ts';
import type { Tables } from '../store/tables.ts';
import { rolesAt } from './credentials.ts';

/** A person at a place. */
export interface Whereabouts {
  readonly siteId: string;
  readonly stationId: string | null;
  readonly officerId: string;
}

/** A person as a session tells; null: no such person works at the site, or the account is disabled. */
export async function meOf(
  database: Kysely<Tables>,
  seal: Seal,
  { siteId, stationId, officerId }: Whereabouts,
): Promise<Me | null> {
  const row = await database
    .selectFrom('assignment')
    .innerJoin('officer', (join) =>
      join
        .onRef('officer.site_id', '=', 'assignment.home_site_id')
        .onRef('officer.officer_id', '=', 'assignment.officer_id'),
    )
    .select([
      'assignment.home_site_id',
      'assignment.user_name',
      'assignment.roles',
      'assignment.skills',
      'officer.display_name',
      'officer.must_change',
      'officer.factor',
      'officer.disabled_at',
    ])
    .where('assignment.site_id', '=', siteId)
    .where('assignment.officer_id', '=', officerId)
    .executeTakeFirst();
  if (row === undefined || row.disabled_at !== null) return null;
  return {
    officerId,
    siteId,
    stationId,
    userName: row.user_name,
    displayName: displayNameOf(seal, row.home_site_id, officerId, row.display_name),
    roles: rolesAt(row.roles, stationId),
    skills: row.skills,
    mustChangePassword: row.must_change,
    hasSecondFactor: row.factor !== null,
  };
}

/** Opens the name of a person. */
export function displayNameOf(seal: Seal, homeSiteId: string, officerId: string, sealed: Uint8Array): string {
  return z.string().parse(seal.open(namePlace(homeSiteId, officerId), sealed));
}

/** Seals the name of a person. */
export function sealDisplayName(seal: Seal, homeSiteId: string, officerId: string, name: string): Uint8Array {
  return seal.close(namePlace(homeSiteId, officerId), name);
}

function namePlace(homeSiteId: string, officerId: string): string {
  return `officer.display_name ${homeSiteId} ${officerId}`;
}

import { randomUUID } from 'node:crypto';
import { headers } from '../../src/shared/api/routes.ts';
import { makeToken } from '../../src/central/access/tokens.ts';
import type { PostgresCluster } from '../../src/central/testing/postgres-cluster.ts';

/** What a caller shows: the key of its station, and the token of the officer who is signed in there. */
export type Shown = Readonly<Record<string, string>>;

/** The stations of a site that ask in the benchmark. */
export interface EnrolledSite {
  /** Gives out numbers; its station id is `kiosk-1`. */
  readonly kiosk: Shown;
  /** With an officer who calls and takes dossiers in; its station id is `may-quay-1`. */
  readonly counter: Shown;
  /** Those that listen, a key each. */
  readonly displays: readonly Shown[];
}

/**
 * Enrols the stations of sites that exist, with an officer signed in at each counter, straight into the tables: by the routes
 * it would take thousands of codes, and log-in is not what is measured. @returns by site
 */
export async function enrolSites(
  server: PostgresCluster,
  database: string,
  sites: readonly string[],
  displays: number,
): Promise<ReadonlyMap<string, EnrolledSite>> {
  const enrolled = new Map<string, EnrolledSite>();
  for (const site of sites) {
    const officer = randomUUID();
    const session = randomUUID();
    const access = makeToken('qma', site, session);
    const stations = [
      { id: 'kiosk-1', role: 'kiosk' },
      { id: 'may-quay-1', role: 'counter' },
      ...Array.from({ length: displays }, (_, index) => ({ id: `bang-${index + 1}`, role: 'display' })),
    ].map((station) => ({ ...station, key: makeToken('qms', site, station.id) }));
    const rows = stations.map(({ id, role, key }) => `('${id}', '${role}', ${bytes(key.hash)})`);
    await server.execute(
      `insert into station (site_id, station_id, role, name, app_version, seen_at, key_hash, enrolled_at)
        select '${site}', id, role, id, 'bench', now(), key, now() from (values ${rows.join(', ')}) as made(id, role, key)
        on conflict (site_id, station_id) do update set role = excluded.role, key_hash = excluded.key_hash;
      insert into officer (site_id, officer_id, display_name, password_hash, must_change, created_at)
        values ('${site}', '${officer}', '\\x00', '', false, now());
      insert into assignment (site_id, officer_id, home_site_id, user_name, roles, skills)
        values ('${site}', '${officer}', '${site}', 'bench', '["officer"]', '[]');
      insert into session (site_id, session_id, officer_id, station_id, access_hash, access_until, refresh_hash,
          refreshed_at, begun_at, ends_at)
        values ('${site}', '${session}', '${officer}', 'may-quay-1', ${bytes(access.hash)}, now() + interval '1 day',
          '\\x00', now(), now(), now() + interval '1 day')`,
      database,
    );
    const [kiosk = {}, counter = {}, ...others] = stations.map(({ key }): Shown => ({
      [headers.stationKey]: key.text,
    }));
    enrolled.set(site, {
      kiosk,
      counter: { ...counter, Authorization: `Bearer ${access.text}` },
      displays: others,
    });
  }
  return enrolled;
}

function bytes(hash: Uint8Array): string {
  return `'\\x${Buffer.from(hash).toString('hex')}'::bytea`;
}

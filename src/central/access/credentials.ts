import type { Kysely } from 'kysely';
import { StationRole } from '../../shared/api/site.ts';
import type { Clock } from '../clock.ts';
import type { Tables } from '../store/tables.ts';
import type { OfficerPrincipal, StationPrincipal } from './principal.ts';
import { isSameHash, parseToken, type TokenParts } from './tokens.ts';

/** How long a node believes what it has looked up: so long does another node's revocation take to be felt here, at most. */
const believeMs = 5_000;
/** More stations and sessions than a node serves at once. */
const mostBelieved = 20_000;
/** How exactly `seen_at` is kept. */
const seenEveryMs = 60_000;

interface Believed<T> {
  readonly until: number;
  readonly value: T | null;
}

/** Who a key or a token belongs to. Looked up by primary key, and believed for some seconds. */
export class Credentials {
  readonly #stations = new Map<string, Believed<StationPrincipal>>();
  readonly #officers = new Map<string, Believed<OfficerPrincipal>>();

  constructor(
    private readonly database: Kysely<Tables>,
    private readonly clock: Clock,
  ) {}

  /** The station of a key; null: no such key, or revoked. */
  station(key: string): Promise<StationPrincipal | null> {
    return this.#believe(this.#stations, key, 'qms', (parts, at) => this.#findStation(parts, at));
  }

  /**
   * The officer of an access token that comes from a station, or from none. Null: the token is over, or it was given to
   * another place than it comes from.
   */
  async officer(token: string, station: StationPrincipal | null): Promise<OfficerPrincipal | null> {
    const officer = await this.#believe(this.#officers, token, 'qma', (parts, at) =>
      this.#findOfficer(parts, at),
    );
    if (officer === null || officer.stationId !== (station?.stationId ?? null)) return null;
    if (station === null) return officer;
    return station.siteId === officer.siteId ? { ...officer, stationRole: station.role } : null;
  }

  /** Forgets all that is believed: something was revoked or changed here. */
  forget(): void {
    this.#stations.clear();
    this.#officers.clear();
  }

  async #believe<T>(
    believed: Map<string, Believed<T>>,
    text: string,
    kind: TokenParts['kind'],
    find: (parts: TokenParts, at: Date) => Promise<{ value: T | null; until: number }>,
  ): Promise<T | null> {
    const at = this.clock.now();
    const known = believed.get(text);
    if (known !== undefined && known.until > at.getTime()) return known.value;
    const parts = parseToken(text);
    if (parts?.kind !== kind) return null;
    const found = await find(parts, at);
    // Unknown ones are not kept: whoever makes them up could fill the memory.
    if (found.value === null) believed.delete(text);
    else {
      if (believed.size >= mostBelieved) believed.clear();
      believed.set(text, { ...found, until: Math.min(found.until, at.getTime() + believeMs) });
    }
    return found.value;
  }

  async #findStation(
    { siteId, id, hash }: TokenParts,
    at: Date,
  ): Promise<{ value: StationPrincipal | null; until: number }> {
    const row = await this.database
      .selectFrom('station')
      .select(['role', 'key_hash', 'revoked_at', 'seen_at'])
      .where('site_id', '=', siteId)
      .where('station_id', '=', id)
      .executeTakeFirst();
    if (row?.key_hash == null || row.revoked_at !== null || !isSameHash(row.key_hash, hash))
      return { value: null, until: 0 };
    if (at.getTime() - row.seen_at.getTime() >= seenEveryMs)
      await this.database
        .updateTable('station')
        .set({ seen_at: at })
        .where('site_id', '=', siteId)
        .where('station_id', '=', id)
        .execute();
    const value = { kind: 'station' as const, siteId, stationId: id, role: StationRole.parse(row.role) };
    return { value, until: Infinity };
  }

  async #findOfficer(
    { siteId, id, hash }: TokenParts,
    at: Date,
  ): Promise<{ value: OfficerPrincipal | null; until: number }> {
    const row = await this.database
      .selectFrom('session')
      .innerJoin('assignment', (join) =>
        join
          .onRef('assignment.site_id', '=', 'session.site_id')
          .onRef('assignment.officer_id', '=', 'session.officer_id'),
      )
      .innerJoin('officer', (join) =>
        join
          .onRef('officer.site_id', '=', 'assignment.home_site_id')
          .onRef('officer.officer_id', '=', 'assignment.officer_id'),
      )
      .select([
        'session.officer_id',
        'session.station_id',
        'session.access_hash',
        'session.access_until',
        'session.ended_at',
        'assignment.roles',
        'assignment.skills',
        'officer.must_change',
        'officer.disabled_at',
      ])
      .where('session.site_id', '=', siteId)
      .where('session.session_id', '=', id)
      .executeTakeFirst();
    const isOver =
      row === undefined ||
      row.ended_at !== null ||
      row.disabled_at !== null ||
      row.access_until <= at ||
      !isSameHash(row.access_hash, hash);
    if (isOver) return { value: null, until: 0 };
    const value: OfficerPrincipal = {
      kind: 'officer',
      siteId,
      officerId: row.officer_id,
      sessionId: id,
      stationId: row.station_id,
      stationRole: null,
      roles: rolesAt(row.roles, row.station_id),
      skills: row.skills,
      mustChangePassword: row.must_change,
    };
    return { value, until: row.access_until.getTime() };
  }
}

/** What a person may be from a place: without a station of the centre, administrator and auditor only. */
export function rolesAt<R extends string>(roles: readonly R[], stationId: string | null): R[] {
  return roles.filter((role) => stationId !== null || role === 'administrator' || role === 'auditor');
}

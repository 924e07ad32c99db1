import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { EnrolledStation, MakeStationCode, StationList } from '../../shared/api/access.ts';
import { StationRole } from '../../shared/api/site.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { instantText } from '../clock.ts';
import { isSite, writeAudit } from '../privacy/audit.ts';
import type { Seal } from '../privacy/seal.ts';
import type { Tables } from '../store/tables.ts';
import type { Doer } from './officers.ts';
import { makeCode, makeToken, spacedCode, typedCode } from './tokens.ts';

/** How long a code waits for its station. */
export const stationCodeMs = 15 * 60_000;

/** Makes installations of the app stations of a site, and takes that back. */
export class Enrolment {
  constructor(
    private readonly database: Kysely<Tables>,
    private readonly seal: Seal,
  ) {}

  /** A code for one station, used once. Errors: `bad-request` (no such counter), `not-found` (no such site). */
  async makeCode(
    doer: Doer,
    body: z.output<typeof MakeStationCode>,
  ): Promise<Result<{ code: string; validUntil: Date }, AppError>> {
    const { siteId, at, officerId, stationId } = doer;
    const code = makeCode(10);
    const validUntil = new Date(at.getTime() + stationCodeMs);
    return this.database.transaction().execute(async (transaction) => {
      if (!(await isSite(transaction, siteId))) return err(appError('not-found', { siteId }));
      if (!(await isCounter(transaction, siteId, body)))
        return err(appError('bad-request', { field: 'counterId' }, 'a counter of the site'));
      await transaction
        .deleteFrom('station_code')
        .where('site_id', '=', siteId)
        .where('valid_until', '<=', at)
        .execute();
      await transaction
        .insertInto('station_code')
        .values({
          site_id: siteId,
          code_hash: this.#hash(code),
          station_id: body.stationId,
          role: body.role,
          name: body.name,
          counter_id: body.counterId,
          officer_id: officerId,
          valid_until: validUntil,
        })
        .execute();
      const action = 'station.code';
      const reference = `station:${body.stationId} ${body.role}`;
      await writeAudit(transaction, this.seal, { siteId, at, stationId, officerId, action, reference });
      return ok({ code: spacedCode(code), validUntil });
    });
  }

  /**
   * Takes a code and gives the station its key. A station that was enrolled before gets a new one and the old one ends: the
   * computer was replaced. Error: `enrolment-code-invalid`, whatever is wrong with the code.
   */
  async enrol(typed: string, appVersion: string, at: Date): Promise<Result<EnrolledStation, AppError>> {
    return this.database.transaction().execute(async (transaction) => {
      const row = await transaction
        .deleteFrom('station_code')
        .where('code_hash', '=', this.#hash(typedCode(typed)))
        .returningAll()
        .executeTakeFirst();
      if (row === undefined || row.valid_until <= at) return err(appError('enrolment-code-invalid'));
      const { site_id: siteId, station_id: stationId } = row;
      const key = makeToken('qms', siteId, stationId);
      const facts = {
        role: row.role,
        name: row.name,
        counter_id: row.counter_id,
        app_version: appVersion,
        seen_at: at,
        key_hash: key.hash,
        enrolled_at: at,
        revoked_at: null,
      };
      await transaction
        .insertInto('station')
        .values({ site_id: siteId, station_id: stationId, ...facts })
        .onConflict((conflict) => conflict.columns(['site_id', 'station_id']).doUpdateSet(facts))
        .execute();
      const reference = `station:${stationId} ${row.role}`;
      await writeAudit(transaction, this.seal, {
        siteId,
        at,
        stationId,
        officerId: row.officer_id,
        action: 'station.enrol',
        reference,
      });
      return ok({
        siteId,
        stationId,
        role: StationRole.parse(row.role),
        name: row.name,
        counterId: row.counter_id,
        key: key.text,
      });
    });
  }

  /** Takes a station's key back; the sessions at it end. Error: `not-found`. */
  async revoke(doer: Doer, revoked: string): Promise<Result<null, AppError>> {
    const { siteId, at, officerId, stationId } = doer;
    return this.database.transaction().execute(async (transaction) => {
      const row = await transaction
        .updateTable('station')
        .set({ revoked_at: at })
        .where('site_id', '=', siteId)
        .where('station_id', '=', revoked)
        .where('key_hash', 'is not', null)
        .returning('station_id')
        .executeTakeFirst();
      if (row === undefined) return err(appError('not-found'));
      await transaction
        .updateTable('session')
        .set({ ended_at: at, end_reason: 'stationRevoked' })
        .where('site_id', '=', siteId)
        .where('station_id', '=', revoked)
        .where('ended_at', 'is', null)
        .execute();
      const action = 'station.revoke';
      const reference = `station:${revoked}`;
      await writeAudit(transaction, this.seal, { siteId, at, stationId, officerId, action, reference });
      return ok(null);
    });
  }

  /** The stations of the site, by id. */
  async list(siteId: string): Promise<z.output<typeof StationList>['items']> {
    const rows = await this.database
      .selectFrom('station')
      .selectAll()
      .where('site_id', '=', siteId)
      .orderBy('station_id')
      .execute();
    return rows.map((row) => ({
      stationId: row.station_id,
      role: StationRole.parse(row.role),
      name: row.name,
      counterId: row.counter_id,
      appVersion: row.app_version,
      seenAt: instantText(row.seen_at),
      enrolledAt: row.enrolled_at === null ? null : instantText(row.enrolled_at),
      isRevoked: row.revoked_at !== null,
    }));
  }

  #hash(code: string): Uint8Array {
    return this.seal.index('station code', code);
  }
}

async function isCounter(
  database: Kysely<Tables>,
  siteId: string,
  { role, counterId }: z.output<typeof MakeStationCode>,
): Promise<boolean> {
  if (counterId === null) return role !== 'counter' && role !== 'rating';
  const row = await database
    .selectFrom('counter')
    .select('counter_id')
    .where('site_id', '=', siteId)
    .where('counter_id', '=', counterId)
    .executeTakeFirst();
  return row !== undefined;
}

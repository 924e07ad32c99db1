import { createHash } from 'node:crypto';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Procedure } from '../../shared/api/procedures.ts';
import type { Unit } from '../../shared/api/site.ts';
import type { SiteSeed } from '../../shared/catalogue/schema.ts';
import type { WorkingCalendar } from '../../shared/domain/working-calendar.ts';
import { defaultQueueRules } from '../../shared/domain/queue-order.ts';
import type { Tables } from '../store/tables.ts';
import type { CatalogueFiles } from './read-catalogue.ts';

/** What one site is filled with. */
interface SiteFilling {
  readonly seed: SiteSeed;
  readonly calendar: WorkingCalendar;
  readonly units: readonly Unit[];
  readonly procedures: readonly Procedure[];
}

/**
 * Brings the sites up to the catalogue: new ones are made, known ones updated, nothing is deleted. A procedure is kept by
 * code and version, so that a dossier finds the version that it was received under. Filling twice changes nothing. The groups
 * that an administrator has set up stay as they are: a new field then belongs to none until somebody places it.
 * @returns the sites that were made or changed
 */
export async function fillSites(database: Kysely<Tables>, files: CatalogueFiles): Promise<string[]> {
  const { procedureFiles, organisation, sites } = files.catalogue;
  const changed: string[] = [];
  for (const seed of sites.sites) {
    const filling: SiteFilling = {
      seed,
      calendar: files.calendar,
      units: organisation.units,
      procedures: procedureFiles.flatMap((file) => file.procedures),
    };
    const done = await database.transaction().execute((transaction) => fillSite(transaction, filling));
    if (done) changed.push(seed.site.id);
  }
  return changed;
}

async function fillSite(transaction: Transaction<Tables>, filling: SiteFilling): Promise<boolean> {
  const siteId = filling.seed.site.id;
  const hash = createHash('sha256').update(JSON.stringify(filling)).digest('hex');
  const site = {
    body: JSON.stringify(filling.seed.site),
    calendar: JSON.stringify(filling.calendar),
    catalogue_hash: hash,
  };
  // The site's row first: two nodes that start together fill it one after the other.
  const written = await transaction
    .insertInto('site')
    .values({ site_id: siteId, ...site, queue_rules: JSON.stringify(defaultQueueRules) })
    .onConflict((conflict) =>
      conflict
        .column('site_id')
        .doUpdateSet({
          ...site,
          // Whoever has the groups open in front of them is told that they changed.
          groups_revision: sql`site.groups_revision + case when site.groups_by_hand then 0 else 1 end`,
        })
        .where('site.catalogue_hash', '<>', hash),
    )
    .returning('groups_by_hand')
    .executeTakeFirst();
  if (written === undefined) return false;
  await transaction
    .insertInto('number_sequence')
    .values({ site_id: siteId, kind: 'event', scope: '', period: '', last: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (!written.groups_by_hand) await fillGroups(transaction, siteId, filling.seed);
  await fillCounters(transaction, siteId, filling.seed, written.groups_by_hand);
  await fillUnits(transaction, siteId, filling.units);
  await fillProcedures(transaction, siteId, filling.procedures);
  return true;
}

async function fillGroups(transaction: Transaction<Tables>, siteId: string, seed: SiteSeed): Promise<void> {
  await transaction
    .insertInto('service_group')
    .values(
      seed.groups.map((group, position) => ({
        site_id: siteId,
        code: group.code,
        name: JSON.stringify(group.name),
        description: JSON.stringify(group.description),
        fields: JSON.stringify(group.fields),
        position,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'code']).doUpdateSet({
        name: sql`excluded.name`,
        description: sql`excluded.description`,
        fields: sql`excluded.fields`,
        position: sql`excluded.position`,
      }),
    )
    .execute();
}

/** Which groups a counter serves is the catalogue's only until an administrator has set the groups up. */
async function fillCounters(
  transaction: Transaction<Tables>,
  siteId: string,
  seed: SiteSeed,
  isByHand: boolean,
): Promise<void> {
  const groups = await transaction
    .selectFrom('service_group')
    .select('code')
    .where('site_id', '=', siteId)
    .where('removed_at', 'is', null)
    .execute();
  const codes = new Set(groups.map(({ code }) => code));
  await transaction
    .insertInto('counter')
    .values(
      seed.counters.map((counter) => ({
        site_id: siteId,
        counter_id: counter.id,
        number: counter.number,
        name: JSON.stringify(counter.name),
        group_codes: JSON.stringify(counter.groupCodes.filter((code) => codes.has(code))),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'counter_id']).doUpdateSet({
        number: sql`excluded.number`,
        name: sql`excluded.name`,
        ...(isByHand ? {} : { group_codes: sql<string>`excluded.group_codes` }),
      }),
    )
    .execute();
}

async function fillUnits(
  transaction: Transaction<Tables>,
  siteId: string,
  units: readonly Unit[],
): Promise<void> {
  await transaction
    .insertInto('unit')
    .values(
      units.map((unit) => ({
        site_id: siteId,
        code: unit.code,
        valid_from: unit.validFrom,
        body: JSON.stringify(unit),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'code', 'valid_from']).doUpdateSet({ body: sql`excluded.body` }),
    )
    .execute();
}

async function fillProcedures(
  transaction: Transaction<Tables>,
  siteId: string,
  procedures: readonly Procedure[],
): Promise<void> {
  await transaction
    .insertInto('procedure')
    .values(
      procedures.map((procedure) => ({
        site_id: siteId,
        code: procedure.code,
        version: procedure.version,
        valid_from: procedure.validFrom,
        valid_to: procedure.validTo,
        body: JSON.stringify(procedure),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'code', 'version']).doUpdateSet({
        valid_from: sql`excluded.valid_from`,
        // What an import from the portal ended does not come back with an update of the program.
        valid_to: sql`case when procedure.ended_by is null then excluded.valid_to else procedure.valid_to end`,
        body: sql`case when procedure.ended_by is null then excluded.body else procedure.body end`,
      }),
    )
    .execute();
}

import type { Kysely } from 'kysely';
import { Person } from '../../shared/api/dossiers.ts';
import { citizenIndex } from '../privacy/audit.ts';
import type { Seal } from '../privacy/seal.ts';
import type { Tables } from '../store/tables.ts';

/** Keeps a person for the next visit, found again by number. Somebody without a number is not kept. */
export async function keepCitizen(
  database: Kysely<Tables>,
  seal: Seal,
  siteId: string,
  person: Person,
  at: Date,
): Promise<void> {
  if (person.number === null) return;
  const index = citizenIndex(seal, siteId, person.number);
  const sealed = seal.close(placeOf(siteId, index), person);
  await database
    .insertInto('citizen')
    .values({ site_id: siteId, number_index: index, person: sealed, updated_at: at })
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'number_index']).doUpdateSet({ person: sealed, updated_at: at }),
    )
    .execute();
}

/** The person with that number as this site knows them, or null. */
export async function findCitizen(
  database: Kysely<Tables>,
  seal: Seal,
  siteId: string,
  number: string,
): Promise<Person | null> {
  const index = citizenIndex(seal, siteId, number);
  const row = await database
    .selectFrom('citizen')
    .select('person')
    .where('site_id', '=', siteId)
    .where('number_index', '=', index)
    .executeTakeFirst();
  return row === undefined ? null : Person.parse(seal.open(placeOf(siteId, index), row.person));
}

function placeOf(siteId: string, index: Uint8Array): string {
  return `citizen ${siteId} ${Buffer.from(index).toString('hex')}`;
}

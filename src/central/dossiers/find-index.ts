import type { Kysely, Transaction } from 'kysely';
import type { ShownPerson } from '../../shared/api/dossiers.ts';
import { foldDiacritics } from '../../shared/domain/vietnamese-text.ts';
import type { Seal } from '../privacy/seal.ts';
import type { Tables } from '../store/tables.ts';
import { DossierSeal } from './sealed-words.ts';

/** What of a person a dossier is found by. */
export type FindKind = 'number' | 'phone' | 'name';

/**
 * The keyed hash under which a dossier is found. A number and a telephone are their digits (`+84` is `0`), a name is without
 * diacritics and case: whoever looks for it need not type it as it was entered.
 */
export function findIndex(seal: Seal, siteId: string, kind: FindKind, value: string): Uint8Array {
  return seal.index(`dossier ${kind} ${siteId}`, plain(kind, value));
}

function plain(kind: FindKind, value: string): string {
  if (kind === 'name') return foldDiacritics(value).toLowerCase().trim().split(/\s+/).join(' ');
  const digits = value.replace(/\D/g, '');
  return kind === 'phone' && value.trim().startsWith('+84') ? `0${digits.slice(2)}` : digits;
}

/** Writes the index of a dossier: both people, each value once. */
export async function indexDossier(
  transaction: Transaction<Tables>,
  seal: Seal,
  dossier: { readonly siteId: string; readonly dossierId: string },
  people: readonly ShownPerson[],
): Promise<void> {
  const { siteId, dossierId } = dossier;
  const values = new Map<string, { kind: FindKind; index: Uint8Array }>();
  const put = (kind: FindKind, value: string): void => {
    if (plain(kind, value) === '') return;
    const index = findIndex(seal, siteId, kind, value);
    values.set(`${kind} ${Buffer.from(index).toString('hex')}`, { kind, index });
  };
  for (const person of people) {
    put('number', person.number ?? '');
    put('phone', person.phone);
    put('name', person.name);
  }
  if (values.size === 0) return;
  await transaction
    .insertInto('dossier_find')
    .values(
      [...values.values()].map(({ kind, index }) => ({
        site_id: siteId,
        kind,
        value_index: index,
        dossier_id: dossierId,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

const batch = 200;

/**
 * Indexes the dossiers from before there was an index, a batch in each transaction, so that commands go on meanwhile.
 * @returns how many
 */
export async function indexOldDossiers(
  database: Kysely<Tables>,
  seal: Seal,
  stopped?: AbortSignal,
): Promise<number> {
  let done = 0;
  for (;;) {
    const count = await database.transaction().execute((transaction) => indexBatch(transaction, seal));
    done += count;
    if (count < batch || stopped?.aborted === true) return done;
  }
}

async function indexBatch(transaction: Transaction<Tables>, seal: Seal): Promise<number> {
  const rows = await transaction
    .selectFrom('dossier')
    .select(['site_id', 'dossier_id', 'people'])
    .where('is_indexed', '=', false)
    .orderBy('site_id')
    .orderBy('dossier_id')
    .limit(batch)
    .forUpdate()
    .skipLocked()
    .execute();
  for (const row of rows) {
    const words = new DossierSeal(seal, row.site_id, row.dossier_id).openPeople(row.people);
    const dossier = { siteId: row.site_id, dossierId: row.dossier_id };
    await indexDossier(transaction, seal, dossier, [words.submitter, words.owner]);
    await transaction
      .updateTable('dossier')
      .set({ is_indexed: true })
      .where('site_id', '=', row.site_id)
      .where('dossier_id', '=', row.dossier_id)
      .execute();
  }
  return rows.length;
}

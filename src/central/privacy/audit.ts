import { sql, type Kysely, type Transaction } from 'kysely';
import type { AuditAction } from '../../shared/api/audit-actions.ts';
import { prepare } from '../store/prepare.ts';
import type { Tables } from '../store/tables.ts';
import { linkOf, rollOldRows, startOf, wordsPlace, type ChainRow } from './audit-chain.ts';
import type { Seal } from './seal.ts';

/** Who did or saw what, when. `reference` is a code or id that says which: never a name or a number of a person. */
export interface AuditEntry {
  readonly siteId: string;
  readonly at: Date;
  /** Null: from no station, as by a tool. */
  readonly stationId: string | null;
  /** Null: nobody signed in, as in a stand-alone app. */
  readonly officerId: string | null;
  readonly action: AuditAction;
  readonly reference: string | null;
  /** Why, in the words of who did it. It may name people, so it is sealed. */
  readonly reason?: string;
}

/** Where a site's chain ends: its row is taken until the transaction ends. */
export interface ChainEnd {
  readonly last: number;
  /** Null: the rows are all from before there was a chain. */
  readonly hash: Uint8Array | null;
}

/**
 * Writes the log of processing (NĐ 13/2023/NĐ-CP Art 38.2), as the next row of the site's chain. Rows of a site wait for
 * each other from here to the end of the transaction: call it last. `end`: where the chain ends, for whoever has read it
 * with {@link lockChainEnd}; then the row is sent at once.
 */
export async function writeAudit(
  transaction: Transaction<Tables>,
  seal: Seal,
  entry: AuditEntry,
  end?: ChainEnd,
): Promise<void> {
  const { siteId } = entry;
  const before = end !== undefined && isWhole(end) ? end : await lockEnd(transaction, seal, siteId);
  const sequence = before.last + 1;
  const row: ChainRow = {
    site_id: siteId,
    sequence,
    at: entry.at,
    station_id: entry.stationId,
    officer_id: entry.officerId,
    action: entry.action,
    reference: entry.reference,
    words: entry.reason === undefined ? null : seal.close(wordsPlace(siteId, sequence), entry.reason),
  };
  const hash = linkOf(seal, before.hash, row);
  await addToChain(transaction, { ...row, hash });
}

/** One statement for both: the row and the new end. */
const addToChain = prepare<ChainRow & { hash: Uint8Array }>()((database, row) =>
  database
    .with('moved', (query) =>
      query
        .updateTable('audit_chain')
        .set({ last: row.sequence, hash: row.hash })
        .where('site_id', '=', row.site_id),
    )
    .insertInto('audit')
    .values({
      site_id: row.site_id,
      sequence: row.sequence,
      at: row.at,
      station_id: row.station_id,
      officer_id: row.officer_id,
      action: row.action,
      reference: row.reference,
      words: row.words,
      hash: row.hash,
    }),
);

/**
 * Begins the chains of sites whose rows are all from before there was one, so that those rows are proved from now on and not
 * from the next command on. @returns how many
 */
export async function beginChains(database: Kysely<Tables>, seal: Seal): Promise<number> {
  const open = await database.selectFrom('audit_chain').select('site_id').where('hash', 'is', null).execute();
  for (const { site_id } of open)
    await database.transaction().execute(async (transaction) => {
      const end = await lockEnd(transaction, seal, site_id);
      await transaction
        .updateTable('audit_chain')
        .set({ hash: end.hash })
        .where('site_id', '=', site_id)
        .execute();
    });
  return open.length;
}

/** The end of a chain that has begun. */
interface WholeEnd extends ChainEnd {
  readonly hash: Uint8Array;
}

function isWhole(end: ChainEnd): end is WholeEnd {
  return end.hash !== null;
}

/** Takes the end of a site's chain, until the transaction ends; a new site's begins here. */
async function lockEnd(transaction: Transaction<Tables>, seal: Seal, siteId: string): Promise<WholeEnd> {
  const locked = await lockChainEnd(transaction, siteId);
  if (locked !== undefined)
    return { last: locked.last, hash: locked.hash ?? (await rollOldRows(transaction, seal, siteId)).hash };
  await transaction
    .insertInto('audit_chain')
    .values({ site_id: siteId, last: 0, hash: startOf(seal, siteId) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return lockEnd(transaction, seal, siteId);
}

/** Takes the end of a site's chain, until the transaction ends. Undefined: it has none yet. */
export async function lockChainEnd(
  transaction: Transaction<Tables>,
  siteId: string,
): Promise<ChainEnd | undefined> {
  const [end] = await takeChainEnd(transaction, { siteId });
  return end;
}

const takeChainEnd = prepare<{ siteId: string }>()((database, { siteId }) =>
  database.selectFrom('audit_chain').select(['last', 'hash']).where('site_id', '=', siteId).forUpdate(),
);

/**
 * What stands in the log for a person: a keyed hash, so that "who looked at my data?" can be answered to whoever brings the
 * number, and nobody reads a number in the log.
 */
export function personReference(seal: Seal, siteId: string, number: string): string {
  return personReferenceOf(citizenIndex(seal, siteId, number));
}

/** The same, from the keyed hash under which the person is kept. */
export function personReferenceOf(index: Uint8Array): string {
  return `person:${Buffer.from(index).toString('hex').slice(0, 24)}`;
}

/** The keyed hash under which a person is kept at a site. */
export function citizenIndex(seal: Seal, siteId: string, number: string): Uint8Array {
  return seal.index(`citizen ${siteId}`, number);
}

/** Whether there is such a site: a read of no site must not begin a chain. */
export async function isSite(transaction: Transaction<Tables>, siteId: string): Promise<boolean> {
  const found = await sql<{ found: boolean }>`
    select exists (select from site where site_id = ${siteId}) as found`.execute(transaction);
  return found.rows[0]?.found === true;
}

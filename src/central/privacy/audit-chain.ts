import { setImmediate as turnOfOthers } from 'node:timers/promises';
import type { Kysely, Selectable } from 'kysely';
import type { AuditTable, Tables } from '../store/tables.ts';
import type { Seal } from './seal.ts';

/** A row of the log as it is chained: everything but its hash. */
export type ChainRow = Omit<Selectable<AuditTable>, 'hash'>;
export type AuditRow = Selectable<AuditTable>;

/** Small: on an embedded database a command waits for the pages that are read between its statements. */
const pageSize = 250;

/** What the first row of a site is chained to. */
export function startOf(seal: Seal, siteId: string): Uint8Array {
  return seal.index(placeOf(siteId), 'start');
}

/**
 * The hash of a row: HMAC-SHA-256 over the hash before it and the row. Keyed, so that whoever can write into the database
 * but has not the data key cannot make a chain that fits.
 */
export function linkOf(seal: Seal, previous: Uint8Array, row: ChainRow): Uint8Array {
  return seal.index(placeOf(row.site_id), `${Buffer.from(previous).toString('hex')}\n${canonical(row)}`);
}

/** Where the words of a row are sealed to. */
export function wordsPlace(siteId: string, sequence: number): string {
  return `audit ${siteId} ${sequence}`;
}

function placeOf(siteId: string): string {
  return `audit chain ${siteId}`;
}

/** A row as one text, the same on every machine and engine. */
function canonical(row: ChainRow): string {
  return JSON.stringify([
    row.site_id,
    row.sequence,
    row.at.toISOString(),
    row.station_id,
    row.officer_id,
    row.action,
    row.reference,
    row.words === null ? null : Buffer.from(row.words).toString('hex'),
  ]);
}

/**
 * The rows of a site in order, from the row after `after` up to `upTo`. Rows are never changed, so it reads them a page at a
 * time without a transaction around, and lets others at the database, and at this thread, between two pages.
 */
export async function* auditRows(
  database: Kysely<Tables>,
  siteId: string,
  options: {
    readonly after?: number;
    readonly upTo?: number;
    readonly from?: Date;
    readonly before?: Date;
    /** What is waited for between two pages: the turn of others, if nothing is given. */
    readonly rest?: () => Promise<void>;
  } = {},
): AsyncGenerator<AuditRow> {
  const { rest = () => turnOfOthers() } = options;
  let after = options.after ?? 0;
  for (;;) {
    let query = database
      .selectFrom('audit')
      .selectAll()
      .where('site_id', '=', siteId)
      .where('sequence', '>', after)
      .orderBy('sequence')
      .limit(pageSize);
    if (options.upTo !== undefined) query = query.where('sequence', '<=', options.upTo);
    if (options.from !== undefined) query = query.where('at', '>=', options.from);
    if (options.before !== undefined) query = query.where('at', '<', options.before);
    const rows = await query.execute();
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = last.sequence;
    await rest();
  }
}

/**
 * The hash that the first chained row is chained to where rows from before the chain stand in front of it: over all of them,
 * in order. Without such rows it is {@link startOf}.
 */
export async function rollOldRows(
  database: Kysely<Tables>,
  seal: Seal,
  siteId: string,
): Promise<{ readonly hash: Uint8Array; readonly count: number }> {
  let hash = startOf(seal, siteId);
  let count = 0;
  for await (const row of auditRows(database, siteId)) {
    if (row.hash !== null) break;
    hash = linkOf(seal, hash, row);
    count += 1;
  }
  return { hash, count };
}

import { sql, type Transaction } from 'kysely';
import { prepare } from './prepare.ts';
import type { Tables } from './tables.ts';

/** What is counted: see `number_sequence`. */
export interface Sequence {
  readonly siteId: string;
  readonly kind: 'event' | 'ticket' | 'dossier' | 'book';
  readonly scope: string;
  readonly period: string;
}

/**
 * Takes the next number of a sequence, from 1. Its row stays locked until the transaction ends, and a rollback gives the
 * number back: no gap, no number twice (TT 01/2018/TT-VPCP Art 10.2, 19.1).
 */
export async function nextNumber(transaction: Transaction<Tables>, sequence: Sequence): Promise<number> {
  const [row] = await takeNumber(transaction, sequence);
  if (row === undefined) throw new Error('the sequence gave no number');
  return row.last;
}

const takeNumber = prepare<Sequence>()((database, { siteId, kind, scope, period }) =>
  database
    .insertInto('number_sequence')
    .values({ site_id: siteId, kind, scope, period, last: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['site_id', 'kind', 'scope', 'period'])
        .doUpdateSet({ last: sql`number_sequence.last + 1` }),
    )
    .returning('last'),
);

import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';
import { anchorsOf, hexOf, type AuditAnchor } from './audit-anchor.ts';
import { auditRows, linkOf, startOf } from './audit-chain.ts';
import type { Seal } from './seal.ts';

/**
 * What is wrong with a chain, and at which row:
 * - `missing`: rows up to `sequence` are not there
 * - `changed`: the row was changed, or it was put or moved there: it does not follow from the row before it
 * - `unchained`: the row has no hash although the chain had begun, or the chain has no end
 * - `cutOff`: the rows after `sequence` are gone, although the chain had an end or an anchor there
 * - `added`: the row stands behind the end of the chain
 * - `end`: the end that the chain names is not the hash of its last row
 * - `anchor`: on the anchor's day the row was another
 * - `earlier`: one of the rows from before the chain, up to `sequence`, is not as it was when the chain began
 */
export interface AuditFault {
  readonly kind: 'missing' | 'changed' | 'unchained' | 'cutOff' | 'added' | 'end' | 'anchor' | 'earlier';
  readonly sequence: number;
  /** Of an anchor: its day. */
  readonly day?: string;
}

export interface AuditReport {
  readonly siteId: string;
  readonly rows: number;
  /** Rows from before the chain: their order is proved, not each of them. */
  readonly earlierRows: number;
  readonly anchors: number;
  /** The first of them; of a log under another key every row would be one. */
  readonly faults: readonly AuditFault[];
  readonly faultCount: number;
}

const faultsTold = 100;

/** Sites that have a log, or ought to have one by an anchor. */
export async function auditedSites(database: Kysely<Tables>): Promise<string[]> {
  const rows = await database
    .selectFrom('audit_chain')
    .select('site_id')
    .union(database.selectFrom('audit').select('site_id'))
    .union(database.selectFrom('audit_anchor').select('site_id'))
    .execute();
  return rows.map((row) => row.site_id).sort();
}

/**
 * Reads the whole log of a site and says what was changed, removed, put in, moved or cut off. `outside` are anchors from a
 * place that whoever changed the database could not reach; those of the database are used too.
 *
 * What it judges is the log as it ended when it began; it reads that a page at a time, so that commands go on meanwhile, on
 * an embedded database too, where a transaction would keep everybody else out.
 */
export async function verifyAudit(
  database: Kysely<Tables>,
  seal: Seal,
  siteId: string,
  outside: readonly AuditAnchor[] = [],
  rest?: () => Promise<void>,
): Promise<AuditReport> {
  // The anchors before the end: one that is taken in between names a row that the end read here did not reach.
  const anchors = [
    ...(await anchorsOf(database, siteId)),
    ...outside.filter((anchor) => anchor.siteId === siteId),
  ];
  const end = await endOf(database, siteId);
  const walk = new ChainWalk(seal, siteId, end.last, anchors);
  for await (const row of auditRows(database, siteId, { upTo: end.lastRow, ...(rest && { rest }) }))
    walk.take(row);
  return walk.finish(end.hash);
}

/** Where a site's log ends. */
interface LogEnd {
  /** The last row that the chain names. */
  readonly last: number;
  readonly hash: Uint8Array | null;
  /** The last row that is there: one behind the end of the chain was put in. */
  readonly lastRow: number;
}

/** One statement, so that no command comes between the end of the chain and the last row. */
async function endOf(database: Kysely<Tables>, siteId: string): Promise<LogEnd> {
  const found = await database
    .selectNoFrom((query) => [
      query.selectFrom('audit_chain').select('last').where('site_id', '=', siteId).as('last'),
      query.selectFrom('audit_chain').select('hash').where('site_id', '=', siteId).as('hash'),
      query
        .selectFrom('audit')
        .select((rows) => rows.fn.max('sequence').as('sequence'))
        .where('site_id', '=', siteId)
        .as('lastRow'),
    ])
    .executeTakeFirstOrThrow();
  return { last: found.last ?? 0, hash: found.hash, lastRow: found.lastRow ?? 0 };
}

type Row = Parameters<typeof linkOf>[2] & { readonly hash: Uint8Array | null };

/** Follows a chain row by row, holding one hash. */
class ChainWalk {
  readonly #faults: AuditFault[] = [];
  #faultCount = 0;
  readonly #anchorsAt = new Map<number, AuditAnchor[]>();
  #hash: Uint8Array;
  #sequence = 0;
  #rows = 0;
  #earlier = 0;
  #hasBegun = false;

  constructor(
    private readonly seal: Seal,
    private readonly siteId: string,
    private readonly last: number,
    private readonly anchors: readonly AuditAnchor[],
  ) {
    this.#hash = startOf(seal, siteId);
    for (const anchor of anchors)
      this.#anchorsAt.set(anchor.sequence, [...(this.#anchorsAt.get(anchor.sequence) ?? []), anchor]);
  }

  take(row: Row): void {
    const { sequence } = row;
    const isGap = sequence !== this.#sequence + 1;
    if (isGap) this.#fault('missing', sequence - 1);
    const expected = linkOf(this.seal, this.#hash, row);
    if (row.hash === null) {
      if (this.#hasBegun) this.#fault('unchained', sequence);
      else this.#earlier += 1;
      this.#hash = expected;
    } else {
      const isFirstAfterEarlier = !this.#hasBegun && this.#earlier > 0;
      // After a gap the hash before it is not known: the row can only be told by the one that follows.
      if (!isGap && Buffer.compare(row.hash, expected) !== 0)
        this.#fault(
          isFirstAfterEarlier ? 'earlier' : 'changed',
          isFirstAfterEarlier ? sequence - 1 : sequence,
        );
      this.#hasBegun = true;
      // From the hash as it stands, so that one fault is told once and the next row is judged by itself.
      this.#hash = row.hash;
    }
    if (sequence > this.last) this.#fault('added', sequence);
    for (const anchor of this.#anchorsAt.get(sequence) ?? [])
      if (hexOf(row.hash ?? expected) !== anchor.hash) this.#fault('anchor', sequence, anchor.day);
    this.#sequence = sequence;
    this.#rows += 1;
  }

  finish(endHash: Uint8Array | null): AuditReport {
    const reached = this.#sequence;
    if (reached < this.last) this.#fault('cutOff', reached);
    for (const anchor of this.anchors)
      if (anchor.sequence > Math.max(reached, this.last)) this.#fault('cutOff', reached, anchor.day);
    if (reached === this.last && reached > 0) {
      // Without its end nothing of a chain is keyed: whoever took all hashes away must not look like an old log.
      if (endHash === null) this.#fault('unchained', reached);
      else if (Buffer.compare(endHash, this.#hash) !== 0)
        this.#fault(this.#hasBegun ? 'end' : 'earlier', reached);
    }
    return {
      siteId: this.siteId,
      rows: this.#rows,
      earlierRows: this.#earlier,
      anchors: this.anchors.length,
      faults: this.#faults,
      faultCount: this.#faultCount,
    };
  }

  #fault(kind: AuditFault['kind'], sequence: number, day?: string): void {
    this.#faultCount += 1;
    if (this.#faults.length < faultsTold)
      this.#faults.push({ kind, sequence, ...(day === undefined ? {} : { day }) });
  }
}

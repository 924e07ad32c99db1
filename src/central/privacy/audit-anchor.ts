import type { Kysely } from 'kysely';
import { centreDay } from '../clock.ts';
import type { Tables } from '../store/tables.ts';

/** What the end of a site's chain was: kept in the database, and better also outside of it. */
export interface AuditAnchor {
  readonly siteId: string;
  /** Day of the centre on which it was taken. */
  readonly day: string;
  readonly sequence: number;
  /** In hexadecimal. */
  readonly hash: string;
}

/**
 * Takes the anchor of the day of each site that has none yet and whose log has begun. Returns those taken, for a place
 * outside the database: who cuts rows off the end can delete their anchors with them, but not a line on paper.
 */
export async function takeAnchors(database: Kysely<Tables>, at: Date): Promise<AuditAnchor[]> {
  const ends = await database
    .selectFrom('audit_chain')
    .selectAll()
    .where('last', '>', 0)
    .orderBy('site_id')
    .execute();
  const day = centreDay(at);
  const taken: AuditAnchor[] = [];
  for (const { site_id, last, hash } of ends) {
    if (hash === null) continue;
    const written = await database
      .insertInto('audit_anchor')
      .values({ site_id, day, sequence: last, hash, at })
      .onConflict((conflict) => conflict.doNothing())
      .returning('sequence')
      .executeTakeFirst();
    if (written !== undefined) taken.push({ siteId: site_id, day, sequence: last, hash: hexOf(hash) });
  }
  return taken;
}

/** All anchors of a site, oldest first. */
export async function anchorsOf(database: Kysely<Tables>, siteId: string): Promise<AuditAnchor[]> {
  const rows = await database
    .selectFrom('audit_anchor')
    .selectAll()
    .where('site_id', '=', siteId)
    .orderBy('day')
    .execute();
  return rows.map((row) => ({ siteId, day: row.day, sequence: row.sequence, hash: hexOf(row.hash) }));
}

/** An anchor as one line for paper or a file outside: day, site, sequence, hash. */
export function anchorLine(anchor: AuditAnchor): string {
  return `${anchor.day} ${anchor.siteId} ${anchor.sequence} ${anchor.hash}`;
}

/** Reads what {@link anchorLine} wrote; null where a line is none. */
export function parseAnchorLine(line: string): AuditAnchor | null {
  const match = /^(\d{4}-\d{2}-\d{2}) ([a-z0-9-]{1,40}) (\d{1,15}) ([0-9a-f]{64})$/.exec(line.trim());
  const [, day, siteId, sequence, hash] = match ?? [];
  return day === undefined || siteId === undefined || sequence === undefined || hash === undefined
    ? null
    : { siteId, day, sequence: Number(sequence), hash };
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

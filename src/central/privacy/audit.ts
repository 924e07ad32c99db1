import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';

/** Who did or saw what, when. `reference` is a code or id that says which: never a name or a number of a person. */
export interface AuditEntry {
  readonly siteId: string;
  readonly at: Date;
  readonly stationId: string;
  readonly action: string;
  readonly reference: string | null;
}

/** Writes the log of processing (NĐ 13/2023/NĐ-CP Art 38.2). Nothing changes or deletes its rows. */
export async function writeAudit(database: Kysely<Tables>, entry: AuditEntry): Promise<void> {
  await database
    .insertInto('audit')
    .values({
      site_id: entry.siteId,
      at: entry.at,
      station_id: entry.stationId,
      action: entry.action,
      reference: entry.reference,
    })
    .execute();
}

import type { Kysely, Transaction } from 'kysely';
import { SiteEvent } from '../../shared/api/events.ts';
import { instantText } from '../clock.ts';
import { nextNumber } from '../store/numbers.ts';
import type { Tables } from '../store/tables.ts';

type DraftOf<Event extends SiteEvent> = Event extends SiteEvent ? Pick<Event, 'type' | 'data'> : never;
/** An event before it has its place in the order of its site. */
export type EventDraft = DraftOf<SiteEvent>;

/** How many events are read at a time. */
const pageSize = 200;

/** Writes an event with the site's next sequence number, in the transaction of what it tells. */
export async function appendEvent(
  transaction: Transaction<Tables>,
  siteId: string,
  at: Date,
  draft: EventDraft,
): Promise<void> {
  const sequence = await nextNumber(transaction, { siteId, kind: 'event', scope: '', period: '' });
  await transaction
    .insertInto('event')
    .values({ site_id: siteId, sequence, type: draft.type, at, data: JSON.stringify(draft.data) })
    .execute();
}

/** The sequence number of the last event of a site, 0 before the first; null where there is no such site. */
export async function lastSequence(database: Kysely<Tables>, siteId: string): Promise<number | null> {
  const row = await database
    .selectFrom('number_sequence')
    .select('last')
    .where('site_id', '=', siteId)
    .where('kind', '=', 'event')
    .executeTakeFirst();
  return row === undefined ? null : row.last;
}

/** The events after `sequence`, in order, one page of them. */
export async function eventsAfter(
  database: Kysely<Tables>,
  siteId: string,
  sequence: number,
): Promise<SiteEvent[]> {
  const rows = await database
    .selectFrom('event')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .limit(pageSize)
    .execute();
  return rows.map((row) =>
    SiteEvent.parse({
      siteId: row.site_id,
      sequence: row.sequence,
      at: instantText(row.at),
      type: row.type,
      data: row.data,
    }),
  );
}

/**
 * Deletes events older than `before`: a station that was away longer takes a snapshot. Histories and audit stay.
 * @returns how many were deleted
 */
export async function pruneEvents(database: Kysely<Tables>, before: Date): Promise<number> {
  const result = await database.deleteFrom('event').where('at', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}

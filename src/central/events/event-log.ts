import { sql, type Kysely, type Transaction } from 'kysely';
import { SiteEvent } from '../../shared/api/events.ts';
import { instantText } from '../clock.ts';
import { prepare } from '../store/prepare.ts';
import type { Tables } from '../store/tables.ts';

type DraftOf<Event extends SiteEvent> = Event extends SiteEvent ? Pick<Event, 'type' | 'data'> : never;
/** An event before it has its place in the order of its site. */
export type EventDraft = DraftOf<SiteEvent>;

/** How many events are read at a time. */
export const eventPageSize = 200;

/** Channel on which the nodes tell each other `<site> <sequence>`. */
export const eventChannel = 'central_event';

/**
 * Writes an event with the site's next sequence number and tells the other nodes, all in the transaction of what it tells.
 */
export async function appendEvent(
  transaction: Transaction<Tables>,
  siteId: string,
  at: Date,
  draft: EventDraft,
): Promise<void> {
  const { type, data } = draft;
  const rows = await addEvent(transaction, {
    siteId,
    type,
    at,
    data: JSON.stringify(data),
    channel: eventChannel,
  });
  if (rows.length !== 1) throw new Error('the site has no sequence of events');
}

/** One statement, one round trip. The row of the sequence is there since the site is. */
const addEvent = prepare<{ siteId: string; type: string; at: Date; data: string; channel: string }>()(
  (_, { siteId, type, at, data, channel }) => sql<{ pg_notify: string }>`
    with next as (
      update number_sequence set last = last + 1
      where site_id = ${siteId} and kind = 'event' and scope = '' and period = ''
      returning last
    ), written as (
      insert into event (site_id, sequence, type, at, data)
      select ${siteId}, last, ${type}, ${at}::timestamptz, ${data}::jsonb from next
      returning sequence
    )
    select pg_notify(${channel}, ${siteId} || ' ' || sequence) from written`,
);

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
    .limit(eventPageSize)
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

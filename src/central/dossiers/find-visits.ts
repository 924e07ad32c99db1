import type { Kysely } from 'kysely';
import type { FoundVisit } from '../../shared/api/dossiers.ts';
import { centreDay, instantText } from '../clock.ts';
import type { Seal } from '../privacy/seal.ts';
import type { Tables } from '../store/tables.ts';
import { findIndex } from './find-index.ts';

/**
 * The visits of today that the person of an identity number is known to have made, newest first. A ticket carries no person,
 * on purpose: it is found by what was done under it and knows the person. Each such thing is one way of `ways`.
 */
export async function visitsOfPerson(
  database: Kysely<Tables>,
  seal: Seal,
  siteId: string,
  number: string,
  at: Date,
): Promise<FoundVisit[]> {
  const day = centreDay(at);
  const ways = [
    ticketsOfDossiers(database, { siteId, day, index: findIndex(seal, siteId, 'number', number) }),
  ];
  const rows = await database
    .selectFrom('ticket')
    .select(['ticket_id', 'number', 'state', 'counter_id', 'issued_at'])
    .where('site_id', '=', siteId)
    .where('day', '=', day)
    .where((where) => where.or(ways.map((way) => where('ticket_id', 'in', way))))
    .orderBy('issued_at', 'desc')
    .orderBy('ticket_id')
    .execute();
  return rows.map((row) => ({
    ticketId: row.ticket_id,
    number: row.number,
    state: row.state,
    counterId: row.counter_id,
    issuedAt: instantText(row.issued_at),
  }));
}

/** The tickets under which dossiers of a person were taken in on a day. */
function ticketsOfDossiers(
  database: Kysely<Tables>,
  person: { readonly siteId: string; readonly day: string; readonly index: Uint8Array },
) {
  return database
    .selectFrom('dossier_find')
    .innerJoin('dossier', (join) =>
      join
        .onRef('dossier.site_id', '=', 'dossier_find.site_id')
        .onRef('dossier.dossier_id', '=', 'dossier_find.dossier_id'),
    )
    .select('dossier.ticket_id')
    .where('dossier_find.site_id', '=', person.siteId)
    .where('dossier_find.kind', '=', 'number')
    .where('dossier_find.value_index', '=', person.index)
    .where('dossier.day', '=', person.day)
    .where('dossier.ticket_id', 'is not', null);
}

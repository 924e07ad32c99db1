import type { Transaction } from 'kysely';
import type { Dossier } from '../../shared/api/dossiers.ts';
import type { CitizenData } from '../../shared/api/privacy.ts';
import {
  appointmentsOfPerson,
  openAppointmentPerson,
  shownAppointment,
} from '../appointments/appointment-rows.ts';
import { queueRules } from '../queue/waiting.ts';
import { instantText } from '../clock.ts';
import { findCitizen } from '../dossiers/citizens.ts';
import { findIndex } from '../dossiers/find-index.ts';
import { readDossier, type DossierRow } from '../dossiers/read-dossier.ts';
import type { Tables } from '../store/tables.ts';
import { personReference } from './audit.ts';
import { fixedKeeping, retentionRules } from './retention-policy.ts';
import type { Seal } from './seal.ts';
import { showPerson } from './sight.ts';

const accessesTold = 1_000;

/** The dossiers of a site in which a person is applicant or owner, newest first. */
export function dossiersOf(
  transaction: Transaction<Tables>,
  seal: Seal,
  siteId: string,
  number: string,
): Promise<DossierRow[]> {
  return transaction
    .selectFrom('dossier_find')
    .innerJoin('dossier', (join) =>
      join
        .onRef('dossier.site_id', '=', 'dossier_find.site_id')
        .onRef('dossier.dossier_id', '=', 'dossier_find.dossier_id'),
    )
    .selectAll('dossier')
    .where('dossier_find.site_id', '=', siteId)
    .where('dossier_find.kind', '=', 'number')
    .where('dossier_find.value_index', '=', findIndex(seal, siteId, 'number', number))
    .orderBy('dossier.book_year', 'desc')
    .orderBy('dossier.book_number', 'desc')
    .execute();
}

/**
 * All that a site keeps about a person, and who looked at it: for the right of access. Of the others in their dossiers no
 * more than the masked name: what is theirs is not the person's.
 */
export async function readCitizenData(
  transaction: Transaction<Tables>,
  seal: Seal,
  siteId: string,
  number: string,
  at: Date,
): Promise<CitizenData> {
  const known = await findCitizen(transaction, seal, siteId, number);
  const dossiers: Dossier[] = [];
  for (const row of await dossiersOf(transaction, seal, siteId, number))
    dossiers.push(ownOf(await readDossier(transaction, seal, row, at), number));
  const queue = await queueRules(transaction, siteId);
  const appointments = await appointmentsOfPerson(transaction, seal, siteId, number);
  const accesses = await transaction
    .selectFrom('audit')
    .select(['at', 'station_id', 'action', 'reference'])
    .where('site_id', '=', siteId)
    .where('reference', 'in', [
      personReference(seal, siteId, number),
      ...dossiers.map((dossier) => dossier.code),
      ...appointments.map(({ code }) => code),
    ])
    .orderBy('sequence', 'desc')
    .limit(accessesTold)
    .execute();
  const rules = await retentionRules(transaction, siteId);
  return {
    madeAt: instantText(at),
    known,
    dossiers,
    appointments: appointments.flatMap((row) => {
      const person = openAppointmentPerson(seal, row);
      if (person === null) return [];
      const { id, code, groupCode, day, from, to, state, priority, ticketId } = shownAppointment(
        seal,
        row,
        queue,
        at,
      );
      return [{ id, code, groupCode, day, from, to, state, priority, ticketId, person }];
    }),
    accesses: accesses.map((row) => ({
      at: instantText(row.at),
      stationId: row.station_id,
      action: row.action,
      reference: row.reference,
    })),
    keeping: [...rules.map(({ subject, basis }) => ({ subject, text: basis })), ...fixedKeeping],
  };
}

function ownOf(dossier: Dossier, number: string): Dossier {
  const own = (person: Dossier['owner']): Dossier['owner'] =>
    person.number === number ? person : showPerson(person, 'masked');
  return { ...dossier, submitter: own(dossier.submitter), owner: own(dossier.owner) };
}

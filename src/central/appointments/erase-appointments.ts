import { sql, type Kysely, type Transaction } from 'kysely';
import type { Seal } from '../privacy/seal.ts';
import type { Tables } from '../store/tables.ts';
import { appointmentIndex } from './appointment-rows.ts';

/** How many days after its own the person of an appointment is kept: for a question about it in the same week. */
export const appointmentDaysKept = 7;

const nobody = { person: null, number_index: null } as const;

/**
 * Takes a person out of all their appointments, and gives up those to come: without a person nobody can come to them.
 * @returns of how many
 */
export async function eraseAppointments(
  transaction: Transaction<Tables>,
  seal: Seal,
  siteId: string,
  number: string,
): Promise<number> {
  const done = await transaction
    .updateTable('appointment')
    .set({ ...nobody, state: sql`case state when 'booked' then 'cancelled' else state end` })
    .where('site_id', '=', siteId)
    .where('number_index', '=', appointmentIndex(seal, siteId, number))
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
}

/** Takes the people out of the appointments of the days before `day`. @returns their codes */
export async function expireAppointments(
  transaction: Transaction<Tables>,
  siteId: string,
  day: string,
  limit: number,
): Promise<string[]> {
  const due = await transaction
    .selectFrom('appointment')
    .select(['appointment_id', 'code'])
    .where('site_id', '=', siteId)
    .where('day', '<', day)
    .where('person', 'is not', null)
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  if (due.length > 0)
    await transaction
      .updateTable('appointment')
      .set(nobody)
      .where('site_id', '=', siteId)
      .where(
        'appointment_id',
        'in',
        due.map((row) => row.appointment_id),
      )
      .execute();
  return due.map(({ code }) => code);
}

/** How many of them are due, without erasing. */
export async function countExpiredAppointments(
  database: Kysely<Tables>,
  siteId: string,
  day: string,
): Promise<number> {
  const { count } = await database
    .selectFrom('appointment')
    .select((select) => select.fn.countAll().as('count'))
    .where('site_id', '=', siteId)
    .where('day', '<', day)
    .where('person', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

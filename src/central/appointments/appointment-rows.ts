import type { Kysely, Selectable } from 'kysely';
import { AppointmentPerson, type Appointment } from '../../shared/api/appointments.ts';
import { arrivalOf } from '../../shared/domain/appointment-slots.ts';
import { maskCitizenNumber, maskName, maskPhone } from '../../shared/domain/masking.ts';
import type { QueueRules } from '../../shared/domain/queue-order.ts';
import { centreDay, instantText } from '../clock.ts';
import type { Seal } from '../privacy/seal.ts';
import type { AppointmentTable, Tables } from '../store/tables.ts';

export type AppointmentRow = Selectable<AppointmentTable>;

/** The keyed hash of a card's number under which its appointments are found. */
export function appointmentIndex(seal: Seal, siteId: string, number: string): Uint8Array {
  return seal.index(`appointment number ${siteId}`, number);
}

/** Seals who comes, bound to the row. */
export function closeAppointmentPerson(
  seal: Seal,
  row: Pick<AppointmentRow, 'site_id' | 'appointment_id'>,
  person: AppointmentPerson,
): Uint8Array {
  return seal.close(placeOf(row), person);
}

/** Who comes; null: erased. */
export function openAppointmentPerson(
  seal: Seal,
  row: Pick<AppointmentRow, 'site_id' | 'appointment_id' | 'person'>,
): AppointmentPerson | null {
  return row.person === null ? null : AppointmentPerson.parse(seal.open(placeOf(row), row.person));
}

function placeOf(row: Pick<AppointmentRow, 'site_id' | 'appointment_id'>): string {
  return `appointment ${row.site_id} ${row.appointment_id}`;
}

/** An appointment as lists show it at an instant: its person masked. */
export function shownAppointment(seal: Seal, row: AppointmentRow, rules: QueueRules, at: Date): Appointment {
  const person = openAppointmentPerson(seal, row);
  const slot = { from: instantText(row.slot_from), to: instantText(row.slot_to) };
  const arrival = arrivalOf(slot, rules.appointments, instantText(at));
  const isOver = arrival === 'late' || (arrival === 'anotherDay' && row.day < centreDay(at));
  return {
    id: row.appointment_id,
    code: row.code,
    groupCode: row.group_code,
    day: row.day,
    ...slot,
    state: row.state === 'booked' && isOver ? 'missed' : row.state,
    priority: row.priority,
    maskedName: person === null ? '' : maskName(person.name),
    maskedPhone: person === null || person.phone === '' ? '' : maskPhone(person.phone),
    maskedNumber: person?.number == null ? null : maskCitizenNumber(person.number),
    ticketId: row.ticket_id,
  };
}

/** The appointments of a site that a person has, newest first. */
export function appointmentsOfPerson(
  database: Kysely<Tables>,
  seal: Seal,
  siteId: string,
  number: string,
): Promise<AppointmentRow[]> {
  return database
    .selectFrom('appointment')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('number_index', '=', appointmentIndex(seal, siteId, number))
    .orderBy('slot_from', 'desc')
    .orderBy('appointment_id')
    .execute();
}

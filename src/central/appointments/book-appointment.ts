import { randomInt } from 'node:crypto';
import type { z } from 'zod';
import type { Appointment, BookAppointment, MoveAppointment } from '../../shared/api/appointments.ts';
import { makeAppointmentCode } from '../../shared/domain/appointment-code.ts';
import type { Slot } from '../../shared/domain/appointment-slots.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { centreDay } from '../clock.ts';
import type { CommandScope } from '../commands/command-runner.ts';
import type { Seal } from '../privacy/seal.ts';
import { queueRules } from '../queue/waiting.ts';
import { newRowId } from '../store/new-row-id.ts';
import {
  appointmentIndex,
  closeAppointmentPerson,
  shownAppointment,
  type AppointmentRow,
} from './appointment-rows.ts';
import { freeSlot } from './slots.ts';

/**
 * Books a free slot for a person. Errors: those of {@link freeSlot}; `appointment-exists` (the person has one to come to on
 * that day).
 */
export async function bookAppointment(
  scope: CommandScope,
  seal: Seal,
  request: BookAppointment,
): Promise<Result<Appointment, AppError>> {
  const { transaction, siteId, at } = scope;
  const { groupCode, priority, person } = request;
  const slot = await freeSlot(transaction, siteId, request, at);
  if (!slot.ok) return slot;
  const place = placeOfSlot(slot.value);
  const index = person.number === null ? null : appointmentIndex(seal, siteId, person.number);
  if (await hasAnother(scope, { day: place.day, number_index: index, appointment_id: null }))
    return err(appError('appointment-exists'));
  const key = { site_id: siteId, appointment_id: newRowId() };
  const row = await transaction
    .insertInto('appointment')
    .values({
      ...key,
      ...place,
      code: await unusedCode(scope),
      group_code: groupCode,
      priority,
      state: 'booked',
      number_index: index,
      person: closeAppointmentPerson(seal, key, person),
      ticket_id: null,
      booked_at: at,
      arrived_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return told(scope, seal, row);
}

/** Moves an appointment to another free slot of its group. Errors: as for booking; `appointment-unknown`, and `illegal-transition` where it is not booked any more. */
export async function moveAppointment(
  scope: CommandScope,
  seal: Seal,
  appointmentId: string,
  request: z.output<typeof MoveAppointment>,
): Promise<Result<Appointment, AppError>> {
  const before = await bookedRow(scope, appointmentId);
  if (!before.ok) return before;
  const row = before.value;
  const slot = await freeSlot(
    scope.transaction,
    scope.siteId,
    { groupCode: row.group_code, from: request.from },
    scope.at,
  );
  if (!slot.ok) return slot;
  const place = placeOfSlot(slot.value);
  if (await hasAnother(scope, { ...row, day: place.day })) return err(appError('appointment-exists'));
  return told(scope, seal, await save(scope, appointmentId, place));
}

/** Gives an appointment up; its place in the slot is free again. Errors: `appointment-unknown`, `illegal-transition`. */
export async function cancelAppointment(
  scope: CommandScope,
  seal: Seal,
  appointmentId: string,
): Promise<Result<Appointment, AppError>> {
  const before = await bookedRow(scope, appointmentId);
  if (!before.ok) return before;
  return told(scope, seal, await save(scope, appointmentId, { state: 'cancelled' }));
}

async function bookedRow(
  scope: CommandScope,
  appointmentId: string,
): Promise<Result<AppointmentRow, AppError>> {
  const row = await scope.transaction
    .selectFrom('appointment')
    .selectAll()
    .where('site_id', '=', scope.siteId)
    .where('appointment_id', '=', appointmentId)
    .executeTakeFirst();
  if (row === undefined) return err(appError('appointment-unknown'));
  return row.state === 'booked' ? ok(row) : err(appError('illegal-transition', { state: row.state }));
}

function save(
  scope: CommandScope,
  appointmentId: string,
  change: Partial<Pick<AppointmentRow, 'state' | 'day' | 'slot_from' | 'slot_to'>>,
): Promise<AppointmentRow> {
  return scope.transaction
    .updateTable('appointment')
    .set(change)
    .where('site_id', '=', scope.siteId)
    .where('appointment_id', '=', appointmentId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function told(
  scope: CommandScope,
  seal: Seal,
  row: AppointmentRow,
): Promise<Result<Appointment, AppError>> {
  scope.refer(row.code);
  const rules = await queueRules(scope.transaction, scope.siteId);
  return ok(shownAppointment(seal, row, rules, scope.at));
}

function placeOfSlot(slot: Slot): Pick<AppointmentRow, 'day' | 'slot_from' | 'slot_to'> {
  const from = new Date(slot.from);
  return { day: centreDay(from), slot_from: from, slot_to: new Date(slot.to) };
}

/** Whether the person has another appointment to come to on a day. */
async function hasAnother(
  scope: CommandScope,
  wanted: Pick<AppointmentRow, 'day' | 'number_index'> & { readonly appointment_id: string | null },
): Promise<boolean> {
  if (wanted.number_index === null) return false;
  const rows = await scope.transaction
    .selectFrom('appointment')
    .select('appointment_id')
    .where('site_id', '=', scope.siteId)
    .where('day', '=', wanted.day)
    .where('number_index', '=', wanted.number_index)
    .where('state', '=', 'booked')
    .execute();
  return rows.some((row) => row.appointment_id !== wanted.appointment_id);
}

/** A code that no appointment of the site has. */
async function unusedCode(scope: CommandScope): Promise<string> {
  for (;;) {
    const code = makeAppointmentCode((limit) => randomInt(limit));
    const taken = await scope.transaction
      .selectFrom('appointment')
      .select('code')
      .where('site_id', '=', scope.siteId)
      .where('code', '=', code)
      .executeTakeFirst();
    if (taken === undefined) return code;
  }
}

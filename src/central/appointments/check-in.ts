import type { z } from 'zod';
import type { ArrivalBy, CheckIn, CheckInAnswer } from '../../shared/api/appointments.ts';
import { arrivalOf, opensAt } from '../../shared/domain/appointment-slots.ts';
import { clockOf, clockText, localMinuteOf } from '../../shared/domain/centre-time.ts';
import { formatDay } from '../../shared/domain/vietnamese-format.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { centreDay, instantText } from '../clock.ts';
import type { CommandScope } from '../commands/command-runner.ts';
import type { Seal } from '../privacy/seal.ts';
import { issueTicket } from '../queue/issue-ticket.ts';
import { queueRules } from '../queue/waiting.ts';
import { appointmentsOfPerson, type AppointmentRow } from './appointment-rows.ts';

/**
 * A person with an appointment has come: gives out their number. Past the grace it is a number like any other. Errors:
 * `appointment-unknown`, `appointment-other-day` (`time`, `day`), `appointment-early` (`time`, `opens`), `appointment-cancelled`,
 * `appointment-used` (`number`), and those of {@link issueTicket}.
 */
export async function checkIn(
  scope: CommandScope,
  seal: Seal,
  request: z.output<typeof CheckIn>,
): Promise<Result<CheckInAnswer, AppError>> {
  const { transaction, siteId, at, stationId } = scope;
  const row = await find(scope, seal, request.by);
  if (row === undefined) return err(appError('appointment-unknown'));
  if (row.state === 'cancelled') return err(appError('appointment-cancelled'));
  if (row.state === 'arrived')
    return err(appError('appointment-used', { number: await numberOf(scope, row) }));
  const { appointments } = await queueRules(transaction, siteId);
  const slot = { from: instantText(row.slot_from), to: instantText(row.slot_to) };
  const arrival = arrivalOf(slot, appointments, instantText(at));
  const time = clockAt(row.slot_from);
  if (arrival === 'anotherDay')
    return err(appError('appointment-other-day', { time, day: formatDay(row.day) }));
  if (arrival === 'early')
    return err(
      appError('appointment-early', { time, opens: clockAt(new Date(opensAt(slot, appointments))) }),
    );
  const late = arrival === 'late';
  const issued = await issueTicket(
    scope,
    { groupCode: row.group_code, priority: row.priority, stationId },
    late ? null : row.slot_from,
  );
  if (!issued.ok) return issued;
  await transaction
    .updateTable('appointment')
    .set({ state: 'arrived', arrived_at: at, ticket_id: issued.value.id })
    .where('site_id', '=', siteId)
    .where('appointment_id', '=', row.appointment_id)
    .execute();
  scope.refer(row.code);
  return ok({ ticket: issued.value, late, ...slot });
}

/** The appointment meant. Of those of a card: today's that is booked, else today's, else the next one, else the last. */
async function find(scope: CommandScope, seal: Seal, by: ArrivalBy): Promise<AppointmentRow | undefined> {
  const { transaction, siteId, at } = scope;
  if (by.kind === 'code')
    return transaction
      .selectFrom('appointment')
      .selectAll()
      .where('site_id', '=', siteId)
      .where('code', '=', by.code)
      .executeTakeFirst();
  const rows = await appointmentsOfPerson(transaction, seal, siteId, by.number);
  const today = centreDay(at);
  const ofToday = rows.filter(({ day }) => day === today);
  return (
    ofToday.find(({ state }) => state === 'booked') ??
    ofToday.find(({ state }) => state === 'arrived') ??
    ofToday[0] ??
    rows.filter(({ day, state }) => day > today && state === 'booked').at(-1) ??
    rows[0]
  );
}

function clockAt(at: Date): string {
  return clockText(clockOf(localMinuteOf(at.toISOString()) ?? 0));
}

async function numberOf(scope: CommandScope, row: AppointmentRow): Promise<string> {
  const ticket = await scope.transaction
    .selectFrom('ticket')
    .select('number')
    .where('site_id', '=', scope.siteId)
    .where('ticket_id', '=', row.ticket_id)
    .executeTakeFirst();
  return ticket?.number ?? '';
}

import type {
  Appointment,
  ArrivalBy,
  BookAppointment,
  CheckInAnswer,
  FreeSlots,
} from '../../../shared/api/appointments.ts';
import type { Ticket } from '../../../shared/api/queue.ts';
import type { StationRole } from '../../../shared/api/site.ts';
import type { appointmentCalls } from '../../../shared/contract/appointments.ts';
import type { PrintJob } from '../../../shared/contract/printing.ts';
import type { StationView } from '../../../shared/contract/station.ts';
import { makeAppointmentCode } from '../../../shared/domain/appointment-code.ts';
import { arrivalOf, opensAt, type Slot } from '../../../shared/domain/appointment-slots.ts';
import {
  clockOf,
  clockText,
  dayNumberFromText,
  dayOfInstant,
  dayText,
  instantOf,
  localMinuteOf,
  minutesPerDay,
} from '../../../shared/domain/centre-time.ts';
import { maskCitizenNumber, maskName, maskPhone } from '../../../shared/domain/masking.ts';
import { formatDay } from '../../../shared/domain/vietnamese-format.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { FakeHandlers, FakeSite } from './fake-site.ts';
import type { FakeQueue } from './queue.ts';

interface Kept {
  appointment: Appointment;
  readonly number: string | null;
}

/** The appointments of the fake site, with the semantics of central: slots from 07:00 to 17:00, every day. */
export class FakeAppointments {
  readonly kept: Kept[] = [];

  constructor(
    private readonly queue: () => FakeQueue,
    private readonly now: () => number,
  ) {}

  slots(day: string): FreeSlots {
    const { appointments } = this.queue().rules;
    const today = this.#today();
    const lastDay = dayText((dayNumberFromText(today) ?? 0) + appointments.daysAhead);
    const slots: Slot[] = [];
    const midnight = (dayNumberFromText(day) ?? 0) * minutesPerDay;
    const length = appointments.slotMinutes;
    if (day >= today && day <= lastDay)
      for (let at = midnight + 7 * 60; at + length <= midnight + 17 * 60; at += length)
        slots.push({ from: instantOf(at), to: instantOf(at + length) });
    const open = slots.filter(({ to }) => Date.parse(to) > this.now());
    return {
      day,
      lastDay,
      items: this.queue().groups.flatMap(({ code }) =>
        open.map((slot) => ({
          groupCode: code,
          ...slot,
          free: appointments.perSlot - this.#taken(code, slot.from),
        })),
      ),
    };
  }

  list(day: string): Appointment[] {
    const { appointments } = this.queue().rules;
    const now = new Date(this.now()).toISOString();
    return this.kept
      .map(({ appointment }) =>
        appointment.state === 'booked' && arrivalOf(appointment, appointments, now) === 'late'
          ? { ...appointment, state: 'missed' as const }
          : appointment,
      )
      .filter((appointment) => appointment.day === day)
      .sort((a, b) => (a.from + a.groupCode < b.from + b.groupCode ? -1 : 1));
  }

  book(request: Omit<BookAppointment, 'stationId'>): Result<Appointment, AppError> {
    const { groupCode, person, priority } = request;
    const day = dayOfInstant(request.from) ?? '';
    const slot = this.slots(day).items.find(
      (one) => one.groupCode === groupCode && Date.parse(one.from) === Date.parse(request.from),
    );
    if (slot === undefined) return err(appError('bad-request', { field: 'from' }));
    if (slot.free <= 0) return err(appError('appointment-full'));
    const isAnother = this.kept.some(
      ({ appointment, number }) =>
        number !== null &&
        number === person.number &&
        appointment.day === day &&
        appointment.state === 'booked',
    );
    if (isAnother) return err(appError('appointment-exists'));
    const appointment: Appointment = {
      id: crypto.randomUUID(),
      code: makeAppointmentCode((limit) => Math.floor(Math.random() * limit)),
      groupCode,
      day,
      from: slot.from,
      to: slot.to,
      state: 'booked',
      priority,
      maskedName: maskName(person.name),
      maskedPhone: person.phone === '' ? '' : maskPhone(person.phone),
      maskedNumber: person.number === null ? null : maskCitizenNumber(person.number),
      ticketId: null,
    };
    this.kept.push({ appointment, number: person.number });
    return ok(appointment);
  }

  cancel(appointmentId: string): Result<Appointment, AppError> {
    const kept = this.kept.find(({ appointment }) => appointment.id === appointmentId);
    if (kept === undefined) return err(appError('appointment-unknown'));
    if (kept.appointment.state !== 'booked') return err(appError('illegal-transition'));
    kept.appointment = { ...kept.appointment, state: 'cancelled' };
    return ok(kept.appointment);
  }

  checkIn(by: ArrivalBy): Result<CheckInAnswer, AppError> {
    const kept = this.#find(by);
    if (kept === undefined) return err(appError('appointment-unknown'));
    const { appointment } = kept;
    const { from, to, state } = appointment;
    if (state === 'cancelled') return err(appError('appointment-cancelled'));
    if (state === 'arrived') {
      const before = this.queue().tickets.find(({ id }) => id === appointment.ticketId);
      return err(appError('appointment-used', { number: before?.number ?? '' }));
    }
    const rules = this.queue().rules.appointments;
    const arrival = arrivalOf(appointment, rules, new Date(this.now()).toISOString());
    const time = clockAt(from);
    if (arrival === 'anotherDay')
      return err(appError('appointment-other-day', { time, day: formatDay(appointment.day) }));
    if (arrival === 'early') {
      const opens = clockAt(new Date(opensAt(appointment, rules)).toISOString());
      return err(appError('appointment-early', { time, opens }));
    }
    const late = arrival === 'late';
    const issued = this.queue().issue(appointment.groupCode, appointment.priority, late ? null : from);
    if (!issued.ok) return issued;
    kept.appointment = { ...appointment, state: 'arrived', ticketId: issued.value.id };
    return ok({ ticket: issued.value, late, from, to });
  }

  #find(by: ArrivalBy): Kept | undefined {
    if (by.kind === 'code') return this.kept.find(({ appointment }) => appointment.code === by.code);
    const own = this.kept.filter(({ number }) => number === by.number);
    const ofToday = own.filter(({ appointment }) => appointment.day === this.#today());
    return ofToday.find(({ appointment }) => appointment.state === 'booked') ?? ofToday[0] ?? own[0];
  }

  #taken(groupCode: string, from: string): number {
    return this.kept.filter(
      ({ appointment }) =>
        appointment.groupCode === groupCode && appointment.from === from && appointment.state !== 'cancelled',
    ).length;
  }

  #today(): string {
    return dayOfInstant(new Date(this.now()).toISOString()) ?? '';
  }
}

function clockAt(instant: string): string {
  return clockText(clockOf(localMinuteOf(instant) ?? 0));
}

/** What the calls about appointments do at the fake site: all of them at counters and of a supervisor, arriving at kiosks too. */
export function appointmentHandlers(
  site: FakeSite,
  station: StationView | null,
  print: (ticket: Ticket) => PrintJob,
): Pick<FakeHandlers, keyof typeof appointmentCalls> {
  const { appointments } = site;
  const staff: readonly StationRole[] = ['counter', 'supervisor'];
  function asRole<T>(roles: readonly StationRole[], work: () => Result<T, AppError>): Result<T, AppError> {
    return station !== null && roles.includes(station.role)
      ? site.throughCentral(work)
      : err(appError('permission-denied', { role: station?.role ?? '' }));
  }
  return {
    'appointments.checkIn': ({ by }) =>
      asRole(['kiosk', ...staff], () => {
        const answer = appointments.checkIn(by);
        return answer.ok ? ok({ ...answer.value, job: print(answer.value.ticket) }) : answer;
      }),
    'appointments.ofDay': ({ day }) =>
      asRole(staff, () => {
        const of = day ?? dayOfInstant(site.instant()) ?? '';
        return ok({ list: { day: of, items: appointments.list(of) }, slots: appointments.slots(of) });
      }),
    'appointments.book': (request) => asRole(staff, () => appointments.book(request)),
    'appointments.cancel': ({ appointmentId }) => asRole(staff, () => appointments.cancel(appointmentId)),
  };
}

import { z } from 'zod';
import {
  Appointment,
  AppointmentList,
  ArrivalBy,
  BookAppointment,
  CheckInAnswer,
  FreeSlots,
} from '../api/appointments.ts';
import { Day, Uuid } from '../api/primitives.ts';
import { call } from './define.ts';
import { PrintJob } from './printing.ts';

export const appointmentCalls = {
  /**
   * A person with an appointment has come: takes their number and prints it. As for `tickets.issue` the number exists as soon
   * as this succeeds. `late`: the grace was over, so it is a number like any other.
   */
  'appointments.checkIn': call(
    z.object({ by: ArrivalBy, language: z.enum(['vi', 'en']).default('vi') }),
    CheckInAnswer.extend({ job: PrintJob.nullable() }),
  ),
  /** The appointments of a day, people masked, and what is free on it. `day` null: today. Counters and supervisors. */
  'appointments.ofDay': call(
    z.object({ day: Day.nullable() }),
    z.object({ list: AppointmentList, slots: FreeSlots }),
  ),
  'appointments.book': call(BookAppointment.omit({ stationId: true }), Appointment),
  'appointments.cancel': call(z.object({ appointmentId: Uuid }), Appointment),
};

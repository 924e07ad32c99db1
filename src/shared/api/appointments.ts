import { z } from 'zod';
import { CitizenNumber, Day, GroupCode, Instant, Line, RequiredLine, StationId, Uuid } from './primitives.ts';
import { PriorityClass, Ticket } from './queue.ts';

/** Code of an appointment as printed on its slip: `domain/appointment-code.ts`. */
export const AppointmentCode = z
  .string()
  .regex(/^HEN-[2-9A-HJKMNP-Z]{7}$/)
  .meta({
    description: 'code of the appointment; its last character checks the others',
    examples: ['HEN-2345678'],
  });

/** `missed` is not written down: it is a booked one whose slot and grace are over. */
export const AppointmentState = z
  .enum(['booked', 'arrived', 'missed', 'cancelled'])
  .describe('whether its person is awaited, has come, has not come in time, or it was given up');
export type AppointmentState = z.infer<typeof AppointmentState>;

/** An appointment as lists show it: its person masked. */
export const Appointment = z
  .object({
    id: Uuid.describe('id of the appointment'),
    code: AppointmentCode,
    groupCode: GroupCode,
    day: Day,
    from: Instant.describe('beginning of its slot'),
    to: Instant.describe('end of its slot'),
    state: AppointmentState,
    priority: PriorityClass,
    maskedName: z.string().describe('name, masked; empty: erased'),
    maskedPhone: z.string().meta({ description: 'telephone, masked; empty: none', examples: ['0900***001'] }),
    maskedNumber: z
      .string()
      .nullable()
      .meta({ description: 'number of the identity card, masked; null: none', examples: ['080********1'] }),
    ticketId: Uuid.nullable().describe('the number given out for it; null: none yet'),
  })
  .meta({ id: 'Appointment', description: 'An appointment with its person masked' });
export type Appointment = z.infer<typeof Appointment>;

export const AppointmentList = z
  .object({ day: Day, items: z.array(Appointment).describe('by slot, then group; cancelled ones too') })
  .meta({ id: 'AppointmentList', description: 'The appointments of a day' });
export type AppointmentList = z.infer<typeof AppointmentList>;

/** The slots of a day and what is free in each. */
export const FreeSlots = z
  .object({
    day: Day,
    lastDay: Day.describe('the last day that may be booked now'),
    items: z
      .array(
        z.object({
          groupCode: GroupCode,
          from: Instant.describe('beginning of the slot'),
          to: Instant.describe('end of the slot'),
          free: z.number().int().min(0).describe('how many more it takes'),
        }),
      )
      .describe('by group, then time; slots that are over are left out'),
  })
  .meta({ id: 'FreeSlots', description: 'The slots of a day and what is free in each' });
export type FreeSlots = z.infer<typeof FreeSlots>;

/** Who comes: no more than is needed to find and to call back. */
export const AppointmentPerson = z.object({
  name: RequiredLine.pipe(z.string().max(100)).describe('name'),
  number: CitizenNumber.nullable().default(null),
  phone: Line.pipe(z.string().max(20)).default('').describe('telephone; empty: none'),
});
export type AppointmentPerson = z.infer<typeof AppointmentPerson>;

export const BookAppointment = z.object({
  stationId: StationId,
  groupCode: GroupCode,
  from: Instant.describe('beginning of a free slot'),
  priority: PriorityClass.default('normal'),
  person: AppointmentPerson.describe('who comes'),
});
export type BookAppointment = z.infer<typeof BookAppointment>;

export const MoveAppointment = z.object({
  stationId: StationId,
  from: Instant.describe('beginning of another free slot'),
});

/** By what an arrival is known: the code of the appointment, or the card of its person. */
export const ArrivalBy = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('code').describe('the code of the appointment'), code: AppointmentCode }),
  z.object({ kind: z.literal('card').describe('the identity card'), number: CitizenNumber }),
]);
export type ArrivalBy = z.infer<typeof ArrivalBy>;
export const CheckIn = z.object({ stationId: StationId, by: ArrivalBy.describe('by what it is known') });

export const CheckInAnswer = z
  .object({
    ticket: Ticket.describe('the number given out'),
    late: z.boolean().describe('whether the grace was over: then it is a number like any other'),
    from: Instant.describe('beginning of the slot'),
    to: Instant.describe('end of the slot'),
  })
  .meta({ id: 'CheckInAnswer', description: 'The number of an arrival with an appointment' });
export type CheckInAnswer = z.infer<typeof CheckInAnswer>;

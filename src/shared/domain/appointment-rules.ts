import { z } from 'zod';

/**
 * How a site gives appointments. No law fixes it; the defaults are those of a land office and of the city of Hà Nội that were
 * seen in use (slots of 30 minutes, 15 minutes grace, today and six days ahead: rules.md §7).
 */
export const AppointmentRules = z
  .object({
    slotMinutes: z.number().int().min(5).max(240).default(30).describe('length of a slot, minutes'),
    perSlot: z
      .number()
      .int()
      .min(0)
      .max(100)
      .default(4)
      .describe('how many appointments a slot of a group takes; 0: the site gives none'),
    daysAhead: z.number().int().min(0).max(60).default(6).describe('how many days after today may be booked'),
    earlyMinutes: z
      .number()
      .int()
      .min(0)
      .max(240)
      .default(15)
      .describe('how long before its slot an arrival is taken, minutes'),
    lateMinutes: z
      .number()
      .int()
      .min(0)
      .max(240)
      .default(15)
      .describe('how long after its slot an arrival still has its place, minutes'),
    place: z
      .enum(['beforeOrdinary', 'byTurn'])
      .default('beforeOrdinary')
      .describe(
        'place of an arrival once its slot has begun: `beforeOrdinary` before everybody without precedence, in the order of the slots; `byTurn` by its waiting time, like everybody',
      ),
  })
  .meta({ id: 'AppointmentRules', description: 'How a site gives appointments' });
export type AppointmentRules = z.infer<typeof AppointmentRules>;

/** The rules of a site that has set none. */
export const defaultAppointmentRules: AppointmentRules = AppointmentRules.parse({});

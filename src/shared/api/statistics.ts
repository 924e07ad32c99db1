import { z } from 'zod';
import { CounterId, Day, GroupCode, Uuid } from './primitives.ts';

/** What happened in one part of a day. Everything is counted from the history of the numbers. */
const Figures = z.object({
  issued: z.number().int().describe('numbers given out'),
  called: z.number().int().describe('calls, recalls not counted'),
  served: z.number().int().describe('visits ended, those that went on to another service included'),
  noShow: z.number().int().describe('times that nobody came'),
  parked: z.number().int().describe('times that a visit was put aside'),
  transfers: z.number().int().describe('times that a number was sent to another queue, counter or officer'),
  cancelled: z.number().int().describe('numbers given up'),
  meanWaitSeconds: z
    .number()
    .int()
    .nullable()
    .describe('mean of the waits that a call ended, rounded; null: no call'),
  medianWaitSeconds: z.number().int().nullable().describe('half of the waits were no longer; null: no call'),
  p90WaitSeconds: z.number().int().nullable().describe('nine of ten waits were no longer; null: no call'),
});
export type Figures = z.infer<typeof Figures>;

/**
 * The figures of a day, from the rows of `ticket_history`. A wait begins when a number enters the queue (given out, put back,
 * sent on) and ends with the call; time parked, absent or being served is none.
 */
export const DayStatistics = z
  .object({
    day: Day,
    total: Figures.describe('the whole site'),
    groups: z
      .array(Figures.extend({ groupCode: GroupCode }))
      .describe('by the service group at that moment, by letter'),
    counters: z
      .array(Figures.extend({ counterId: CounterId }))
      .describe('by the counter that did it, by id; numbers are given out at no counter'),
    officers: z
      .array(
        Figures.extend({
          officerId: Uuid.describe('who did it'),
          displayName: z
            .string()
            .nullable()
            .default(null)
            .describe('the name of the person; null: does not work here any more'),
        }),
      )
      .describe('by the officer that did it, by id; empty where nobody signs in'),
    hours: z
      .array(
        Figures.extend({ hour: z.number().int().min(0).max(23).describe('hour of the day that began then') }),
      )
      .describe('by the hour in which it happened'),
  })
  .meta({ id: 'DayStatistics', description: 'The figures of a day by group, counter, officer and hour' });
export type DayStatistics = z.infer<typeof DayStatistics>;

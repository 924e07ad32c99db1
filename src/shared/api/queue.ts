import { z } from 'zod';
import { CounterId, Day, GroupCode, Instant, LocalText, SiteId, StationId, Uuid } from './primitives.ts';

/** States of a queue ticket. Legal steps are in `domain/ticket-state.ts`. */
export const TicketState = z
  .enum(['waiting', 'called', 'serving', 'finished', 'noShow', 'cancelled'])
  .describe('state of the ticket');
export type TicketState = z.infer<typeof TicketState>;

/**
 * Who is served before others. `normal` has no precedence. The law gives precedence to older people (Luật Người cao
 * tuổi 39/2009 Art 3.1c); the other classes are practice and the order among them is the site's (rules.md §7).
 */
export const PriorityClass = z
  .enum(['normal', 'elderly', 'disabled', 'pregnant', 'withChild', 'meritorious'])
  .describe('who is served before others; `normal` has no precedence');
export type PriorityClass = z.infer<typeof PriorityClass>;

/** A queue ticket as everybody may see it: no personal data. */
export const Ticket = z
  .object({
    id: Uuid,
    siteId: SiteId,
    number: z
      .string()
      .regex(/^[A-Z]-\d{3,4}$/)
      .describe('letter of the group and number of the day, e.g. A-025'),
    groupCode: GroupCode,
    day: Day,
    state: TicketState,
    priority: PriorityClass,
    issuedAt: Instant.describe('when the number was given out'),
    calledAt: Instant.nullable().describe('when it was called last; null: not yet'),
    counterId: CounterId.nullable().describe('the counter that has it or had it last'),
    calls: z.number().int().describe('how often it was called, recalls included'),
    misses: z.number().int().describe('how often nobody came'),
  })
  .meta({ id: 'Ticket', description: 'A queue ticket as everybody may see it: no personal data' });
export type Ticket = z.infer<typeof Ticket>;

/** Why a ticket stands where it stands in the queue: codes and figures, so that each screen says it in its language. */
export const QueueReason = z
  .object({
    rule: z.enum(['priority', 'ratio', 'restored', 'longestWaiting']).describe('the rule that put it there'),
    priority: PriorityClass,
    waitedSeconds: z.number().int().min(0).describe('how long it has waited'),
  })
  .meta({ id: 'QueueReason', description: 'Why a ticket stands where it stands in the queue' });
export type QueueReason = z.infer<typeof QueueReason>;

export const ServiceGroup = z
  .object({
    code: GroupCode,
    name: LocalText.describe('what the kiosk calls it'),
    description: LocalText.describe('what it is for, in a line'),
    fields: z.array(z.string()).describe('fields (lĩnh vực) whose procedures are handled in this group'),
    open: z.boolean().describe('whether numbers are given out now'),
    waiting: z.number().int().describe('how many wait'),
    estimateMinutes: z
      .number()
      .int()
      .nullable()
      .describe('expected wait of the next ticket; null: too few served today'),
  })
  .meta({ id: 'ServiceGroup', description: 'A group of procedures with one row of numbers' });
export type ServiceGroup = z.infer<typeof ServiceGroup>;

export const Counter = z
  .object({
    id: CounterId,
    number: z.number().int().min(1).describe('the number over the counter'),
    name: LocalText.describe('what it is called'),
    groupCodes: z.array(GroupCode).describe('the groups that it serves'),
    current: Ticket.nullable().describe('the ticket being called or served here'),
    lastFinished: Ticket.nullable().describe(
      'the visit that ended here last, today: the one that a citizen may rate',
    ),
  })
  .meta({ id: 'Counter', description: 'A counter and whom it serves now' });
export type Counter = z.infer<typeof Counter>;

/** One call of a number, as the waiting room sees and hears it. A recall is a new call with its own id. */
export const Call = z
  .object({
    id: Uuid,
    ticketId: Uuid.describe('the ticket called'),
    number: z.string().describe('its number'),
    counterId: CounterId,
    counterNumber: z.number().int().describe('the number over the counter'),
    recall: z.boolean().describe('whether it was called before'),
    at: Instant.describe('when it was called'),
  })
  .meta({ id: 'Call', description: 'One call of a number, as the waiting room sees and hears it' });
export type Call = z.infer<typeof Call>;

export const WaitingTicket = Ticket.extend({ reason: QueueReason }).meta({
  id: 'WaitingTicket',
  description: 'A waiting ticket, with why it stands where it stands',
});
export type WaitingTicket = z.infer<typeof WaitingTicket>;

/** All that a station shows of a site's queue, as of event `sequence`. */
export const SiteSnapshot = z
  .object({
    siteId: SiteId,
    sequence: z.number().int().min(0).describe('the last event contained; ask for the events after it'),
    at: Instant.describe('time of the server: stations show waiting times by it'),
    day: Day,
    groups: z.array(ServiceGroup).describe('the service groups, by letter'),
    counters: z.array(Counter).describe('the counters, by number'),
    waiting: z.array(WaitingTicket).describe('in the order in which they would be called'),
    absent: z.array(Ticket).describe('called, did not come; may be put back today'),
    calls: z.array(Call).describe('the last calls, newest first, at most 20'),
    today: z
      .object({
        issued: z.number().int().describe('numbers given out'),
        finished: z.number().int().describe('visits ended'),
        noShow: z.number().int().describe('numbers absent now'),
        dossiers: z.number().int().describe('dossiers received'),
        meanWaitSeconds: z.number().int().nullable().describe('from number to call; null: nobody called yet'),
        meanServiceSeconds: z.number().int().nullable().describe('of the visits ended; null: none yet'),
        ratings: z
          .object({
            good: z.number().int().describe('rất hài lòng'),
            fair: z.number().int().describe('hài lòng'),
            poor: z.number().int().describe('không hài lòng'),
          })
          .describe('what citizens said'),
      })
      .describe('figures of the day'),
  })
  .meta({ id: 'SiteSnapshot', description: 'All that a station shows of a site’s queue' });
export type SiteSnapshot = z.infer<typeof SiteSnapshot>;

export const IssueTicket = z.object({
  groupCode: GroupCode,
  priority: PriorityClass.default('normal'),
  stationId: StationId,
});
export const AtCounter = z.object({ counterId: CounterId, stationId: StationId });
export const CallNextAnswer = z
  .object({
    ticket: Ticket.nullable().describe('null: nobody is waiting for this counter'),
    reason: QueueReason.nullable().describe('why this one; null with the ticket'),
  })
  .meta({ id: 'CallNextAnswer', description: 'Who was called' });
export type CallNextAnswer = z.infer<typeof CallNextAnswer>;
export const FinishTicket = AtCounter.extend({
  outcome: z.enum(['received', 'returned', 'guided', 'other']).describe('what the visit came to'),
});
/** Satisfaction as one-stop units ask it: Rất hài lòng, Hài lòng, Không hài lòng (rules.md §7). */
export const RatingScore = z
  .enum(['good', 'fair', 'poor'])
  .describe('rất hài lòng, hài lòng, không hài lòng');
export type RatingScore = z.infer<typeof RatingScore>;
export const RateTicket = z.object({ score: RatingScore, stationId: StationId });

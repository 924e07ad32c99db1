import { z } from 'zod';
import {
  CounterId,
  Day,
  GroupCode,
  Instant,
  Line,
  LocalText,
  SiteId,
  StationId,
  Uuid,
} from './primitives.ts';

/** States of a queue ticket. Legal steps are in `domain/ticket-state.ts`. */
export const TicketState = z
  .enum(['waiting', 'called', 'serving', 'parked', 'finished', 'noShow', 'cancelled'])
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

/** How a number came into the queue in which it waits. */
export const CameBy = z
  .enum(['issue', 'restore', 'unpark', 'transfer', 'nextService'])
  .describe(
    'how it came into the queue: as a new number, put back after nobody had come, taken back from parking, sent on by another counter, or going on from the service before',
  );
export type CameBy = z.infer<typeof CameBy>;

/** The one counter or officer that a number waits for. */
export const Reservation = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('counter').describe('a counter, whoever sits there'), counterId: CounterId }),
    z.object({
      kind: z.literal('officer').describe('an officer, wherever that officer sits'),
      officerId: Uuid.describe('id of the officer'),
    }),
  ])
  .meta({ id: 'Reservation', description: 'The one counter or officer that a number waits for' });
export type Reservation = z.infer<typeof Reservation>;

/** Why a visit is put aside (tạm gác) while the person does something else. */
export const ParkReason = z
  .enum(['papers', 'form', 'payment', 'colleague', 'other'])
  .describe(
    'why it is put aside: the person fetches papers, fills in a form, pays; an answer of a colleague is awaited; other',
  );
export type ParkReason = z.infer<typeof ParkReason>;

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
    waitingSince: Instant.nullable()
      .default(null)
      .describe('since when it counts as waiting; null: since it was given out'),
    reservedFor: Reservation.nullable()
      .default(null)
      .describe('the one counter or officer that it waits for; null: whoever serves its group'),
    parked: z
      .object({ reason: ParkReason, since: Instant.describe('since when it is parked') })
      .nullable()
      .default(null)
      .describe('why and since when it is put aside; null: it is not'),
    slotFrom: Instant.nullable()
      .default(null)
      .describe('beginning of the slot of its appointment, where its person came in time; null: it has none'),
  })
  .meta({ id: 'Ticket', description: 'A queue ticket as everybody may see it: no personal data' });
export type Ticket = z.infer<typeof Ticket>;

/** Why a ticket stands where it stands in the queue: codes and figures, so that each screen says it in its language. */
export const QueueReason = z
  .object({
    rule: z
      .enum([
        'priority',
        'ratio',
        'appointment',
        'restored',
        'takenBack',
        'transferred',
        'nextService',
        'longestWaiting',
      ])
      .describe('the rule that put it there'),
    priority: PriorityClass,
    cameBy: CameBy.default('issue'),
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
    closed: z
      .object({
        because: z
          .enum(['supervisor', 'hours'])
          .describe('closed by hand, or outside the hours in which numbers are given out'),
        opensAt: Instant.nullable().describe('when it opens again by the hours; null: nobody knows'),
      })
      .nullable()
      .describe('why no numbers are given out; null: they are'),
    waiting: z.number().int().describe('how many wait'),
    estimateMinutes: z
      .number()
      .int()
      .nullable()
      .describe('expected wait of the next ticket; null: too few served today'),
  })
  .meta({ id: 'ServiceGroup', description: 'A group of procedures with one row of numbers' });
export type ServiceGroup = z.infer<typeof ServiceGroup>;

/** Why nobody is called to a counter for a while. */
export const PauseReason = z
  .enum(['break', 'meeting', 'outside', 'system', 'endOfShift', 'other'])
  .describe(
    'why nobody is called: rest, a meeting, work outside, trouble with a machine, end of the shift, other',
  );
export type PauseReason = z.infer<typeof PauseReason>;

/** Who has a counter: one officer (or, where nobody signs in, one station) at a time. */
export const CounterDesk = z
  .object({
    officerId: Uuid.nullable().describe('the officer; null: nobody is signed in at the station'),
    stationId: StationId.describe('the station at which the counter was taken'),
    since: Instant.describe('when it was taken'),
    expiresAt: Instant.describe('until when it is held if the station is not heard of again'),
    live: z.boolean().describe('whether it is held now; when not, anybody may take it over'),
  })
  .meta({ id: 'CounterDesk', description: 'Who has a counter, and until when' });
export type CounterDesk = z.infer<typeof CounterDesk>;

export const Counter = z
  .object({
    id: CounterId,
    number: z.number().int().min(1).describe('the number over the counter'),
    name: LocalText.describe('what it is called'),
    groupCodes: z.array(GroupCode).describe('the groups that it serves'),
    paused: z
      .object({ reason: PauseReason, since: Instant.describe('since when') })
      .nullable()
      .describe('why and since when nobody is called here; null: people are called'),
    desk: CounterDesk.nullable().describe('who has the counter; null: nobody has taken it'),
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
    groups: z.array(ServiceGroup).describe('the service groups, in the order in which kiosks show them'),
    counters: z.array(Counter).describe('the counters, by number'),
    waiting: z.array(WaitingTicket).describe('in the order in which they would be called'),
    absent: z.array(Ticket).describe('called, did not come; may be put back today'),
    parked: z.array(Ticket).describe('put aside, to go on later today; the longest first'),
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
/** At which counter, and from which station. */
export const AtCounter = z.object({ counterId: CounterId, stationId: StationId });
export const CallNextAnswer = z
  .object({
    ticket: Ticket.nullable().describe('null: nobody is waiting for this counter'),
    reason: QueueReason.nullable().describe('why this one; null with the ticket'),
  })
  .meta({ id: 'CallNextAnswer', description: 'Who was called' });
export type CallNextAnswer = z.infer<typeof CallNextAnswer>;

/** A few words with a reason; they are sealed in the audit log, so they may name people. */
export const Note = Line.pipe(z.string().max(200))
  .default('')
  .describe('a few words for the audit log; must be there where the reason is `other`');

/** Why a number is called that is not next. */
export const ChosenReason = z
  .enum(['returned', 'appointment', 'frail', 'sameVisit', 'other'])
  .describe(
    'why this number before others: it comes back with what was missing, has an appointment, cannot wait, belongs to a visit here; other',
  );
export type ChosenReason = z.infer<typeof ChosenReason>;
export const CallTicket = AtCounter.extend({
  reason: ChosenReason.nullable()
    .default(null)
    .describe('why out of turn; null only for a number that is next, parked or absent'),
  note: Note,
});
export const ParkTicket = AtCounter.extend({ reason: ParkReason, note: Note });

/** Where a number is sent. */
export const TransferTarget = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('group').describe('another service group, whoever serves it'),
      groupCode: GroupCode,
    }),
    ...Reservation.options,
  ])
  .meta({ id: 'TransferTarget', description: 'Where a number is sent: a group, a counter or an officer' });
export type TransferTarget = z.infer<typeof TransferTarget>;
export const TransferTicket = AtCounter.extend({ to: TransferTarget, note: Note });

/** What a visit came to. */
export const Outcome = z
  .enum(['received', 'returned', 'guided', 'supplement', 'refused', 'other'])
  .describe(
    'what the visit came to: dossier received, result returned, guidance given, papers asked for, dossier refused, other',
  );
export type Outcome = z.infer<typeof Outcome>;
export const FinishTicket = AtCounter.extend({ outcome: Outcome });
export const NextService = FinishTicket.extend({
  groupCode: GroupCode.describe('the group that the number goes on to'),
});

/** Why a number is given up. */
export const CancelReason = z
  .enum(['left', 'mistake', 'other'])
  .describe('why it is given up: the person has left, the number was taken by mistake, other');
export type CancelReason = z.infer<typeof CancelReason>;
export const CancelTicket = z.object({ stationId: StationId, reason: CancelReason, note: Note });

/** Satisfaction as one-stop units ask it: Rất hài lòng, Hài lòng, Không hài lòng (rules.md §7). */
export const RatingScore = z
  .enum(['good', 'fair', 'poor'])
  .describe('rất hài lòng, hài lòng, không hài lòng');
export type RatingScore = z.infer<typeof RatingScore>;
export const RateTicket = z.object({ score: RatingScore, stationId: StationId });

export const PauseCounter = z.object({ stationId: StationId, reason: PauseReason, note: Note });
export const AtStation = z.object({ stationId: StationId });
export const GroupOpening = z.object({
  stationId: StationId,
  open: z.boolean().describe('whether the group gives out numbers from now on'),
  note: Note,
});

/** One step in the life of a number. */
export const TicketStepRow = z
  .object({
    step: z.number().int().min(1).describe('from 1 without a gap'),
    action: z.string().meta({ description: 'what was done', examples: ['issue', 'call', 'park'] }),
    from: TicketState.nullable().describe('the state before; null: the number is new'),
    to: TicketState.describe('the state after'),
    at: Instant.describe('when'),
    groupCode: GroupCode.describe('the group after it'),
    counterId: CounterId.nullable().describe('the counter at which it was done; null: at none'),
    stationId: StationId.describe('the station that asked'),
    officerId: Uuid.nullable().describe('who did it; null: nobody was signed in'),
    officerName: z
      .string()
      .nullable()
      .default(null)
      .meta({ description: 'their name, of whoever still works here; null: not known', examples: [null] }),
    reason: z.string().nullable().describe('code of the reason, or outcome of the visit; null: none'),
  })
  .meta({ id: 'TicketStepRow', description: 'One step in the life of a number' });
export const TicketStory = z
  .object({ ticket: Ticket.describe('as it stands'), steps: z.array(TicketStepRow).describe('in order') })
  .meta({ id: 'TicketStory', description: 'A number and all that was done with it' });
export type TicketStory = z.infer<typeof TicketStory>;

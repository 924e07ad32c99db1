import { z } from 'zod';
import { CallNextAnswer, PriorityClass, RatingScore, SiteSnapshot, Ticket } from '../api/queue.ts';
import { GroupCode, Uuid } from '../api/primitives.ts';
import { FinishTicket } from '../api/queue.ts';
import { call, event } from './define.ts';
import { PrintJob } from './printing.ts';

/** Whether central can be reached, for the banner on every screen. */
export const CentralState = z.object({
  state: z.enum(['connecting', 'connected', 'away']),
  since: z.iso.datetime({ offset: true }),
  pendingCommands: z.number().int().describe('commands written down here and not yet confirmed by central'),
});
export type CentralState = z.infer<typeof CentralState>;

export const QueueView = z.object({
  central: CentralState,
  snapshot: SiteSnapshot.nullable().describe('null until the first one came; stale while central is away'),
  clockOffsetMs: z.number().describe('server time minus this machine’s time'),
});
export type QueueView = z.infer<typeof QueueView>;

/** The language of the paper: the one that the citizen chose at the kiosk. */
const PaperLanguage = z.enum(['vi', 'en']).default('vi');

export const ticketCalls = {
  /** The queue as last known, at once; what follows comes as `queue.changed`. */
  'queue.view': call(z.null(), QueueView),
  /**
   * Takes a number and prints it. The number exists as soon as this succeeds, whatever the printer does: `job` is null
   * when no printer is configured or the job could not be prepared.
   */
  'tickets.issue': call(
    z.object({ groupCode: GroupCode, priority: PriorityClass.default('normal'), language: PaperLanguage }),
    z.object({ ticket: Ticket, job: PrintJob.nullable() }),
  ),
  /**
   * Prints the slip of a number that exists: never a second number. A slip that was printed, or of which nobody knows, is
   * not printed again: the answer is its job as it stands.
   */
  'tickets.print': call(z.object({ ticketId: Uuid, language: PaperLanguage }), PrintJob),
  /** The server decides who is next for this counter. `ticket` is null when nobody waits. */
  'tickets.callNext': call(z.null(), CallNextAnswer),
  /** Calls this counter's number once more. */
  'tickets.recall': call(z.object({ ticketId: Uuid }), Ticket),
  /** The person has come to the counter. */
  'tickets.start': call(z.object({ ticketId: Uuid }), Ticket),
  /** Nobody came. The number can be restored for the rest of the day. */
  'tickets.noShow': call(z.object({ ticketId: Uuid }), Ticket),
  /** Puts a number that did not come back into the queue, at its front. */
  'tickets.restore': call(z.object({ ticketId: Uuid }), Ticket),
  /** Ends the visit. */
  'tickets.finish': call(z.object({ ticketId: Uuid, outcome: FinishTicket.shape.outcome }), Ticket),
  /** The citizen's word on the visit that ended last at the counter of this rating station. */
  'tickets.rate': call(z.object({ ticketId: Uuid, score: RatingScore }), Ticket),
};

export const ticketEvents = {
  /** The whole view, after any change. Screens replace theirs. */
  'queue.changed': event(QueueView),
};

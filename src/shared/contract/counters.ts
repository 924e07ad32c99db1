import { z } from 'zod';
import { CounterId, Day, GroupCode, Uuid } from '../api/primitives.ts';
import {
  CallTicket,
  CancelTicket,
  CounterDesk,
  NextService,
  ParkTicket,
  PauseCounter,
  Ticket,
  TransferTicket,
} from '../api/queue.ts';
import { DayStatistics } from '../api/statistics.ts';
import { call } from './define.ts';

const Which = z.object({ ticketId: Uuid });
/** Which counter; null: the one of the station that asks. Another one only for a supervisor. */
const WhichCounter = z.object({ counterId: CounterId.nullable().default(null) });

export const counterCalls = {
  /** Calls this very number. Out of turn needs a reason: `reason-required`. */
  'tickets.callChosen': call(Which.extend(CallTicket.pick({ reason: true, note: true }).shape), Ticket),
  /** Puts the visit aside; the counter is free for another. */
  'tickets.park': call(Which.extend(ParkTicket.pick({ reason: true, note: true }).shape), Ticket),
  /** Takes a parked number back into the queue, before all others. */
  'tickets.unpark': call(Which, Ticket),
  /** Sends a number to another group, counter or officer; it keeps its number. */
  'tickets.transfer': call(Which.extend(TransferTicket.pick({ to: true, note: true }).shape), Ticket),
  /** Ends the visit here; the same number waits for another service. */
  'tickets.nextService': call(
    Which.extend(NextService.pick({ groupCode: true, outcome: true }).shape),
    Ticket,
  ),
  /** Gives a number up. */
  'tickets.cancel': call(Which.extend(CancelTicket.pick({ reason: true, note: true }).shape), Ticket),
  /**
   * Takes the counter of this station, or says that the station is still there; every half minute while the screen is open.
   * Error: `counter-taken` (somebody else has it).
   */
  'counters.hold': call(z.null(), CounterDesk),
  /** Lets a counter go. */
  'counters.release': call(WhichCounter, z.null()),
  /** Calls nobody to a counter until it is resumed. */
  'counters.pause': call(
    WhichCounter.extend(PauseCounter.pick({ reason: true, note: true }).shape),
    z.null(),
  ),
  /** Calls people to a counter again. */
  'counters.resume': call(WhichCounter, z.null()),
  /** Opens a service group or closes it; a supervisor only. */
  'groups.setOpen': call(z.object({ groupCode: GroupCode, open: z.boolean() }), z.null()),
  /** The figures of a day; null: today. A supervisor only. */
  'queue.statistics': call(z.object({ day: Day.nullable() }), DayStatistics),
};

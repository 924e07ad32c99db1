import type { TicketState } from '../api/queue.ts';
import { appError, type AppError } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';

/**
 * What can be done with a number. `call`: whoever is next. `callChosen`: this very number. `recall`: once more, a number
 * that has been called. `unpark`: a parked number back into the queue. `nextService`: the visit here is over, the same
 * number goes on to another service.
 */
export type TicketAction =
  | 'call'
  | 'callChosen'
  | 'recall'
  | 'start'
  | 'noShow'
  | 'restore'
  | 'park'
  | 'unpark'
  | 'transfer'
  | 'nextService'
  | 'finish'
  | 'cancel';

/**
 * The legal steps of a number (gọi, gọi đích danh, gọi lại, bắt đầu, vắng mặt, khôi phục, tạm gác, đưa lại vào hàng, chuyển,
 * sang dịch vụ tiếp, hoàn thành, hủy). A visit that has begun cannot be cancelled and its person is not absent: it ends, is
 * parked, or goes on elsewhere. A number that nobody came for can be put back or called for the rest of its day. An officer
 * with a full hall need not say that the person has come: a called number may be finished straight away.
 */
export const ticketSteps: Readonly<
  Record<TicketState, Readonly<Partial<Record<TicketAction, TicketState>>>>
> = {
  waiting: { call: 'called', callChosen: 'called', transfer: 'waiting', cancel: 'cancelled' },
  called: {
    recall: 'called',
    start: 'serving',
    noShow: 'noShow',
    park: 'parked',
    transfer: 'waiting',
    nextService: 'waiting',
    finish: 'finished',
    cancel: 'cancelled',
  },
  serving: { park: 'parked', transfer: 'waiting', nextService: 'waiting', finish: 'finished' },
  parked: { callChosen: 'called', unpark: 'waiting', cancel: 'cancelled' },
  noShow: { restore: 'waiting', callChosen: 'called', cancel: 'cancelled' },
  finished: {},
  cancelled: {},
};

/** The state after an action; `illegal-transition` with `from` and `action` where that is no step. */
export function moveTicket(state: TicketState, action: TicketAction): Result<TicketState, AppError> {
  const next = ticketSteps[state][action];
  return next === undefined ? err(appError('illegal-transition', { from: state, action })) : ok(next);
}

import type { TicketState } from '../api/queue.ts';
import { appError, type AppError } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';

/** What can be done with a number. `recall` calls a number once more that has been called. */
export type TicketAction = 'call' | 'recall' | 'start' | 'noShow' | 'restore' | 'finish' | 'cancel';

/**
 * The legal steps of a number (gọi, gọi lại, bắt đầu, vắng mặt, khôi phục, hoàn thành, hủy). A visit that has begun can
 * only be finished; a number that nobody came for can be put back for the rest of its day. An officer with a full hall
 * need not say that the person has come: a called number may be finished straight away.
 */
export const ticketSteps: Readonly<
  Record<TicketState, Readonly<Partial<Record<TicketAction, TicketState>>>>
> = {
  waiting: { call: 'called', cancel: 'cancelled' },
  called: { recall: 'called', start: 'serving', noShow: 'noShow', finish: 'finished', cancel: 'cancelled' },
  serving: { finish: 'finished' },
  noShow: { restore: 'waiting', cancel: 'cancelled' },
  finished: {},
  cancelled: {},
};

/** The state after an action; `illegal-transition` with `from` and `action` where that is no step. */
export function moveTicket(state: TicketState, action: TicketAction): Result<TicketState, AppError> {
  const next = ticketSteps[state][action];
  return next === undefined ? err(appError('illegal-transition', { from: state, action })) : ok(next);
}

import type { Counter, Ticket } from '../../../shared/api/queue.ts';
import type { DayStatistics, Figures } from '../../../shared/api/statistics.ts';
import type { TicketAction } from '../../../shared/domain/ticket-state.ts';

/** One thing done with a number. */
export interface FakeStep {
  readonly action: TicketAction | 'issue';
  readonly ticket: Ticket;
  readonly counterId: string | null;
  readonly officerId: string | null;
  readonly at: string;
}

/** What was done with a number at its counter, by whoever has that. */
export function stepOf(
  action: TicketAction,
  before: Ticket,
  ticket: Ticket,
  counters: readonly Pick<Counter, 'id' | 'desk'>[],
): Omit<FakeStep, 'at'> {
  const counterId = ticket.counterId ?? before.counterId;
  const officerId = counters.find(({ id }) => id === counterId)?.desk?.officerId ?? null;
  return { action, ticket, counterId, officerId };
}

/** The figures of a day, counted from what was done; waits are four minutes, since nobody waits in a test. */
export function fakeStatistics(day: string, all: readonly FakeStep[]): DayStatistics {
  const steps = all.filter(({ ticket }) => ticket.day === day);
  const parts = (keyOf: (step: FakeStep) => string | null): [string, Figures][] => {
    const keys = new Set(steps.flatMap((step) => keyOf(step) ?? []));
    return [...keys].sort().map((key) => [key, figures(steps.filter((step) => keyOf(step) === key))]);
  };
  return {
    day,
    total: figures(steps),
    groups: parts(({ ticket }) => ticket.groupCode).map(([groupCode, row]) => ({ groupCode, ...row })),
    counters: parts(({ counterId }) => counterId).map(([counterId, row]) => ({ counterId, ...row })),
    officers: parts(({ officerId }) => officerId).map(([officerId, row]) => ({
      officerId,
      displayName: null,
      ...row,
    })),
    hours: steps.length === 0 ? [] : [{ hour: 9, ...figures(steps) }],
  };
}

function figures(steps: readonly FakeStep[]): Figures {
  const count = (...actions: readonly FakeStep['action'][]): number =>
    steps.filter(({ action }) => actions.includes(action)).length;
  const called = count('call', 'callChosen');
  const wait = called === 0 ? null : 240;
  return {
    issued: count('issue'),
    called,
    served: count('finish', 'nextService'),
    noShow: count('noShow'),
    parked: count('park'),
    transfers: count('transfer'),
    cancelled: count('cancel'),
    meanWaitSeconds: wait,
    medianWaitSeconds: wait,
    p90WaitSeconds: wait === null ? null : 2 * wait,
  };
}

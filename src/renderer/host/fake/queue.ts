import type {
  Call,
  CancelReason,
  ChosenReason,
  Counter,
  Outcome,
  ParkReason,
  PauseReason,
  QueueReason,
  SiteSnapshot,
  Ticket,
  TransferTarget,
} from '../../../shared/api/queue.ts';
import type { DayStatistics } from '../../../shared/api/statistics.ts';
import { defaultQueueRules, isFor, type QueueRules } from '../../../shared/domain/queue-order.ts';
import { moveTicket, type TicketAction } from '../../../shared/domain/ticket-state.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { fakeStatistics, stepOf, type FakeStep } from './queue-statistics.ts';
import { inOrder, type Place } from './queue-places.ts';
import { counterGroups, fakeGroups, type FakeGroup } from './queue-groups.ts';

/** The queue of the fake site: central's commands on tickets and counters, in memory, by the rules that central uses. */
export class FakeQueue {
  readonly #now: () => number;
  readonly groups: FakeGroup[] = Object.values(fakeGroups).map((group) => ({ ...group }));
  readonly counters: Counter[] = counterGroups.map((groupCodes, index) => ({
    id: `quay-${index + 1}`,
    number: index + 1,
    name: { vi: `Quầy ${index + 1}`, en: `Counter ${index + 1}` },
    groupCodes: [...groupCodes],
    paused: null,
    desk: null,
    current: null,
    lastFinished: null,
  }));
  tickets: Ticket[] = [];
  calls: Call[] = [];
  /** What was done, in order: what statistics count. */
  readonly steps: FakeStep[] = [];
  rules: QueueRules = defaultQueueRules;
  readonly rated = new Map<string, 'good' | 'fair' | 'poor'>();
  readonly #places = new Map<string, Place>();
  #sequence = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  issue(
    groupCode: string,
    priority: Ticket['priority'],
    slotFrom: string | null = null,
  ): Result<Ticket, AppError> {
    const group = this.groups.find((found) => found.code === groupCode);
    if (group === undefined) return err(appError('not-found'));
    if (!group.open) return err(appError('group-closed', { groupCode }));
    const count = this.tickets.filter((ticket) => ticket.number.startsWith(groupCode)).length + 1;
    const ticket: Ticket = {
      id: crypto.randomUUID(),
      siteId: 'mau',
      number: `${groupCode}-${String(count).padStart(3, '0')}`,
      groupCode,
      day: this.#instant().slice(0, 10),
      state: 'waiting',
      priority,
      issuedAt: this.#instant(),
      calledAt: null,
      counterId: null,
      calls: 0,
      misses: 0,
      waitingSince: this.#instant(),
      reservedFor: null,
      parked: null,
      slotFrom,
    };
    this.tickets.push(ticket);
    this.steps.push({ action: 'issue', ticket, counterId: null, officerId: null, at: ticket.issuedAt });
    this.#sequence += 1;
    return ok(ticket);
  }

  callNext(counterId: string): Result<{ ticket: Ticket | null; reason: QueueReason | null }, AppError> {
    const counter = this.#freeCounter(counterId);
    if (!counter.ok) return counter;
    const next = this.#nextFor(counter.value);
    if (next === undefined) return ok({ ticket: null, reason: null });
    const ticket = this.#call(next.id, counter.value, 'call');
    return ticket.ok ? ok({ ticket: ticket.value, reason: next.reason }) : ticket;
  }

  callChosen(
    ticketId: string,
    counterId: string,
    reason: ChosenReason | null,
    note: string,
  ): Result<Ticket, AppError> {
    const ticket = this.#find(ticketId);
    if (ticket === undefined) return err(appError('not-found'));
    const counter = this.#freeCounter(counterId);
    if (!counter.ok) return counter;
    const outOfTurn = ticket.state === 'waiting' && this.#nextFor(counter.value)?.id !== ticketId;
    if ((outOfTurn && reason === null) || (reason === 'other' && note === ''))
      return err(appError('reason-required'));
    return this.#call(ticketId, counter.value, 'callChosen');
  }

  recall(ticketId: string, counterId: string): Result<Ticket, AppError> {
    return this.#atCounter(ticketId, counterId, 'recall', (ticket, counter) => {
      const changed = this.#put(ticket.id, { calls: ticket.calls + 1, calledAt: this.#instant() });
      this.#announce(changed, counter, true);
      return changed;
    });
  }

  start(ticketId: string, counterId: string): Result<Ticket, AppError> {
    return this.#atCounter(ticketId, counterId, 'start', () => this.#put(ticketId, { state: 'serving' }));
  }

  noShow(ticketId: string, counterId: string): Result<Ticket, AppError> {
    return this.#atCounter(ticketId, counterId, 'noShow', (ticket) =>
      this.#put(ticketId, { state: 'noShow', misses: ticket.misses + 1 }),
    );
  }

  park(ticketId: string, counterId: string, reason: ParkReason, note: string): Result<Ticket, AppError> {
    if (reason === 'other' && note === '') return err(appError('reason-required'));
    return this.#atCounter(ticketId, counterId, 'park', () =>
      this.#put(ticketId, { state: 'parked', parked: { reason, since: this.#instant() } }),
    );
  }

  finish(ticketId: string, counterId: string): Result<Ticket, AppError> {
    return this.#atCounter(ticketId, counterId, 'finish', (_, counter) => {
      const changed = this.#put(ticketId, { state: 'finished' });
      counter.lastFinished = changed;
      return changed;
    });
  }

  restore(ticketId: string): Result<Ticket, AppError> {
    return this.#anywhere(ticketId, 'restore', () => this.#toQueue(ticketId, {}, 'restore', true));
  }

  unpark(ticketId: string): Result<Ticket, AppError> {
    return this.#anywhere(ticketId, 'unpark', () => this.#toQueue(ticketId, {}, 'unpark', true));
  }

  cancel(ticketId: string, reason: CancelReason, note: string): Result<Ticket, AppError> {
    if (reason === 'other' && note === '') return err(appError('reason-required'));
    return this.#anywhere(ticketId, 'cancel', () =>
      this.#put(ticketId, { state: 'cancelled', parked: null, reservedFor: null }),
    );
  }

  transfer(ticketId: string, counterId: string, to: TransferTarget): Result<Ticket, AppError> {
    if (to.kind === 'counter' && this.#counter(to.counterId)?.paused != null)
      return err(appError('counter-paused', { counterNumber: this.#counter(to.counterId)?.number ?? 0 }));
    const send = (): Ticket =>
      this.#toQueue(
        ticketId,
        to.kind === 'group' ? { groupCode: to.groupCode, reservedFor: null } : { reservedFor: to },
        'transfer',
        false,
      );
    return this.#find(ticketId)?.state === 'waiting'
      ? this.#anywhere(ticketId, 'transfer', send)
      : this.#atCounter(ticketId, counterId, 'transfer', send);
  }

  nextService(
    ticketId: string,
    counterId: string,
    _outcome: Outcome,
    groupCode: string,
  ): Result<Ticket, AppError> {
    return this.#atCounter(ticketId, counterId, 'nextService', () =>
      this.#toQueue(ticketId, { groupCode, reservedFor: null }, 'nextService', false),
    );
  }

  pause(counterId: string, reason: PauseReason, note: string): Result<null, AppError> {
    const counter = this.#counter(counterId);
    if (counter === undefined) return err(appError('not-found'));
    if (reason === 'other' && note === '') return err(appError('reason-required'));
    counter.paused = { reason, since: this.#instant() };
    this.#sequence += 1;
    return ok(null);
  }

  resume(counterId: string): Result<null, AppError> {
    const counter = this.#counter(counterId);
    if (counter === undefined) return err(appError('not-found'));
    if (counter.paused === null) return err(appError('illegal-transition'));
    counter.paused = null;
    this.#sequence += 1;
    return ok(null);
  }

  /** Takes a counter, or says that the station is still there. */
  take(counterId: string, stationId: string, officerId: string | null = null): Result<null, AppError> {
    const counter = this.#counter(counterId);
    if (counter === undefined) return err(appError('not-found'));
    if (counter.desk?.live === true && counter.desk.stationId !== stationId)
      return err(appError('counter-taken', { counterNumber: counter.number }));
    counter.desk = {
      officerId,
      stationId,
      since: counter.desk?.since ?? this.#instant(),
      expiresAt: new Date(this.#now() + 120_000).toISOString(),
      live: true,
    };
    this.#sequence += 1;
    return ok(null);
  }

  release(counterId: string): Result<null, AppError> {
    const counter = this.#counter(counterId);
    if (counter === undefined) return err(appError('not-found'));
    counter.desk = null;
    this.#sequence += 1;
    return ok(null);
  }

  setGroup(groupCode: string, open: boolean): Result<null, AppError> {
    const group = this.groups.find((found) => found.code === groupCode);
    if (group === undefined) return err(appError('not-found'));
    group.open = open;
    this.#sequence += 1;
    return ok(null);
  }

  rate(ticketId: string, counterId: string, score: 'good' | 'fair' | 'poor'): Result<Ticket, AppError> {
    const ticket = this.tickets.find((found) => found.id === ticketId);
    if (ticket === undefined) return err(appError('not-found'));
    if (this.#counter(counterId)?.lastFinished?.id !== ticketId)
      return err(appError('ticket-not-at-counter'));
    if (this.rated.has(ticketId)) return err(appError('illegal-transition'));
    this.rated.set(ticketId, score);
    this.#sequence += 1;
    return ok(ticket);
  }

  statistics(day: string): DayStatistics {
    return fakeStatistics(day, this.steps);
  }

  snapshot(dossiers: number): SiteSnapshot {
    const waiting = this.#waiting();
    const scores = [...this.rated.values()];
    const inState = (state: Ticket['state']): Ticket[] =>
      this.tickets.filter((ticket) => ticket.state === state);
    const finished = inState('finished').length;
    return {
      siteId: 'mau',
      sequence: this.#sequence,
      at: this.#instant(),
      day: this.#instant().slice(0, 10),
      groups: this.groups.map((group) => {
        const inGroup = waiting.filter((ticket) => ticket.groupCode === group.code).length;
        const { code, name, description, fields, open, opensAt } = group;
        const closed = open
          ? null
          : ({ because: opensAt === null ? 'supervisor' : 'hours', opensAt } as const);
        return {
          ...{ code, name, description, fields: [...fields], open, closed },
          waiting: inGroup,
          estimateMinutes: group.code === 'D' ? null : inGroup * 6,
        };
      }),
      counters: this.counters.map((counter) => ({ ...counter })),
      waiting,
      absent: inState('noShow'),
      parked: inState('parked'),
      calls: this.calls.slice(0, 20),
      today: {
        issued: this.tickets.length,
        finished,
        noShow: inState('noShow').length,
        dossiers,
        meanWaitSeconds: finished > 0 ? 430 : null,
        meanServiceSeconds: finished > 0 ? 610 : null,
        ratings: {
          good: scores.filter((score) => score === 'good').length,
          fair: scores.filter((score) => score === 'fair').length,
          poor: scores.filter((score) => score === 'poor').length,
        },
      },
    };
  }

  #waiting(): SiteSnapshot['waiting'] {
    return inOrder(this.tickets, this.#places, this.#instant(), this.rules);
  }

  #nextFor(counter: Counter): SiteSnapshot['waiting'][number] | undefined {
    const { id: counterId, groupCodes } = counter;
    const desk = { counterId, officerId: counter.desk?.officerId ?? null, groupCodes };
    return this.#waiting().find((ticket) => isFor(ticket, desk));
  }

  #freeCounter(counterId: string): Result<Counter, AppError> {
    const counter = this.#counter(counterId);
    if (counter === undefined) return err(appError('not-found'));
    if (counter.paused !== null) return err(appError('counter-paused', { counterNumber: counter.number }));
    return counter.current === null
      ? ok(counter)
      : err(appError('counter-busy', { number: counter.current.number }));
  }

  #call(ticketId: string, counter: Counter, action: 'call' | 'callChosen'): Result<Ticket, AppError> {
    return this.#anywhere(ticketId, action, (ticket) => {
      const called = this.#put(ticketId, {
        state: 'called',
        counterId: counter.id,
        calledAt: this.#instant(),
        calls: ticket.calls + 1,
        reservedFor: null,
        parked: null,
      });
      this.#announce(called, counter, false);
      return called;
    });
  }

  #toQueue(ticketId: string, change: Partial<Ticket>, cameBy: Place['cameBy'], front: boolean): Ticket {
    this.#places.set(ticketId, { cameBy, frontSince: front ? this.#instant() : null });
    return this.#put(ticketId, {
      ...change,
      state: 'waiting',
      counterId: null,
      calledAt: null,
      parked: null,
    });
  }

  #announce(ticket: Ticket, counter: Counter, recall: boolean): void {
    this.calls.unshift({
      id: crypto.randomUUID(),
      ticketId: ticket.id,
      number: ticket.number,
      counterId: counter.id,
      counterNumber: counter.number,
      recall,
      at: this.#instant(),
    });
  }

  #atCounter(
    ticketId: string,
    counterId: string,
    action: TicketAction,
    act: (ticket: Ticket, counter: Counter) => Ticket,
  ): Result<Ticket, AppError> {
    const counter = this.#counter(counterId);
    if (counter === undefined) return err(appError('not-found'));
    if (this.#find(ticketId)?.counterId !== counterId) return err(appError('ticket-not-at-counter'));
    return this.#anywhere(ticketId, action, (ticket) => act(ticket, counter));
  }

  #anywhere(
    ticketId: string,
    action: TicketAction,
    act: (ticket: Ticket) => Ticket,
  ): Result<Ticket, AppError> {
    const ticket = this.#find(ticketId);
    if (ticket === undefined) return err(appError('not-found'));
    const moved = moveTicket(ticket.state, action);
    if (!moved.ok) return moved;
    const changed = act(ticket);
    this.steps.push({ ...stepOf(action, ticket, changed, this.counters), at: this.#instant() });
    return ok(changed);
  }

  #find(ticketId: string): Ticket | undefined {
    return this.tickets.find((found) => found.id === ticketId);
  }

  #put(ticketId: string, change: Partial<Ticket>): Ticket {
    const at = this.tickets.findIndex((ticket) => ticket.id === ticketId);
    const ticket = this.tickets[at];
    if (ticket === undefined) throw new Error(`the fake queue has no ticket ${ticketId}`);
    const changed = { ...ticket, ...change };
    this.tickets[at] = changed;
    for (const counter of this.counters) {
      const holds =
        changed.counterId === counter.id && (changed.state === 'called' || changed.state === 'serving');
      if (holds) counter.current = changed;
      else if (counter.current?.id === ticketId) counter.current = null;
    }
    this.#sequence += 1;
    return changed;
  }

  #counter(id: string): Counter | undefined {
    return this.counters.find((counter) => counter.id === id);
  }

  #instant(): string {
    return new Date(this.#now()).toISOString();
  }
}

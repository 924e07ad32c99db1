import type { Call, Counter, QueueReason, SiteSnapshot, Ticket } from '../../../shared/api/queue.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';

interface Group {
  readonly code: string;
  readonly name: { readonly vi: string; readonly en: string };
  readonly description: { readonly vi: string; readonly en: string };
  open: boolean;
}

const names: Readonly<Record<string, Group>> = {
  A: {
    code: 'A',
    name: { vi: 'Hộ tịch, chứng thực', en: 'Civil status, certification' },
    description: {
      vi: 'Khai sinh, kết hôn, khai tử, chứng thực bản sao',
      en: 'Births, marriages, deaths, certified copies',
    },
    open: true,
  },
  B: {
    code: 'B',
    name: { vi: 'Đất đai, xây dựng', en: 'Land and construction' },
    description: {
      vi: 'Giấy chứng nhận, tách thửa, giấy phép xây dựng',
      en: 'Certificates, parcels, building permits',
    },
    open: true,
  },
  C: {
    code: 'C',
    name: { vi: 'Đăng ký kinh doanh', en: 'Business registration' },
    description: {
      vi: 'Hộ kinh doanh, doanh nghiệp, hợp tác xã',
      en: 'Household businesses, companies, co-operatives',
    },
    open: true,
  },
  D: {
    code: 'D',
    name: { vi: 'Người có công, bảo trợ xã hội', en: 'Social protection' },
    description: { vi: 'Trợ cấp, mai táng phí, chính sách', en: 'Allowances, funeral costs, benefits' },
    open: true,
  },
  E: {
    code: 'E',
    name: { vi: 'Trả kết quả', en: 'Collecting results' },
    description: { vi: 'Nhận kết quả theo giấy hẹn', en: 'Results by appointment slip' },
    open: true,
  },
};

const counterGroups: readonly (readonly string[])[] = [['A', 'E'], ['B'], ['C', 'D']];

/** The queue of the fake site: central's commands on tickets, in memory. */
export class FakeQueue {
  readonly #now: () => number;
  readonly groups: Group[] = Object.values(names).map((group) => ({ ...group }));
  readonly counters: Counter[] = counterGroups.map((groupCodes, index) => ({
    id: `quay-${index + 1}`,
    number: index + 1,
    name: { vi: `Quầy ${index + 1}`, en: `Counter ${index + 1}` },
    groupCodes: [...groupCodes],
    current: null,
    lastFinished: null,
  }));
  tickets: Ticket[] = [];
  calls: Call[] = [];
  readonly rated = new Map<string, 'good' | 'fair' | 'poor'>();
  #sequence = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  issue(groupCode: string, priority: Ticket['priority']): Result<Ticket, AppError> {
    const group = this.groups.find((found) => found.code === groupCode);
    if (group === undefined) return err(appError('not-found'));
    if (!group.open) return err(appError('group-closed', { group: groupCode }));
    const count = this.tickets.filter((ticket) => ticket.groupCode === groupCode).length + 1;
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
    };
    this.tickets.push(ticket);
    this.#sequence += 1;
    return ok(ticket);
  }

  callNext(counterId: string): Result<{ ticket: Ticket | null; reason: QueueReason | null }, AppError> {
    const counter = this.#counter(counterId);
    if (counter === undefined) return err(appError('not-found'));
    if (counter.current !== null) return err(appError('counter-busy'));
    const next = this.#waiting().find((ticket) => counter.groupCodes.includes(ticket.groupCode));
    if (next === undefined) return ok({ ticket: null, reason: null });
    const ticket = this.#put(next.id, {
      state: 'called',
      counterId,
      calledAt: this.#instant(),
      calls: next.calls + 1,
    });
    this.#announce(ticket, counter, false);
    return ok({ ticket, reason: next.reason });
  }

  recall(ticketId: string, counterId: string): Result<Ticket, AppError> {
    return this.#atCounter(ticketId, counterId, ['called'], (ticket, counter) => {
      const changed = this.#put(ticket.id, { calls: ticket.calls + 1 });
      this.#announce(changed, counter, true);
      return changed;
    });
  }

  start(ticketId: string, counterId: string): Result<Ticket, AppError> {
    return this.#atCounter(ticketId, counterId, ['called'], (ticket) =>
      this.#put(ticket.id, { state: 'serving' }),
    );
  }

  noShow(ticketId: string, counterId: string): Result<Ticket, AppError> {
    return this.#atCounter(ticketId, counterId, ['called'], (ticket) =>
      this.#put(ticket.id, { state: 'noShow', counterId: null, misses: ticket.misses + 1 }),
    );
  }

  finish(ticketId: string, counterId: string): Result<Ticket, AppError> {
    return this.#atCounter(ticketId, counterId, ['called', 'serving'], (ticket, counter) => {
      const changed = this.#put(ticket.id, { state: 'finished' });
      counter.lastFinished = changed;
      return changed;
    });
  }

  restore(ticketId: string): Result<Ticket, AppError> {
    const ticket = this.tickets.find((found) => found.id === ticketId);
    if (ticket === undefined) return err(appError('not-found'));
    if (ticket.state !== 'noShow') return err(appError('illegal-transition'));
    return ok(this.#put(ticketId, { state: 'waiting' }));
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

  snapshot(dossiers: number): SiteSnapshot {
    const waiting = this.#waiting();
    const scores = [...this.rated.values()];
    const count = (state: Ticket['state']): number =>
      this.tickets.filter((ticket) => ticket.state === state).length;
    return {
      siteId: 'mau',
      sequence: this.#sequence,
      at: this.#instant(),
      day: this.#instant().slice(0, 10),
      groups: this.groups.map((group) => {
        const inGroup = waiting.filter((ticket) => ticket.groupCode === group.code).length;
        return {
          ...group,
          fields: [],
          waiting: inGroup,
          estimateMinutes: group.code === 'D' ? null : inGroup * 6,
        };
      }),
      counters: this.counters.map((counter) => ({ ...counter })),
      waiting,
      absent: this.tickets.filter((ticket) => ticket.state === 'noShow'),
      calls: this.calls.slice(0, 20),
      today: {
        issued: this.tickets.length,
        finished: count('finished'),
        noShow: count('noShow'),
        dossiers,
        meanWaitSeconds: count('finished') > 0 ? 430 : null,
        meanServiceSeconds: count('finished') > 0 ? 610 : null,
        ratings: {
          good: scores.filter((score) => score === 'good').length,
          fair: scores.filter((score) => score === 'fair').length,
          poor: scores.filter((score) => score === 'poor').length,
        },
      },
    };
  }

  #waiting(): SiteSnapshot['waiting'] {
    const rank = (ticket: Ticket): number => (ticket.misses > 0 ? 0 : ticket.priority === 'normal' ? 2 : 1);
    return this.tickets
      .filter((ticket) => ticket.state === 'waiting')
      .map((ticket) => ({
        ...ticket,
        reason: {
          rule: (['restored', 'priority', 'longestWaiting'] as const)[rank(ticket)] ?? 'longestWaiting',
          priority: ticket.priority,
          waitedSeconds: Math.max(0, Math.floor((this.#now() - Date.parse(ticket.issuedAt)) / 1000)),
        },
      }))
      .sort((one, other) => rank(one) - rank(other) || one.issuedAt.localeCompare(other.issuedAt));
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
    from: readonly Ticket['state'][],
    act: (ticket: Ticket, counter: Counter) => Ticket,
  ): Result<Ticket, AppError> {
    const ticket = this.tickets.find((found) => found.id === ticketId);
    const counter = this.#counter(counterId);
    if (ticket === undefined || counter === undefined) return err(appError('not-found'));
    if (ticket.counterId !== counterId) return err(appError('ticket-not-at-counter'));
    if (!from.includes(ticket.state)) return err(appError('illegal-transition', { state: ticket.state }));
    return ok(act(ticket, counter));
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

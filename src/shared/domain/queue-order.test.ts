import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PriorityClass } from '../api/queue.ts';
import { defaultQueueRules, orderQueue, QueueRules, type QueuedTicket } from './queue-order.ts';

const opening = Date.parse('2026-03-02T07:00:00+07:00');
const at = (minute: number): string => new Date(opening + minute * 60_000).toISOString();
const now = at(120);

function ticket(
  id: string,
  minute: number,
  priority: PriorityClass = 'normal',
  restored?: number,
): QueuedTicket {
  const restoredAt = restored === undefined ? null : at(restored);
  return { id, groupCode: id.charAt(0), priority, issuedAt: at(minute), restoredAt };
}

function order(
  waiting: QueuedTicket[],
  more: { rules?: QueueRules; recentCalls?: PriorityClass[]; groupCodes?: string[] } = {},
): string[] {
  const { rules = defaultQueueRules, recentCalls = [], groupCodes = null } = more;
  return orderQueue({ waiting, groupCodes, rules, recentCalls, now }).map(
    (place) => `${place.ticket.id} ${place.reason.rule}`,
  );
}

describe('who is next', () => {
  it('is who waited longest, where nobody has precedence', () => {
    expect(order([ticket('A-2', 5), ticket('A-3', 9), ticket('A-1', 1)])).toEqual([
      'A-1 longestWaiting',
      'A-2 longestWaiting',
      'A-3 longestWaiting',
    ]);
  });

  it('is who has precedence, by class and then by arrival, two of three while others wait', () => {
    const waiting = [
      ticket('A-1', 1),
      ticket('A-2', 2),
      ticket('A-3', 3, 'withChild'),
      ticket('A-4', 4, 'elderly'),
      ticket('A-5', 5, 'elderly'),
      ticket('A-6', 6, 'pregnant'),
    ];
    expect(order(waiting)).toEqual([
      'A-4 priority',
      'A-5 priority',
      'A-1 ratio',
      'A-6 priority',
      'A-3 priority',
      'A-2 longestWaiting',
    ]);
  });

  it('remembers the calls before', () => {
    const waiting = [ticket('A-1', 1), ticket('A-2', 2, 'elderly')];
    expect(order(waiting, { recentCalls: ['elderly', 'disabled'] })[0]).toBe('A-1 ratio');
    expect(order(waiting, { recentCalls: ['elderly', 'normal', 'disabled'] })[0]).toBe('A-2 priority');
    expect(order(waiting, { recentCalls: ['normal', 'elderly', 'elderly'] })[0]).toBe('A-2 priority');
  });

  it('gives precedence its whole share again when nobody else waits', () => {
    const waiting = ['A-1', 'A-2', 'A-3', 'A-4'].map((id, index) => ticket(id, index, 'elderly'));
    expect(order(waiting, { recentCalls: ['elderly', 'elderly'] })).toEqual(
      waiting.map(({ id }) => `${id} priority`),
    );
  });

  it('is first of all who was put back, in that order, whatever the class', () => {
    const waiting = [
      ticket('A-1', 1, 'elderly'),
      ticket('A-2', 50, 'normal', 101),
      ticket('A-3', 60, 'normal', 100),
    ];
    expect(order(waiting)).toEqual(['A-3 restored', 'A-2 restored', 'A-1 priority']);
  });

  it('is nobody of a group that the counter does not serve', () => {
    const waiting = [ticket('A-1', 1, 'elderly'), ticket('B-1', 2), ticket('C-1', 3, 'normal', 90)];
    expect(order(waiting, { groupCodes: ['B'] })).toEqual(['B-1 longestWaiting']);
    expect(order(waiting, { groupCodes: [] })).toEqual([]);
  });

  it('treats a class that the site does not list like everybody', () => {
    const rules: QueueRules = { priorityRatio: { priority: 1, of: 2 }, orderOfClasses: ['disabled'] };
    const waiting = [ticket('A-1', 1), ticket('A-2', 2, 'elderly'), ticket('A-3', 3, 'disabled')];
    expect(order(waiting, { rules })).toEqual(['A-3 priority', 'A-1 longestWaiting', 'A-2 longestWaiting']);
    expect(order(waiting, { rules, recentCalls: ['elderly'] })[0]).toBe('A-3 priority');
  });

  it('can put precedence off altogether, or always first', () => {
    const waiting = [ticket('A-1', 1), ticket('A-2', 2, 'elderly'), ticket('A-3', 3, 'elderly')];
    const never = { ...defaultQueueRules, priorityRatio: { priority: 0, of: 1 } };
    const always = { ...defaultQueueRules, priorityRatio: { priority: 1, of: 1 } };
    expect(order(waiting, { rules: never })).toEqual(['A-1 ratio', 'A-2 priority', 'A-3 priority']);
    expect(order(waiting, { rules: always, recentCalls: ['elderly', 'elderly'] })[0]).toBe('A-2 priority');
  });

  it('says how long they waited, never less than nothing', () => {
    const waiting = [ticket('A-1', 118), ticket('A-2', 125)];
    const places = orderQueue({ waiting, groupCodes: null, rules: defaultQueueRules, recentCalls: [], now });
    expect(places.map((place) => place.reason.waitedSeconds)).toEqual([120, 0]);
  });
});

describe('for any queue', () => {
  const anyClass = fc.constantFrom(...PriorityClass.options);
  const anyRules = fc.record({
    priorityRatio: fc
      .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 4 }))
      .map(([priority, more]) => ({ priority, of: priority + more })),
    orderOfClasses: fc.subarray(QueueRules.shape.orderOfClasses.element.options),
  });
  const anyTicket = fc.record({
    id: fc.uuid(),
    groupCode: fc.constantFrom('A', 'B'),
    priority: anyClass,
    issuedAt: fc.nat(100).map(at),
    restoredAt: fc.option(fc.nat(100).map(at), { freq: 5 }),
  });
  const anyQueue = fc.uniqueArray(anyTicket, { selector: (entry) => entry.id, maxLength: 30 });
  const anyCalls = fc.array(anyClass, { maxLength: 8 });

  it('everybody has exactly one place, the same whatever order they were given in', () => {
    fc.assert(
      fc.property(anyQueue, anyRules, anyCalls, (waiting, rules, recentCalls) => {
        const ordered = order(waiting, { rules, recentCalls });
        expect(ordered.map((place) => place.split(' ')[0]).sort()).toEqual(
          waiting.map(({ id }) => id).sort(),
        );
        expect(order([...waiting].reverse(), { rules, recentCalls })).toEqual(ordered);
      }),
    );
  });

  it('the place in the list is the place in which one would be called', () => {
    fc.assert(
      fc.property(anyQueue, anyRules, anyCalls, (waiting, rules, before) => {
        const whole = order(waiting, { rules, recentCalls: before }).map((place) => place.split(' ')[0]);
        let left = waiting;
        let recentCalls = before;
        const called: string[] = [];
        for (;;) {
          const [next] = orderQueue({ waiting: left, groupCodes: null, rules, recentCalls, now });
          if (!next) break;
          called.push(next.ticket.id);
          recentCalls = [next.ticket.priority, ...recentCalls];
          left = left.filter(({ id }) => id !== next.ticket.id);
        }
        expect(called).toEqual(whole);
      }),
    );
  });

  it('within a class nobody is called before who came earlier', () => {
    fc.assert(
      fc.property(anyQueue, anyRules, anyCalls, (waiting, rules, recentCalls) => {
        const unrestored = waiting.map((entry) => ({ ...entry, restoredAt: null }));
        const ordered = orderQueue({ waiting: unrestored, groupCodes: null, rules, recentCalls, now });
        for (const priority of PriorityClass.options) {
          const times = ordered
            .filter(({ ticket: one }) => one.priority === priority)
            .map(({ ticket: one }) => one.issuedAt);
          expect(times).toEqual([...times].sort());
        }
      }),
    );
  });

  it('however many come with precedence, who has none is called within the ratio', () => {
    fc.assert(
      fc.property(
        anyRules,
        anyCalls,
        fc.array(fc.array(anyClass, { maxLength: 4 }), { minLength: 12, maxLength: 25 }),
        (rules, before, arrivals) => {
          const { priority, of } = rules.priorityRatio;
          const hasPrecedence = (value: PriorityClass): boolean =>
            value !== 'normal' && rules.orderOfClasses.includes(value);
          let waiting: QueuedTicket[] = [];
          let recentCalls = before;
          let callsInARow = 0;
          let serial = 0;
          for (const arriving of arrivals) {
            for (const value of arriving) {
              serial += 1;
              waiting.push(ticket(`A-${String(serial).padStart(4, '0')}`, serial / 10, value));
            }
            const [next] = orderQueue({ waiting, groupCodes: null, rules, recentCalls, now });
            if (!next) continue;
            const passedOver = waiting.some((one) => !hasPrecedence(one.priority));
            callsInARow = hasPrecedence(next.ticket.priority) && passedOver ? callsInARow + 1 : 0;
            expect(callsInARow).toBeLessThanOrEqual(priority);
            waiting = waiting.filter(({ id }) => id !== next.ticket.id);
            recentCalls = [next.ticket.priority, ...recentCalls];
            const window = recentCalls.slice(0, of).filter(hasPrecedence).length;
            if (hasPrecedence(next.ticket.priority) && passedOver)
              expect(window).toBeLessThanOrEqual(priority);
          }
        },
      ),
    );
  });
});

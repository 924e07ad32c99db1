import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CameBy, PriorityClass } from '../api/queue.ts';
import {
  defaultQueueRules,
  groupsServed,
  headsOf,
  isFor,
  orderQueue,
  placeFor,
  QueueRules,
  type CallingDesk,
  type QueuedTicket,
} from './queue-order.ts';

const opening = Date.parse('2026-03-02T07:00:00+07:00');
const at = (minute: number): string => new Date(opening + minute * 60_000).toISOString();
const now = at(120);

function ticket(
  id: string,
  minute: number,
  priority: PriorityClass = 'normal',
  restored?: number,
): QueuedTicket {
  return {
    id,
    groupCode: id.charAt(0),
    priority,
    waitingSince: at(minute),
    frontSince: restored === undefined ? null : at(restored),
    cameBy: restored === undefined ? 'issue' : 'restore',
    reservedFor: null,
    slotFrom: null,
  };
}

const desk: CallingDesk = { counterId: 'quay-1', officerId: 'can-bo-1', groupCodes: ['A'] };

function order(
  waiting: QueuedTicket[],
  more: { rules?: QueueRules; recentCalls?: PriorityClass[]; groupCodes?: string[]; desk?: CallingDesk } = {},
): string[] {
  const { rules = defaultQueueRules, recentCalls = [], groupCodes } = more;
  const calling = more.desk ?? (groupCodes === undefined ? null : { ...desk, groupCodes });
  return orderQueue({ waiting, desk: calling, rules, recentCalls, now }).map(
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
    const rules: QueueRules = {
      ...defaultQueueRules,
      priorityRatio: { priority: 1, of: 2 },
      orderOfClasses: ['disabled'],
    };
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

  it('is at the front who was put there, and why is said', () => {
    const waiting = (['restore', 'unpark', 'transfer', 'nextService'] as const).map((cameBy, index) => ({
      ...ticket(`A-${index + 1}`, 50, 'normal', 100 + index),
      cameBy,
    }));
    expect(order([ticket('A-9', 1, 'elderly'), ...waiting])).toEqual([
      'A-1 restored',
      'A-2 takenBack',
      'A-3 transferred',
      'A-4 nextService',
      'A-9 priority',
    ]);
  });

  it('is nobody who was sent to another counter or officer, and whoever was sent here, of any group', () => {
    const waiting: QueuedTicket[] = [
      { ...ticket('A-1', 1), reservedFor: { kind: 'counter', counterId: 'quay-2' } },
      { ...ticket('A-2', 2), reservedFor: { kind: 'officer', officerId: 'can-bo-2' } },
      { ...ticket('B-3', 3), reservedFor: { kind: 'counter', counterId: 'quay-1' } },
      { ...ticket('B-4', 4), reservedFor: { kind: 'officer', officerId: 'can-bo-1' } },
      ticket('B-5', 5),
      ticket('A-6', 6),
    ];
    expect(order(waiting, { desk })).toEqual([
      'B-3 longestWaiting',
      'B-4 longestWaiting',
      'A-6 longestWaiting',
    ]);
    expect(order(waiting, { desk: { ...desk, officerId: null } })).toEqual([
      'B-3 longestWaiting',
      'A-6 longestWaiting',
    ]);
    expect(order(waiting)).toHaveLength(waiting.length);
    expect(isFor(waiting[0]!, { ...desk, counterId: 'quay-2' })).toBe(true);
  });

  it('is of the groups that the officer has the skill for', () => {
    expect(groupsServed(['A', 'B', 'C'], [])).toEqual(['A', 'B', 'C']);
    expect(groupsServed(['A', 'B', 'C'], ['C', 'D', 'A'])).toEqual(['A', 'C']);
  });

  it('counts the time waited, not the time served, when a number is sent on', () => {
    const moment = new Date('2026-03-02T09:00:00+07:00');
    const tenBefore = new Date('2026-03-02T08:50:00+07:00');
    expect(placeFor('keepWait', moment, 600_000)).toEqual({ waitingSince: tenBefore, frontSince: null });
    expect(placeFor('front', moment, 600_000)).toEqual({ waitingSince: tenBefore, frontSince: moment });
    expect(placeFor('back', moment, 600_000)).toEqual({ waitingSince: moment, frontSince: null });
    expect(placeFor('keepWait', moment, -5).waitingSince).toEqual(moment);
  });

  it('is, of those without precedence, who has an appointment whose slot has begun, slots in order', () => {
    const waiting = [
      ticket('A-1', 1),
      { ...ticket('A-2', 9), slotFrom: at(60) },
      { ...ticket('A-3', 5), slotFrom: at(90) },
      { ...ticket('A-4', 3), slotFrom: at(121) },
      { ...ticket('A-5', 10, 'elderly'), slotFrom: at(60) },
      { ...ticket('A-6', 2), slotFrom: at(60), cameBy: 'transfer' as const },
    ];
    expect(order(waiting)).toEqual([
      'A-5 priority',
      'A-2 appointment',
      'A-3 appointment',
      'A-1 longestWaiting',
      'A-6 longestWaiting',
      'A-4 longestWaiting',
    ]);
    const appointments = { ...defaultQueueRules.appointments, place: 'byTurn' as const };
    expect(order(waiting, { rules: { ...defaultQueueRules, appointments } })[1]).toBe('A-1 longestWaiting');
  });

  it('reads the rules of a site that were written before there were more', () => {
    const { priorityRatio, orderOfClasses } = defaultQueueRules;
    expect(QueueRules.parse({ priorityRatio, orderOfClasses })).toEqual(defaultQueueRules);
    const blocks = [{ from: '08:00', to: '07:00' }];
    expect(QueueRules.safeParse({ ...defaultQueueRules, issueHours: blocks }).success).toBe(false);
  });

  it('says how long they waited, never less than nothing', () => {
    const waiting = [ticket('A-1', 118), ticket('A-2', 125)];
    const places = orderQueue({ waiting, desk: null, rules: defaultQueueRules, recentCalls: [], now });
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
    transferred: fc.constant('keepWait' as const),
    nextService: fc.constant('keepWait' as const),
    issueHours: fc.constant(null),
    appointments: fc
      .constantFrom('beforeOrdinary' as const, 'byTurn' as const)
      .map((place) => ({ ...defaultQueueRules.appointments, place })),
  });
  const anyReservation = fc.oneof(
    { weight: 4, arbitrary: fc.constant(null) },
    fc.constantFrom('quay-1', 'quay-2').map((counterId) => ({ kind: 'counter' as const, counterId })),
    fc.constantFrom('can-bo-1', 'can-bo-2').map((officerId) => ({ kind: 'officer' as const, officerId })),
  );
  const anyTicket = fc.record({
    id: fc.uuid(),
    groupCode: fc.constantFrom('A', 'B'),
    priority: anyClass,
    waitingSince: fc.nat(100).map(at),
    frontSince: fc.option(fc.nat(100).map(at), { freq: 5 }),
    cameBy: fc.constantFrom(...CameBy.options),
    reservedFor: anyReservation,
    slotFrom: fc.option(fc.integer({ min: 60, max: 180 }).map(at), { freq: 2 }),
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
          const [next] = orderQueue({ waiting: left, desk: null, rules, recentCalls, now });
          if (!next) break;
          called.push(next.ticket.id);
          recentCalls = [next.ticket.priority, ...recentCalls];
          left = left.filter(({ id }) => id !== next.ticket.id);
        }
        expect(called).toEqual(whole);
      }),
    );
  });

  it('who is first for a desk is known from the heads alone', () => {
    const anyDesk = fc.record({
      counterId: fc.constantFrom('quay-1', 'quay-2'),
      officerId: fc.constantFrom(null, 'can-bo-1', 'can-bo-2'),
      groupCodes: fc.subarray(['A', 'B']),
    });
    fc.assert(
      fc.property(anyQueue, anyRules, anyCalls, anyDesk, (waiting, rules, recentCalls, calling) => {
        const request = { desk: calling, rules, recentCalls, now };
        expect(orderQueue({ ...request, waiting: headsOf(waiting) })[0]).toEqual(
          orderQueue({ ...request, waiting })[0],
        );
      }),
    );
  });

  it('within a class nobody is called before who came earlier', () => {
    fc.assert(
      fc.property(anyQueue, anyRules, anyCalls, (waiting, rules, recentCalls) => {
        const unrestored = waiting.map((entry) => ({ ...entry, frontSince: null, slotFrom: null }));
        const ordered = orderQueue({ waiting: unrestored, desk: null, rules, recentCalls, now });
        for (const priority of PriorityClass.options) {
          const times = ordered
            .filter(({ ticket: one }) => one.priority === priority)
            .map(({ ticket: one }) => one.waitingSince);
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
            const [next] = orderQueue({ waiting, desk: null, rules, recentCalls, now });
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

import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LimitUnit } from '../api/procedures.ts';
import { clockOf, dayNumberOf, instantOf, localMinuteOf } from './centre-time.ts';
import { computeDueDate, handOverBy, type Pause } from './due-date.ts';
import { CalendarWalk, WorkingCalendar } from './working-calendar.ts';

interface Row {
  received: string;
  unit: LimitUnit | 'TRANSFER';
  amount: string;
  calendar_note: string;
  expected: string;
  rule: string;
}

const rows: Row[] = parse(readFileSync(new URL('./test-data/due-dates.csv', import.meta.url)), {
  columns: true,
  comment: '#',
});

/** The calendar in the head of the table. */
const tableDaysOff = [
  '2026-01-01',
  ...['16', '17', '18', '19', '20'].map((day) => `2026-02-${day}`),
  '2026-04-27',
  '2026-04-30',
  '2026-05-01',
  '2026-09-02',
  '2026-11-24',
];

function calendarWith(off: readonly string[], makeUp: readonly string[] = []): WorkingCalendar {
  return WorkingCalendar.parse({
    years: [2025, 2026],
    weeklyRest: [0, 6],
    blocks: [
      { from: '07:00', to: '11:30' },
      { from: '13:30', to: '17:00' },
    ],
    holidays: off.map((day) => ({ day, name: 'nghỉ', source: 'table' })),
    makeUpDays: makeUp.map((day) => ({ day, source: 'table' })),
  });
}

const calendar = calendarWith(tableDaysOff);
const local = (text: string): string => `${text}:00+07:00`;

function notesOf(row: Row): Map<string, string> {
  const parts = row.calendar_note.split(';').filter((part) => part !== '');
  return new Map(parts.map((part) => part.split('=', 2) as [string, string]));
}

describe('due dates of the table', () => {
  it('has all sixty cases', () => {
    expect(rows).toHaveLength(60);
  });

  it.each(rows)('$rule: $amount $unit from $received', (row) => {
    const notes = notesOf(row);
    const list = (key: string): string[] => notes.get(key)?.split(',') ?? [];
    const used = calendarWith([...tableDaysOff, ...list('off')], list('makeup'));
    const receivedAt = local(row.received);
    const pause = notes.get('pause')?.split('/');
    const restart = notes.get('restart');
    const result =
      row.unit === 'TRANSFER'
        ? handOverBy({ receivedAt, calendar: used })
        : computeDueDate({
            receivedAt,
            limit: { unit: row.unit, amount: Number(row.amount) },
            calendar: used,
            restartedAt: restart ? local(restart) : null,
            pauses: pause ? [{ from: local(pause[0]!), to: local(pause[1]!) }] : [],
          });
    expect(result).toEqual({ ok: true, value: local(row.expected) });
  });
});

describe('beyond the table', () => {
  const due = (receivedAt: string, amount: number, unit: LimitUnit, pauses: Pause[] = []) =>
    computeDueDate({ receivedAt, limit: { amount, unit }, calendar, pauses });

  it('takes the instant, not its offset, and drops seconds', () => {
    expect(due('2026-03-02T02:20:59Z', 3, 'WORKING_DAY')).toEqual({
      ok: true,
      value: '2026-03-05T09:20:00+07:00',
    });
  });

  it('says nothing where the limit says nothing', () => {
    for (const [amount, unit] of [
      [5, 'OTHER'],
      [0, 'WORKING_DAY'],
      [0, 'OTHER'],
      [1.5, 'DAY'],
      [0.5, 'MONTH'],
    ] as const)
      expect(due(local('2026-03-02T09:00'), amount, unit)).toEqual({ ok: true, value: null });
  });

  it('refuses a year without days off listed instead of guessing', () => {
    const missing = { ok: false, error: { code: 'calendar-missing', detail: { year: 2027 } } };
    expect(due(local('2026-12-31T09:00'), 1, 'WORKING_DAY')).toEqual(missing);
    expect(due(local('2026-12-31T16:30'), 8, 'HOUR')).toEqual(missing);
    expect(due(local('2026-06-01T09:00'), 12, 'MONTH')).toEqual(missing);
    expect(due(local('2026-12-31T15:01'), 0, 'SAME_DAY')).toEqual(missing);
    expect(handOverBy({ receivedAt: local('2027-01-04T09:00'), calendar })).toEqual(missing);
  });

  it('comes to an end on a calendar that never works', () => {
    const never = { ...calendar, weeklyRest: [0, 1, 2, 3, 4, 5, 6] };
    const limit = { amount: 3, unit: 'HOUR' } as const;
    expect(computeDueDate({ receivedAt: local('2026-03-02T09:00'), limit, calendar: never })).toMatchObject({
      ok: false,
      error: { code: 'calendar-missing' },
    });
  });

  it('refuses what is no instant, no pause and no limit of law', () => {
    const begin = local('2026-03-02T09:00');
    const bad = { ok: false, error: { code: 'bad-request' } };
    expect(due('yesterday', 1, 'DAY')).toMatchObject(bad);
    expect(due(begin, Number.NaN, 'DAY')).toMatchObject(bad);
    expect(due(begin, 1e9, 'WORKING_DAY')).toMatchObject(bad);
    const backwards = [{ from: local('2026-03-04T09:00'), to: local('2026-03-03T09:00') }];
    expect(due(begin, 5, 'WORKING_DAY', backwards)).toMatchObject(bad);
    expect(handOverBy({ receivedAt: '', calendar })).toMatchObject(bad);
  });

  it('counts overlapping pauses once, in any order, and ignores pauses outside the limit', () => {
    const begin = local('2026-03-02T09:00');
    const whole = due(begin, 5, 'WORKING_DAY', [
      { from: local('2026-03-04T09:00'), to: local('2026-03-06T09:00') },
    ]);
    const pieces = due(begin, 5, 'WORKING_DAY', [
      { from: local('2026-03-05T08:00'), to: local('2026-03-06T09:00') },
      { from: local('2026-03-04T09:00'), to: local('2026-03-05T10:00') },
      { from: local('2026-02-02T09:00'), to: local('2026-02-10T09:00') },
      { from: local('2026-04-02T09:00'), to: local('2026-04-03T09:00') },
    ]);
    expect(whole).toEqual({ ok: true, value: local('2026-03-11T09:00') });
    expect(pieces).toEqual(whole);
  });

  it('hands over what came on a rest day within the next working day', () => {
    expect(handOverBy({ receivedAt: local('2026-03-07T16:00'), calendar })).toEqual({
      ok: true,
      value: local('2026-03-09T17:00'),
    });
  });
});

describe('for any receipt and limit', () => {
  const first = localMinuteOf('2025-02-01T00:00:00+07:00')!;
  const last = localMinuteOf('2026-06-30T00:00:00+07:00')!;
  const receipt = fc.integer({ min: first, max: last });
  const limit = fc.record({
    unit: fc.constantFrom<LimitUnit>('WORKING_DAY', 'DAY', 'HOUR', 'MONTH', 'SAME_DAY'),
    amount: fc.integer({ min: 1, max: 5 }),
  });
  const minuteOf = (result: ReturnType<typeof computeDueDate>): number => {
    if (!result.ok || result.value === null) throw new Error(`no due date: ${JSON.stringify(result)}`);
    return localMinuteOf(result.value)!;
  };
  const dueMinute = (received: number, of: { unit: LimitUnit; amount: number }, pauses: Pause[] = []) =>
    minuteOf(computeDueDate({ receivedAt: instantOf(received), limit: of, calendar, pauses }));

  it('the appointment is on a working day, in working hours, and not before the receipt', () => {
    fc.assert(
      fc.property(receipt, limit, (received, of) => {
        const due = dueMinute(received, of);
        const walk = new CalendarWalk(calendar);
        expect(walk.isWorkingDay(dayNumberOf(due))).toBe(true);
        expect(walk.startFrom(due)).toBe(due);
        expect(due).toBeGreaterThan(received);
      }),
    );
  });

  it('a later receipt or a longer limit never gives an earlier appointment', () => {
    // Calendar days and months keep the clock of the receipt when their end moves (R7), so they are ordered by day alone.
    const comparable = (due: number, unit: LimitUnit): number =>
      unit === 'DAY' || unit === 'MONTH' ? dayNumberOf(due) : due;
    fc.assert(
      fc.property(receipt, receipt, limit, (a, b, of) => {
        const earlier = comparable(dueMinute(Math.min(a, b), of), of.unit);
        const later = comparable(dueMinute(Math.max(a, b), of), of.unit);
        expect(later).toBeGreaterThanOrEqual(earlier);
        expect(dueMinute(a, { ...of, amount: of.amount + 1 })).toBeGreaterThanOrEqual(dueMinute(a, of));
      }),
    );
  });

  it('hours add up: twice three hours are six hours', () => {
    fc.assert(
      fc.property(
        receipt,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        (received, a, b) => {
          const once = dueMinute(received, { unit: 'HOUR', amount: a + b });
          const halfway = dueMinute(received, { unit: 'HOUR', amount: a });
          expect(dueMinute(halfway, { unit: 'HOUR', amount: b })).toBe(once);
        },
      ),
    );
  });

  it('a pause of no length changes nothing, and a longer one never helps', () => {
    fc.assert(
      fc.property(receipt, limit, fc.nat(6000), fc.nat(6000), (received, of, after, length) => {
        const due = dueMinute(received, of);
        const from = instantOf(received + after);
        expect(dueMinute(received, of, [{ from, to: from }])).toBe(due);
        const paused = dueMinute(received, of, [{ from, to: instantOf(received + after + length) }]);
        expect(paused).toBeGreaterThanOrEqual(due);
      }),
    );
  });

  it('the hand-over is at an opening or a closing, on a working day, by the end of the next one', () => {
    fc.assert(
      fc.property(receipt, (received) => {
        const result = handOverBy({ receivedAt: instantOf(received), calendar });
        const minute = minuteOf(result);
        const walk = new CalendarWalk(calendar);
        expect(walk.isWorkingDay(dayNumberOf(minute))).toBe(true);
        expect([walk.opening, walk.closing]).toContain(clockOf(minute));
        expect(minute).toBeLessThanOrEqual(dueMinute(received, { unit: 'WORKING_DAY', amount: 1 }) + 24 * 60);
      }),
    );
  });
});

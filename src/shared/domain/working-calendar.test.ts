import { describe, expect, it } from 'vitest';
import { WorkingCalendar } from './working-calendar.ts';

const good = {
  years: [2026],
  weeklyRest: [0, 6],
  blocks: [
    { from: '07:00', to: '11:30' },
    { from: '13:30', to: '17:00' },
  ],
  holidays: [{ day: '2026-09-02', name: 'Quốc khánh', source: 'BLLĐ 2019 Điều 112' }],
  makeUpDays: [{ day: '2026-08-22', source: 'test' }],
};

describe('the calendar as data', () => {
  it('takes a calendar that fits together', () => {
    expect(WorkingCalendar.parse(good)).toEqual(good);
  });

  it.each([
    ['a day that does not exist', { holidays: [{ day: '2026-02-29', name: 'x', source: 'x' }] }],
    ['a day off without a source', { holidays: [{ day: '2026-09-02', name: 'Quốc khánh', source: '' }] }],
    ['a holiday of a year not covered', { holidays: [{ day: '2027-01-01', name: 'x', source: 'x' }] }],
    ['a make-up day of a year not covered', { makeUpDays: [{ day: '2025-01-11', source: 'x' }] }],
    ['a day both off and worked', { makeUpDays: [{ day: '2026-09-02', source: 'x' }] }],
    ['a block that ends before it begins', { blocks: [{ from: '11:30', to: '07:00' }] }],
    [
      'blocks out of order',
      {
        blocks: [
          { from: '13:30', to: '17:00' },
          { from: '07:00', to: '11:30' },
        ],
      },
    ],
    [
      'blocks that touch',
      {
        blocks: [
          { from: '07:00', to: '11:30' },
          { from: '11:30', to: '17:00' },
        ],
      },
    ],
    ['a time that is none', { blocks: [{ from: '7h', to: '11:30' }] }],
    ['no hours at all', { blocks: [] }],
    ['no year at all', { years: [] }],
    ['an eighth day of the week', { weeklyRest: [7] }],
  ])('refuses %s', (_, change) => {
    expect(WorkingCalendar.safeParse({ ...good, ...change }).success).toBe(false);
  });
});

import { expect, it } from 'vitest';
import { issuingAt } from './issue-hours.ts';
import type { WorkingCalendar } from './working-calendar.ts';

const calendar: WorkingCalendar = {
  years: [2026],
  weeklyRest: [0, 6],
  blocks: [{ from: '07:00', to: '17:00' }],
  holidays: [{ day: '2026-03-03', name: 'nghỉ', source: 'test' }],
  makeUpDays: [{ day: '2026-03-07', source: 'test' }],
};
const hours = [
  { from: '13:15', to: '15:30' },
  { from: '06:15', to: '11:15' },
];
const at = (instant: string) => issuingAt(hours, calendar, instant);

it.each([
  ['the first minute', '2026-03-02T06:15:00+07:00'],
  ['the last minute, to its end', '2026-03-02T15:30:59+07:00'],
  ['a rest day that is worked', '2026-03-07T09:00:00+07:00'],
  ['the same instant told in UTC', '2026-03-02T02:00:00Z'],
])('gives out numbers in %s', (_, instant) => {
  expect(at(instant)).toEqual({ open: true, opensAt: null });
});

it.each([
  ['before opening', '2026-03-02T06:14:59+07:00', '2026-03-02T06:15:00+07:00'],
  ['at noon', '2026-03-02T11:16:00+07:00', '2026-03-02T13:15:00+07:00'],
  // Tuesday is a holiday: Wednesday.
  ['in the evening', '2026-03-02T15:31:00+07:00', '2026-03-04T06:15:00+07:00'],
  ['on a holiday', '2026-03-03T09:00:00+07:00', '2026-03-04T06:15:00+07:00'],
  ['on a Sunday', '2026-03-08T09:00:00+07:00', '2026-03-09T06:15:00+07:00'],
])('gives out none %s, and says when again', (_, instant, opensAt) => {
  expect(at(instant)).toEqual({ open: false, opensAt });
});

it('has no hours unless the site sets some', () => {
  expect(issuingAt(null, calendar, '2026-03-08T03:00:00+07:00').open).toBe(true);
});

it('does not know an opening in a year of rest', () => {
  const closed = { ...calendar, weeklyRest: [0, 1, 2, 3, 4, 5, 6], makeUpDays: [] };
  expect(issuingAt(hours, closed, '2026-03-02T09:00:00+07:00')).toEqual({ open: false, opensAt: null });
});

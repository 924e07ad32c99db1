import { describe, expect, it } from 'vitest';
import type { DossierState } from '../api/dossiers.ts';
import { deadlineOf } from './dossier-deadline.ts';
import { WorkingCalendar } from './working-calendar.ts';

const calendar = WorkingCalendar.parse({
  years: [2026],
  weeklyRest: [0, 6],
  blocks: [{ from: '07:00', to: '17:00' }],
  holidays: [],
  makeUpDays: [],
});
/** Monday. */
const dueAt = '2026-03-09T09:20:00+07:00';
const running = (now: string, withCalendar = true) =>
  deadlineOf({ state: 4, dueAt, finishedAt: null, now, ...(withCalendar ? { calendar } : {}) });
const finished = (finishedAt: string | null, state: DossierState = 9) =>
  deadlineOf({ state, dueAt, finishedAt, now: '2026-06-01T00:00:00Z' });

describe('a dossier against its appointment', () => {
  it('is due soon from the working day before, which may be days away', () => {
    expect(running('2026-03-05T23:59:00+07:00')).toBe('onTime');
    expect(running('2026-03-06T00:00:00+07:00')).toBe('dueSoon');
    expect(running(dueAt)).toBe('dueSoon');
  });

  it('takes the calendar day before where there is no calendar, or none for that year', () => {
    expect(running('2026-03-07T23:59:00+07:00', false)).toBe('onTime');
    expect(running('2026-03-08T00:00:00+07:00', false)).toBe('dueSoon');
    const now = '2027-03-06T12:00:00+07:00';
    const due = '2027-03-08T09:00:00+07:00';
    expect(deadlineOf({ state: 2, dueAt: due, finishedAt: null, now, calendar })).toBe('onTime');
  });

  it('is overdue from the minute after the one printed, in any offset', () => {
    expect(running('2026-03-09T09:20:59+07:00')).toBe('dueSoon');
    expect(running('2026-03-09T02:21:00Z')).toBe('overdue');
  });

  it('was early on a day before, on time to the minute, overdue after it', () => {
    expect(finished('2026-03-08T23:00:00+07:00')).toBe('early');
    expect(finished('2026-03-09T07:00:00+07:00')).toBe('onTime');
    expect(finished('2026-03-09T09:20:00+07:00', 10)).toBe('onTime');
    expect(finished('2026-03-09T09:21:00+07:00', 10)).toBe('overdue');
    expect(finished(null)).toBe('none');
  });

  it.each([1, 3, 5, 6, 7, 8] as const)('has no flag in state %i, however late it is', (state) => {
    expect(deadlineOf({ state, dueAt, finishedAt: null, now: '2026-06-01T00:00:00Z', calendar })).toBe(
      'none',
    );
  });

  it('has no flag without an appointment', () => {
    expect(deadlineOf({ state: 4, dueAt: null, finishedAt: null, now: dueAt, calendar })).toBe('none');
  });
});

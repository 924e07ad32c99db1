import { describe, expect, it } from 'vitest';
import { defaultAppointmentRules } from './appointment-rules.ts';
import { arrivalOf, slotsOfDay } from './appointment-slots.ts';
import { defaultQueueRules } from './queue-order.ts';
import type { WorkingCalendar } from './working-calendar.ts';

const calendar: WorkingCalendar = {
  years: [2026],
  weeklyRest: [0, 6],
  blocks: [
    { from: '07:00', to: '08:15' },
    { from: '13:30', to: '14:00' },
  ],
  holidays: [{ day: '2026-03-03', name: 'Ngày nghỉ', source: 'thử nghiệm' }],
  makeUpDays: [],
};

describe('slots of a day', () => {
  it('are whole, inside the working hours', () => {
    expect(slotsOfDay('2026-03-02', defaultQueueRules, calendar).map(({ from }) => from)).toEqual([
      '2026-03-02T07:00:00+07:00',
      '2026-03-02T07:30:00+07:00',
      '2026-03-02T13:30:00+07:00',
    ]);
  });

  it('are inside the hours in which numbers are given out, where the site has set them', () => {
    const rules = { ...defaultQueueRules, issueHours: [{ from: '08:00', to: '09:00' }] };
    expect(slotsOfDay('2026-03-02', rules, calendar)).toEqual([
      { from: '2026-03-02T08:00:00+07:00', to: '2026-03-02T08:30:00+07:00' },
      { from: '2026-03-02T08:30:00+07:00', to: '2026-03-02T09:00:00+07:00' },
    ]);
  });

  it.each(['2026-03-01', '2026-03-03', 'không phải ngày'])('are none on %s', (day) => {
    expect(slotsOfDay(day, defaultQueueRules, calendar)).toEqual([]);
  });

  it('are none where the site gives no appointments', () => {
    const appointments = { ...defaultAppointmentRules, perSlot: 0 };
    expect(slotsOfDay('2026-03-02', { ...defaultQueueRules, appointments }, calendar)).toEqual([]);
  });
});

describe('an arrival', () => {
  const slot = { from: '2026-03-02T09:00:00+07:00', to: '2026-03-02T09:30:00+07:00' };
  it.each([
    ['2026-03-01T09:00:00+07:00', 'anotherDay'],
    ['2026-03-02T08:44:59+07:00', 'early'],
    ['2026-03-02T08:45:00+07:00', 'due'],
    ['2026-03-02T02:45:00Z', 'due'],
    ['2026-03-02T09:45:01+07:00', 'late'],
    ['2026-03-03T09:00:00+07:00', 'anotherDay'],
  ])('at %s is %s', (now, expected) => {
    expect(arrivalOf(slot, defaultAppointmentRules, now)).toBe(expected);
  });
});

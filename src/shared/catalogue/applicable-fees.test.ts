import { expect, test } from 'vitest';
import type { Fee } from '../api/procedures.ts';
import { applicableFees, dueTotal } from './applicable-fees.ts';

function fee(name: string, more: Partial<Fee> = {}): Fee {
  return { kind: 'fee', name, amount: 10_000, source: 'test', ...more };
}
const situation = { caseCode: 'a', channel: 'DIRECT', day: '2026-12-31' } as const;

test('a fee holds only for its channel and its case', () => {
  const fees = [
    fee('all'),
    fee('online', { channels: ['ONLINE'] }),
    fee('direct', { channels: ['DIRECT', 'POSTAL'] }),
    fee('other case', { caseCodes: ['b'] }),
    fee('this case', { caseCodes: ['a', 'b'] }),
  ];
  expect(applicableFees({ fees }, situation).map((each) => each.name)).toEqual([
    'all',
    'direct',
    'this case',
  ]);
});

test('a temporary reduction ends with its last day, and the normal rate begins on the next', () => {
  const fees = [
    fee('reduced', { validFrom: '2025-07-01', validTo: '2026-12-31' }),
    fee('normal', { validFrom: '2027-01-01' }),
  ];
  const namesOn = (day: string): string[] =>
    applicableFees({ fees }, { ...situation, day }).map((each) => each.name);
  expect(namesOn('2025-06-30')).toEqual([]);
  expect(namesOn('2026-12-31')).toEqual(['reduced']);
  expect(namesOn('2027-01-01')).toEqual(['normal']);
});

test('the total leaves out what is optional, and is unknown when a due amount is', () => {
  expect(dueTotal([fee('due'), fee('due too', { amount: 5_000 }), fee('copy', { optional: true })])).toBe(
    15_000,
  );
  expect(dueTotal([fee('due'), fee('copy', { optional: true, amount: null })])).toBe(10_000);
  expect(dueTotal([fee('due'), fee('by the council', { amount: null })])).toBeNull();
});

test('a catalogue that names no due fee does not say that nothing is owed', () => {
  expect(dueTotal([])).toBeNull();
  expect(dueTotal([fee('copy', { optional: true })])).toBeNull();
  expect(dueTotal([fee('waived', { amount: 0 })])).toBe(0);
});

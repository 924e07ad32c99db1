import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { fuzzScans } from './scan-fuzz.contract.ts';

it('random scans: no crash, no wrong meaning, no leak (a failure names the seed that repeats it)', () => {
  const report = fuzzScans(randomInt(2 ** 32), (rounds) => rounds === 3000);
  for (const meaning of [
    'ticket',
    'dossier',
    'citizenCard',
    'refused: torn',
    'refused: gs1',
    'refused: encoding',
  ])
    expect(report.meanings[meaning]).toBeGreaterThan(100);
});

it('a seed is a run', () => {
  const run = () => fuzzScans(7, (rounds) => rounds === 50);
  expect(run()).toEqual(run());
});

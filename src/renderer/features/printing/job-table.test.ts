import { expect, it } from 'vitest';
import type { PrintJob } from '../../../shared/contract/printing.ts';
import { applyAnswer, applyEvent, jobsOf, noJobs, openJobs } from './job-table.ts';

function job(state: PrintJob['state'], id = 'a', createdAt = '2026-03-02T02:00:00Z'): PrintJob {
  return {
    id,
    kind: 'receipt',
    title: 'Giấy tiếp nhận',
    reference: 'H39.30-260302-0001',
    printerId: 'receipt',
    state,
    reason: null,
    confirmed: false,
    copy: 1,
    copyOf: null,
    settledBy: null,
    stationId: 'quay-1',
    createdAt,
    endedAt: null,
    ms: null,
  };
}

it('takes the answer of a call when no event has told of the job', () => {
  expect(applyAnswer(noJobs, [job('prepared')], noJobs).jobs['a']?.state).toBe('prepared');
});

it('does not let the answer of a call undo an event that came while it was under way', () => {
  const during = applyEvent(noJobs, job('printed'));
  expect(applyAnswer(during, [job('prepared')], noJobs).jobs['a']?.state).toBe('printed');
});

it('takes an answer that is newer than the events before the call', () => {
  const before = applyEvent(noJobs, job('unknown'));
  expect(applyAnswer(before, [job('notPrinted')], before).jobs['a']?.state).toBe('notPrinted');
});

it('lists what a person must deal with, newest first, and the papers of a dossier, oldest first', () => {
  const table = [
    job('unknown', 'a', '2026-03-02T02:00:00Z'),
    job('printed', 'b', '2026-03-02T02:01:00Z'),
    job('notPrinted', 'c', '2026-03-02T02:02:00Z'),
  ].reduce(applyEvent, noJobs);
  expect(openJobs(table).map(({ id }) => id)).toEqual(['c', 'a']);
  expect(jobsOf(table, 'H39.30-260302-0001').map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});

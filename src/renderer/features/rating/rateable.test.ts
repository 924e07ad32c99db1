import { expect, it } from 'vitest';
import type { Counter, Ticket } from '../../../shared/api/queue.ts';
import { askForMs, noteVisit, rateable } from './rateable.ts';

function ticket(id: string, state: Ticket['state']): Ticket {
  return {
    id,
    siteId: 'mau',
    number: 'A-001',
    groupCode: 'A',
    day: '2026-03-02',
    state,
    priority: 'normal',
    issuedAt: '2026-03-02T02:00:00Z',
    calledAt: null,
    counterId: 'quay-1',
    calls: 1,
    misses: 0,
    waitingSince: null,
    slotFrom: null,
    reservedFor: null,
    parked: null,
  };
}
function counter(lastFinished: Ticket | null, current: Ticket | null = null): Counter {
  return {
    id: 'quay-1',
    number: 1,
    name: { vi: 'Quầy 1', en: 'Counter 1' },
    groupCodes: ['A'],
    paused: null,
    desk: null,
    current,
    lastFinished,
  };
}
const finished = ticket('a', 'finished');
const seen = noteVisit(null, finished, 1000);

it('asks about the visit that ended last', () => {
  expect(rateable(counter(finished), seen, new Set(), 1000)).toEqual(finished);
});

it('asks once', () => {
  expect(rateable(counter(finished), seen, new Set(['a']), 1000)).toBeNull();
});

it('stops asking after a while, counted from when the visit was first seen', () => {
  const later = noteVisit(seen, finished, 5000);
  expect(rateable(counter(finished), later, new Set(), 1000 + askForMs)).toEqual(finished);
  expect(rateable(counter(finished), later, new Set(), 1001 + askForMs)).toBeNull();
});

it('does not ask the citizen who is being served about somebody else’s visit', () => {
  expect(rateable(counter(finished, ticket('b', 'called')), seen, new Set(), 1000)).toEqual(finished);
  expect(rateable(counter(finished, ticket('b', 'serving')), seen, new Set(), 1000)).toBeNull();
});

it('asks nothing where nobody was served', () => {
  expect(rateable(counter(null), noteVisit(seen, null, 2000), new Set(), 2000)).toBeNull();
});

import { expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { stationHost, testSite } from '../../testing/render-window.tsx';
import { makeCounterStore, sameClickMs } from './store.ts';

function desk() {
  const site = testSite();
  let time = 0;
  const store = makeCounterStore(stationHost(site, 'quay-1'), () => time);
  const first = site.queue.issue('A', 'normal');
  if (!first.ok) throw new Error('the fake site gave no number');
  return { site, store, ticket: first.value, pass: (ms: number) => (time += ms) };
}

it('calls the next number and says why it is next', async () => {
  const { store } = desk();
  await store.getState().callNext();
  expect(store.getState().line).toMatchObject({
    kind: 'called',
    number: 'A-001',
    reason: { rule: 'longestWaiting' },
  });
});

it('says that nobody waits instead of failing', async () => {
  const { site, store } = desk();
  site.queue.tickets = [];
  await store.getState().callNext();
  expect(store.getState()).toMatchObject({ line: { kind: 'nobody' }, error: null });
});

it('sends one command for two clicks while the first is under way', async () => {
  const { site, store, pass } = desk();
  const release = site.hold('tickets.callNext');
  const first = store.getState().callNext();
  expect(store.getState().acting).toBe('callNext');
  pass(sameClickMs * 10);
  await store.getState().callNext();
  release();
  await first;
  expect(site.countOf('tickets.callNext')).toBe(1);
  expect(store.getState().acting).toBeNull();
});

it('takes a double click for one command, also when the first was quick', async () => {
  const { site, store, ticket, pass } = desk();
  await store.getState().callNext();
  await store.getState().recall(ticket.id);
  pass(sameClickMs - 1);
  await store.getState().recall(ticket.id);
  expect(site.countOf('tickets.recall')).toBe(1);
  pass(1);
  await store.getState().recall(ticket.id);
  expect(site.countOf('tickets.recall')).toBe(2);
});

it('does at once again what was refused', async () => {
  const { site, store, ticket } = desk();
  await store.getState().callNext();
  site.failNext('tickets.recall', appError('not-found'));
  await store.getState().recall(ticket.id);
  expect(store.getState().error?.code).toBe('not-found');
  await store.getState().recall(ticket.id);
  expect(store.getState().error).toBeNull();
  expect(site.countOf('tickets.recall')).toBe(2);
});

it('keeps an error until the next command', async () => {
  const { site, store, ticket, pass } = desk();
  await store.getState().start(ticket.id);
  expect(store.getState().error?.code).toBe('ticket-not-at-counter');
  pass(sameClickMs);
  await store.getState().callNext();
  expect(store.getState().error).toBeNull();
  site.failNext('tickets.finish', appError('central-timeout'));
  expect(await store.getState().finish(ticket.id, 'guided')).toBe(false);
  expect(store.getState().error?.code).toBe('central-timeout');
});

it('restores a number that did not come', async () => {
  const { site, store, ticket } = desk();
  await store.getState().callNext();
  await store.getState().noShow(ticket.id);
  await store.getState().restore(ticket.id);
  expect(site.queue.tickets[0]).toMatchObject({ state: 'waiting', misses: 1 });
});

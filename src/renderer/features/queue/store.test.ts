import { expect, it, vi } from 'vitest';
import { stationHost, testNow, testSite } from '../../testing/render-window.tsx';
import { absentFor, counterOf, groupLines, secondsSince, waitingFor } from './selectors.ts';
import { makeQueueStore } from './store.ts';

it('shows the queue at once and replaces it with every event', async () => {
  const site = testSite();
  const store = makeQueueStore(stationHost(site, 'quay-1'));
  const detach = store.getState().attach();
  await vi.waitFor(() => expect(store.getState().view?.snapshot?.waiting).toHaveLength(0));
  site.queue.issue('A', 'normal');
  site.changed();
  expect(store.getState().view?.snapshot?.waiting).toHaveLength(1);
  detach();
  site.queue.issue('A', 'normal');
  site.changed();
  expect(store.getState().view?.snapshot?.waiting).toHaveLength(1);
});

it('does not let a slow answer undo an event that came meanwhile', async () => {
  const site = testSite();
  const release = site.hold('queue.view');
  const store = makeQueueStore(stationHost(site, 'quay-1'));
  store.getState().attach();
  site.setCentral('away');
  const told = store.getState().view;
  release();
  await Promise.resolve();
  await vi.waitFor(() => expect(site.countOf('queue.view')).toBe(1));
  expect(store.getState().view).toBe(told);
});

it('gives each counter the part of the queue that is its own', () => {
  const site = testSite();
  site.queue.issue('A', 'normal');
  site.queue.issue('B', 'normal');
  const snapshot = site.view().snapshot;
  const counter = counterOf(snapshot, 'quay-2');
  expect(waitingFor(snapshot, counter).map(({ number }) => number)).toEqual(['B-001']);
  expect(absentFor(snapshot, counter)).toEqual([]);
  expect(counterOf(snapshot, null)).toBeNull();
  expect(groupLines(snapshot!, testNow + 90_000)[1]).toMatchObject({ waiting: 1, longestSeconds: 90 });
});

it('never counts a wait backwards', () => {
  expect(secondsSince(new Date(testNow).toISOString(), testNow - 5000)).toBe(0);
});

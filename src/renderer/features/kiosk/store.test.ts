import { expect, it, vi } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { stationHost, testSite } from '../../testing/render-window.tsx';
import { makeKioskStore } from './store.ts';

function kiosk() {
  const site = testSite();
  const store = makeKioskStore(stationHost(site, 'kiosk'));
  store.getState().attach();
  return { site, store };
}

it('gives one number for two taps', async () => {
  const { site, store } = kiosk();
  store.getState().chooseGroup('A');
  await Promise.all([store.getState().takeNumber(null, 'vi'), store.getState().takeNumber(null, 'vi')]);
  await store.getState().takeNumber(null, 'vi');
  expect(site.queue.tickets).toHaveLength(1);
  expect(store.getState().ticket?.number).toBe('A-001');
});

it('keeps the number when the paper fails, and prints the slip of the same number again', async () => {
  const { site, store } = kiosk();
  site.printing.setFault('ticket', 'paperOut', true);
  store.getState().chooseGroup('A');
  await store.getState().takeNumber(null, 'vi');
  await vi.waitFor(() => expect(store.getState().job?.state).toBe('notPrinted'));
  site.printing.setFault('ticket', 'paperOut', false);
  await store.getState().printAgain('vi');
  await vi.waitFor(() => expect(store.getState().job?.state).toBe('printed'));
  expect(site.queue.tickets).toHaveLength(1);
  expect(site.countOf('tickets.issue')).toBe(1);
  expect(site.printing.jobs).toHaveLength(1);
  expect(store.getState().ticket?.number).toBe('A-001');
});

it('does not lose what a printer told before the number was answered', async () => {
  const { site, store } = kiosk();
  const host = stationHost(site, 'quay-1');
  // Jobs end in microtasks here, so the events overtake the answer of the call that made the job.
  store.getState().chooseGroup('A');
  await store.getState().takeNumber(null, 'vi');
  await vi.waitFor(() => expect(store.getState().job?.state).toBe('printed'));
  expect((await host.call('printing.jobs', {})).ok).toBe(true);
});

it('shows an error and gives no number while central is away', async () => {
  const { site, store } = kiosk();
  site.setCentral('away');
  store.getState().chooseGroup('A');
  await store.getState().takeNumber(null, 'vi');
  expect(store.getState()).toMatchObject({ ticket: null, issuing: false });
  expect(store.getState().error?.code).toBe('central-unreachable');
});

it('forgets the visitor on starting over, but never in the middle of taking a number', async () => {
  const { site, store } = kiosk();
  store.getState().chooseGroup('A');
  store.getState().choosePriority('elderly');
  const release = site.hold('tickets.issue');
  const taking = store.getState().takeNumber(null, 'vi');
  store.getState().startOver();
  expect(store.getState().groupCode).toBe('A');
  release();
  await taking;
  expect(store.getState().ticket?.priority).toBe('elderly');
  store.getState().startOver();
  expect(store.getState()).toMatchObject({ groupCode: null, priority: 'normal', ticket: null, job: null });
});

it('does not show a late answer for the last visitor to the next one', async () => {
  const { site, store } = kiosk();
  site.printing.setFault('ticket', 'paperOut', true);
  store.getState().chooseGroup('A');
  await store.getState().takeNumber(null, 'vi');
  const release = site.hold('tickets.print');
  const printing = store.getState().printAgain('vi');
  store.getState().startOver();
  site.failNext('tickets.print', appError('printer-unreachable'));
  release();
  await printing;
  expect(store.getState()).toMatchObject({ ticket: null, error: null, job: null });
});

import { expect, it } from 'vitest';
import { stationHost, testSite } from '../../testing/render-window.tsx';
import { makeScanningStore } from './store.ts';

const ticket = { meaning: 'ticket', fields: { ticketId: 'x', number: 'A-001' } } as const;

it('offers a scan to the newest part of the screen first, and to the next where it is left', () => {
  const site = testSite();
  const store = makeScanningStore(stationHost(site, 'quay-1'));
  const detach = store.getState().attach();
  const taken: string[] = [];
  store.getState().take(() => taken.push('screen') > 0);
  const endDialog = store.getState().take(({ result }) => {
    taken.push('dialog');
    return result.meaning === 'citizenCard';
  });
  site.scan('quay-1', ticket);
  expect(taken).toEqual(['dialog', 'screen']);
  endDialog();
  site.scan('quay-1', ticket);
  expect(taken).toEqual(['dialog', 'screen', 'screen']);
  detach();
  site.scan('quay-1', ticket);
  expect(taken).toHaveLength(3);
});

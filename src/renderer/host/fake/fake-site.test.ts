import { expect, it } from 'vitest';
import { hostClient } from '../client.ts';
import { bridgeContract } from '../bridge.contract.ts';
import { FakeSite } from './index.ts';

bridgeContract('the fake site', () => {
  const site = new FakeSite();
  return Promise.resolve({
    kiosk: site.window({ window: 'station', station: 'kiosk' }),
    counter: site.window({ window: 'station', station: 'quay-1' }),
    close: () => Promise.resolve(),
  });
});

it('refuses commands while central is away, and goes on after', async () => {
  const site = new FakeSite();
  const kiosk = hostClient(site.window({ window: 'station', station: 'kiosk' }));
  site.setCentral('away');
  expect(await kiosk.call('tickets.issue', { groupCode: 'A' })).toMatchObject({
    error: { code: 'central-unreachable' },
  });
  site.setCentral('connected');
  expect((await kiosk.call('tickets.issue', { groupCode: 'A' })).ok).toBe(true);
});

it('sends a scan only to the windows of its station', () => {
  const site = new FakeSite();
  const heard: string[] = [];
  for (const station of ['quay-1', 'quay-2'])
    hostClient(site.window({ window: 'station', station })).on('scanning.scanned', () => heard.push(station));
  site.scan('quay-1', { meaning: 'ticket', fields: { ticketId: 'x', number: 'A-001' } });
  expect(heard).toEqual(['quay-1']);
});

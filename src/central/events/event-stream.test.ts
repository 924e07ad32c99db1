import { connect } from 'node:net';
import type { EventSourceMessage } from 'eventsource-parser';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { SiteEvent } from '../../shared/api/events.ts';
import { SiteSnapshot } from '../../shared/api/queue.ts';
import { paths } from '../../shared/api/routes.ts';
import type { ApiClient } from '../testing/api-client.ts';
import { called, issue, serve } from '../testing/counter-work.ts';
import { Listener } from '../testing/event-listener.ts';
import { monday, openTestCentral, type TestCentral } from '../testing/test-central.ts';
import { pruneEvents } from './event-log.ts';

let central: TestCentral;
let api: ApiClient;
const open: Listener[] = [];
const listen = async (...parameters: Parameters<typeof Listener.open>): Promise<Listener> => {
  const listener = await Listener.open(...parameters);
  open.push(listener);
  return listener;
};
beforeAll(async () => {
  central = await openTestCentral({ heartbeatMs: 50, stallMs: 200 });
});
afterAll(() => central.stop());
beforeEach(async () => {
  central.clock.set(monday);
  api = await central.newSite();
});
afterEach(() => {
  for (const listener of open.splice(0)) listener.leave();
});

const eventOf = (message: EventSourceMessage): SiteEvent => SiteEvent.parse(JSON.parse(message.data));

describe('the event stream', () => {
  it('tells what happens, in order and without a gap, to everybody who listens', async () => {
    const stations = await Promise.all([listen(api), listen(api)]);
    for (const station of stations) expect(await station.any()).toBe('comment');
    await issue(api);
    await serve(api);
    for (const station of stations) {
      const heard = [];
      for (let count = 0; count < 4; count += 1) heard.push(await station.next());
      expect(heard.map((message) => [message.id, message.event])).toEqual([
        ['1', 'ticket.issued'],
        ['2', 'ticket.called'],
        ['3', 'ticket.started'],
        ['4', 'ticket.finished'],
      ]);
      expect(heard.map((message) => eventOf(message).sequence)).toEqual([1, 2, 3, 4]);
    }
  });

  it('goes on after the snapshot, by header or query', async () => {
    await issue(api);
    const { sequence } = (await api.get(paths.snapshot)).as(SiteSnapshot);
    await called(api);
    for (const listener of [
      await listen(api, { 'Last-Event-ID': String(sequence) }),
      await listen(api, {}, { after: String(sequence) }),
    ]) {
      expect(await listener.next()).toMatchObject({ id: '2', event: 'ticket.called' });
    }
  });

  it('says reset to a station that is ahead of the server, then goes on', async () => {
    await issue(api);
    const listener = await listen(api, { 'Last-Event-ID': '99' });
    const reset = await listener.next();
    expect([reset.event, reset.id]).toEqual(['reset', '1']);
    await issue(api);
    expect(await listener.next()).toMatchObject({ id: '2', event: 'ticket.issued' });
  });

  it('says reset to a station whose events are pruned', async () => {
    await issue(api);
    await issue(api);
    central.clock.advance(3600);
    await issue(api);
    expect(
      await pruneEvents(central.database, new Date(central.clock.now().getTime() - 60_000)),
    ).toBeGreaterThanOrEqual(2);
    const behind = await listen(api, { 'Last-Event-ID': '1' });
    expect(await behind.next()).toMatchObject({ id: '3', event: 'reset' });
    const upToDate = await listen(api, { 'Last-Event-ID': '2' });
    expect(await upToDate.next()).toMatchObject({ id: '3', event: 'ticket.issued' });
  });

  it('serves a long absence completely', async () => {
    await issue(api);
    await repeatEvent(450);
    const listener = await listen(api, { 'Last-Event-ID': '0' });
    const heard: string[] = [];
    while (heard.length < 450) heard.push((await listener.next()).id ?? '');
    expect(heard).toEqual(Array.from({ length: 450 }, (_, index) => String(index + 1)));
  });

  it('says that it is there when nothing happens', async () => {
    const listener = await listen(api);
    expect(await listener.any()).toBe('comment');
    expect(await listener.any()).toBe('comment');
    expect(await listener.any()).toBe('comment');
  });

  it('knows its sites and reads its numbers', async () => {
    const nowhere = await api.get(paths.events, { values: { siteId: 'nowhere' } });
    expect([nowhere.status, nowhere.code()]).toEqual([404, 'not-found']);
    const bad = await api.get(paths.events, { headers: { 'Last-Event-ID': 'x' } });
    expect(bad.body).toMatchObject({ status: 400, errors: [{ path: 'header.last-event-id' }] });
  });

  it('drops a reader that takes nothing, and serves the others on', async () => {
    await issue(api);
    // Far more than the buffers between here and there hold.
    await repeatEvent(40_000);
    const stalled = connect(Number(new URL(api.url).port), '127.0.0.1');
    stalled.on('error', () => undefined);
    stalled.pause();
    const closed = new Promise<void>((resolve) => stalled.once('close', () => resolve()));
    const path = new URL(api.address(paths.events)).pathname;
    const { Authorization } = api.authorization();
    stalled.write(`GET ${path}?after=0 HTTP/1.1\r\nHost: x\r\nAuthorization: ${Authorization}\r\n\r\n`);
    await vi.waitFor(
      () => expect(central.lines.filter((line) => line.includes('event reader dropped'))).toHaveLength(1),
      { timeout: 25_000 },
    );
    const other = await listen(api);
    expect(await other.any()).toBe('comment');
    await issue(api);
    expect(await other.next()).toMatchObject({ id: '40001' });
    stalled.resume();
    await closed;
  });
});

/** Makes the site's first event many, so that the last has the number `count`. */
async function repeatEvent(count: number): Promise<void> {
  await sql`insert into event (site_id, sequence, type, at, data)
    select site_id, number, type, at, data from event, generate_series(2, ${count}::int) as number
    where site_id = ${api.siteId} and sequence = 1`.execute(central.database);
  await sql`update number_sequence set last = ${count}
    where site_id = ${api.siteId} and kind = 'event'`.execute(central.database);
}

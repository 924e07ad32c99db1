import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UnreliableLine } from '../../../e2e/support/unreliable-line.ts';
import { startCentral, type RunningCentral } from '../../central/start.ts';
import { Ticket } from '../../shared/api/queue.ts';
import { fillPath, paths } from '../../shared/api/routes.ts';
import type { QueueView } from '../../shared/contract/tickets.ts';
import { systemClock } from '../clock.ts';
import { silentLog } from '../log.ts';
import type { StationDatabase } from '../store/database.ts';
import { openStationDatabaseHere } from '../store/open.ts';
import { CentralClient } from './client.ts';
import { createCentralHttp, type CentralHttp } from './http.ts';
import { fixedKey } from './credentials.ts';
import { Outbox, type Actor } from './outbox.ts';
import { SiteFeed } from './site-feed.ts';

/** The station's side against the real central, over a line that fails as lines do. */
const siteId = 'tan-an';
const quietLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

let central: RunningCentral;
let line: UnreliableLine;
let http: CentralHttp;
let database: StationDatabase;
let outbox: Outbox;
let client: CentralClient;
let pendings: number[];
let actor: Actor;

beforeAll(async () => {
  const started = await startCentral({
    dataDir: null,
    host: '127.0.0.1',
    port: 0,
    accessKey: 'test-key',
    dataKey: randomBytes(32).toString('hex'),
    catalogue: join(import.meta.dirname, '../../../assets/catalogue'),
    clock: systemClock,
    log: quietLog,
    version: 'test',
  });
  if (!started.ok) throw new Error(started.error.cause);
  central = started.value;
});
afterAll(() => central.stop());

async function httpOf(url: string, accessKey = 'test-key'): Promise<CentralHttp> {
  const made = await createCentralHttp({ url, credentials: fixedKey(accessKey), language: 'vi' }, randomUUID);
  if (!made.ok) throw new Error(made.error.code);
  return made.value;
}

function newOutbox(): Outbox {
  return new Outbox({
    database,
    http: () => http,
    clock: systemClock,
    log: silentLog,
    actor: () => actor,
    retryDelaysMs: [1, 1],
    onPendingChanged: (n) => pendings.push(n),
  });
}

beforeEach(async () => {
  pendings = [];
  actor = { officerId: null, isSignedOut: false };
  line = await UnreliableLine.open(() => central.port);
  http = await httpOf(line.url);
  const opened = await openStationDatabaseHere({ path: ':memory:', key: '' });
  if (!opened.ok) throw new Error(opened.error.cause);
  database = opened.value;
  outbox = newOutbox();
  client = new CentralClient(siteId, () => http, outbox);
});
afterEach(async () => {
  await line.close();
  await database.close();
});

async function issuedToday(): Promise<number> {
  const direct = await httpOf(central.url);
  const { SiteSnapshot } = await import('../../shared/api/queue.ts');
  const snapshot = await direct.get(fillPath(paths.snapshot, { siteId }), SiteSnapshot);
  if (!snapshot.ok) throw new Error(snapshot.error.code);
  return snapshot.value.today.issued;
}

describe('a command', () => {
  it('is on disk before it is sent, and confirmed when it is answered', async () => {
    line.set('down');
    const before = await client.issue('kiosk', 'A', 'normal');
    expect(before).toMatchObject({ ok: false, error: { code: 'central-timeout' } });
    expect(await database.all('SELECT state, replay FROM outbox')).toEqual([{ state: 'pending', replay: 0 }]);
    line.set('up');
    const after = await client.issue('kiosk', 'A', 'normal');
    expect(after.ok).toBe(true);
    expect(await database.all('SELECT state FROM outbox')).toEqual([{ state: 'confirmed' }]);
  });

  it('whose answer is lost happens once: asked again, the same number comes back', async () => {
    const count = await issuedToday();
    line.set('loseAnswers');
    const lost = await client.issue('kiosk', 'B', 'normal');
    expect(lost.ok).toBe(false);
    expect(line.lostBytes).toBeGreaterThan(0);
    line.set('up');
    const again = await client.issue('kiosk', 'B', 'normal');
    expect(again.ok).toBe(true);
    expect(await issuedToday()).toBe(count + 1);
  });

  it('that asks for something else is another command', async () => {
    const count = await issuedToday();
    await client.issue('kiosk', 'A', 'normal');
    await client.issue('kiosk', 'A', 'normal');
    expect(await issuedToday()).toBe(count + 2);
  });

  it('that central refuses leaves nothing behind', async () => {
    expect(await client.finish('counter-1', 'quay-01', randomUUID(), 'received')).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
    expect(await database.all('SELECT * FROM outbox')).toEqual([]);
  });

  it('with a wrong key is refused as what it is', async () => {
    http = await httpOf(line.url, 'wrong');
    expect(await client.site()).toMatchObject({ ok: false, error: { code: 'not-authenticated' } });
  });
});

describe('a fact that central did not take', () => {
  const rateBody = { score: 'good', stationId: 'rating-1' };

  async function finishedTicket(): Promise<string> {
    const counter = 'quay-10';
    const ticket = await client.issue('kiosk', 'H', 'normal');
    if (!ticket.ok) throw new Error(ticket.error.code);
    const called = await client.callNext('counter-10', counter);
    if (!called.ok || !called.value.ticket) throw new Error(JSON.stringify(called));
    const finished = await client.finish('counter-10', counter, called.value.ticket.id, 'returned');
    if (!finished.ok) throw new Error(JSON.stringify(finished));
    return called.value.ticket.id;
  }

  it('is sent again by itself when the line is back, once', async () => {
    const ticketId = await finishedTicket();
    line.set('down');
    expect(await client.rate('rating-1', ticketId, 'good')).toMatchObject({
      ok: false,
      error: { code: 'command-queued' },
    });
    // The officer's second press is the same fact.
    await client.rate('rating-1', ticketId, 'good');
    expect(pendings.at(-1)).toBe(1);
    line.set('up');
    await outbox.replay();
    expect(pendings.at(-1)).toBe(0);
    const repeated = await http.post(
      fillPath(paths.rate, { siteId, ticketId }),
      rateBody,
      Ticket,
      randomUUID(),
    );
    expect(repeated.ok, 'a second rating by another key is refused: the first one arrived').toBe(false);
  });

  it('survives the end of the app', async () => {
    const ticketId = await finishedTicket();
    line.set('down');
    await client.rate('rating-1', ticketId, 'fair');
    line.set('up');
    await newOutbox().replay();
    expect(await outbox.pending()).toBe(0);
  });

  it('stays when the line fails again half way', async () => {
    const first = await finishedTicket();
    const second = await finishedTicket();
    line.set('down');
    await client.rate('rating-1', first, 'good');
    await client.rate('rating-1', second, 'good');
    await outbox.replay();
    expect(pendings.at(-1)).toBe(2);
    line.set('up');
    await outbox.replay();
    expect(pendings.at(-1)).toBe(0);
  });
});

describe('a confirmed command', () => {
  it('is kept until central calls it durable, and may be sent again without a second effect', async () => {
    const count = await issuedToday();
    await client.issue('kiosk', 'C', 'normal');
    await outbox.replay();
    expect(await issuedToday()).toBe(count + 1);
    await expect
      .poll(async () => {
        await outbox.prune();
        return database.all('SELECT key FROM outbox');
      })
      .toEqual([]);
  });
});

describe('the site feed', () => {
  function feedOf(options: { silenceMs?: number } = {}) {
    const views: QueueView[] = [];
    let connections = 0;
    const feed = new SiteFeed({
      siteId,
      http: () => http,
      clock: systemClock,
      log: silentLog,
      onChanged: (view) => views.push(view),
      onConnected: () => connections++,
      reconnectMs: 20,
      ...options,
    });
    return { feed, views, connections: () => connections };
  }
  const numbers = (view: QueueView): string[] => view.snapshot?.waiting.map((ticket) => ticket.number) ?? [];

  it('shows the queue, and what others do to it', async () => {
    const { feed } = feedOf();
    feed.start();
    await expect.poll(() => feed.current().central.state).toBe('connected');
    const elsewhere = await httpOf(central.url);
    const ticket = await elsewhere.post(
      fillPath(paths.tickets, { siteId }),
      { groupCode: 'D', priority: 'normal', stationId: 'kiosk' },
      Ticket,
      randomUUID(),
    );
    if (!ticket.ok) throw new Error(ticket.error.code);
    await expect.poll(() => numbers(feed.current())).toContain(ticket.value.value.number);
    await feed.stop();
  });

  it('says when central is away, keeps what it knew, and finds it again with all that happened meanwhile', async () => {
    const { feed, connections } = feedOf();
    feed.start();
    await expect.poll(() => feed.current().central.state).toBe('connected');
    line.set('down');
    await expect.poll(() => feed.current().central.state).toBe('away');
    expect(feed.current().snapshot).not.toBeNull();
    const elsewhere = await httpOf(central.url);
    const body = { groupCode: 'E', priority: 'normal', stationId: 'kiosk' };
    const missed = await elsewhere.post(fillPath(paths.tickets, { siteId }), body, Ticket, randomUUID());
    if (!missed.ok) throw new Error(missed.error.code);
    line.set('up');
    await expect.poll(() => feed.current().central.state).toBe('connected');
    await expect.poll(() => numbers(feed.current())).toContain(missed.value.value.number);
    expect(connections()).toBe(2);
    await feed.stop();
  });

  it('notices a line that has fallen silent', async () => {
    const { feed, connections } = feedOf({ silenceMs: 100 });
    feed.start();
    // No heartbeat comes within 100 ms: the connection counts as dead and is made anew.
    await expect.poll(connections).toBeGreaterThan(1);
    await feed.stop();
  });

  it('ends at once while central is away', async () => {
    line.set('down');
    const { feed, views } = feedOf();
    feed.start();
    await expect.poll(() => views.at(-1)?.central.state).toBe('away');
    await feed.stop();
  });
});

describe('an answer that is not understood', () => {
  it('is a difference of versions, not a crash', async () => {
    expect(await http.get(fillPath(paths.site, { siteId }), z.object({ colour: z.string() }))).toMatchObject({
      ok: false,
      error: { code: 'central-version' },
    });
  });
});

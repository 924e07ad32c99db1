import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startCentral, type RunningCentral } from '../../../central/start.ts';
import { StationConfig } from '../../../shared/contract/config.ts';
import { CentralClient } from '../../central-client/client.ts';
import { CounterCommands } from '../../central-client/counter-commands.ts';
import { fixedKey } from '../../central-client/credentials.ts';
import { createCentralHttp } from '../../central-client/http.ts';
import { Outbox } from '../../central-client/outbox.ts';
import { SiteFeed } from '../../central-client/site-feed.ts';
import { systemClock } from '../../clock.ts';
import { silentLog } from '../../log.ts';
import type { StationDatabase } from '../../store/database.ts';
import { openStationDatabaseHere } from '../../store/open.ts';
import { counterHandlers } from './counter-handlers.ts';

/** The bridge's calls against the real central. */
const siteId = 'tan-an';
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const config = StationConfig.parse({
  version: 2,
  siteId,
  central: { mode: 'embedded' },
  stations: [
    { id: 'may-1', role: 'counter', name: 'Quầy 1', counterId: 'quay-01' },
    { id: 'may-2', role: 'counter', name: 'Quầy 2', counterId: 'quay-02' },
    { id: 'bang', role: 'display', name: 'Bảng' },
    { id: 'truong', role: 'supervisor', name: 'Trưởng bộ phận' },
  ],
});

let central: RunningCentral;
let database: StationDatabase;
let client: CentralClient;
let feed: SiteFeed;
let handlers: ReturnType<typeof counterHandlers>;

beforeAll(async () => {
  const started = await startCentral({
    dataDir: null,
    host: '127.0.0.1',
    port: 0,
    accessKey: 'test-key',
    dataKey: randomBytes(32).toString('hex'),
    catalogue: join(import.meta.dirname, '../../../../assets/catalogue'),
    clock: systemClock,
    log: quiet,
    version: 'test',
  });
  if (!started.ok) throw new Error(started.error.cause);
  central = started.value;
});
afterAll(() => central.stop());
beforeEach(async () => {
  const made = await createCentralHttp(
    { url: central.url, credentials: fixedKey('test-key'), language: 'vi' },
    randomUUID,
  );
  if (!made.ok) throw new Error(made.error.code);
  const http = () => made.value;
  const opened = await openStationDatabaseHere({ path: ':memory:', key: '' });
  if (!opened.ok) throw new Error(opened.error.cause);
  database = opened.value;
  const outbox = new Outbox({
    database,
    http,
    clock: systemClock,
    log: silentLog,
    actor: () => ({ officerId: null, isSignedOut: false }),
    onPendingChanged: () => undefined,
  });
  client = new CentralClient(siteId, http, outbox);
  feed = new SiteFeed({
    siteId,
    http,
    clock: systemClock,
    log: silentLog,
    onChanged: () => undefined,
    onConnected: () => undefined,
  });
  handlers = counterHandlers(() => config, new CounterCommands(siteId, http, outbox), feed);
});
afterEach(() => database.close());

const from = (stationId: string) => ({ window: 'station', stationId, correlationId: 'test' }) as const;
const counters = () => feed.current().snapshot?.counters ?? [];

it('parks and sends on the number of the station’s own counter; its screen knows at once', async () => {
  const issued = await client.issue('may-1', 'A', 'normal');
  if (!issued.ok) throw new Error(issued.error.code);
  const ticketId = issued.value.id;
  const none = { reason: null, note: '' };
  expect(await handlers['tickets.callChosen']({ ticketId, ...none }, from('may-1'))).toMatchObject({
    ok: true,
    value: { state: 'called', counterId: 'quay-01' },
  });
  const elsewhere = await handlers['tickets.park']({ ticketId, reason: 'form', note: '' }, from('may-2'));
  expect(elsewhere).toMatchObject({ ok: false, error: { code: 'ticket-not-at-counter' } });
  await handlers['tickets.park']({ ticketId, reason: 'form', note: '' }, from('may-1'));
  expect(feed.current().snapshot?.parked.map(({ id }) => id)).toEqual([ticketId]);
  await handlers['tickets.unpark']({ ticketId }, from('may-1'));
  await handlers['tickets.callChosen']({ ticketId, ...none }, from('may-1'));
  const to = { kind: 'counter', counterId: 'quay-02' } as const;
  const sent = await handlers['tickets.transfer']({ ticketId, to, note: '' }, from('may-1'));
  expect(sent).toMatchObject({ ok: true, value: { state: 'waiting', reservedFor: to } });
  const gone = await handlers['tickets.cancel']({ ticketId, reason: 'left', note: '' }, from('may-2'));
  expect(gone).toMatchObject({ ok: true, value: { state: 'cancelled' } });
});

it('holds a counter by heartbeat, and the supervisor lets it go', async () => {
  const taken = await handlers['counters.hold'](null, from('may-1'));
  if (!taken.ok) throw new Error(taken.error.code);
  expect(taken.value).toMatchObject({ stationId: 'may-1', live: true });
  // Once more is a heartbeat: the same hold.
  expect(await handlers['counters.hold'](null, from('may-1'))).toMatchObject({
    ok: true,
    value: { since: taken.value.since },
  });
  const refused = await handlers['counters.release']({ counterId: 'quay-01' }, from('may-2'));
  expect(refused).toMatchObject({ ok: false, error: { code: 'permission-denied' } });
  expect((await handlers['counters.release']({ counterId: 'quay-01' }, from('truong'))).ok).toBe(true);
  expect(counters()[0]?.desk).toBeNull();
});

it('pauses and resumes one’s own counter, the supervisor any', async () => {
  const pause = { counterId: null, reason: 'break', note: '' } as const;
  expect((await handlers['counters.pause'](pause, from('may-2'))).ok).toBe(true);
  expect(counters()[1]?.paused?.reason).toBe('break');
  expect((await handlers['counters.resume']({ counterId: 'quay-02' }, from('truong'))).ok).toBe(true);
  expect(counters()[1]?.paused).toBeNull();
  expect(await handlers['counters.pause'](pause, from('truong'))).toMatchObject({
    ok: false,
    error: { code: 'permission-denied' },
  });
});

it('lets only the supervisor close services and read the figures', async () => {
  const close = { groupCode: 'B', open: false };
  expect((await handlers['groups.setOpen'](close, from('may-1'))).ok).toBe(false);
  expect((await handlers['groups.setOpen'](close, from('truong'))).ok).toBe(true);
  expect(feed.current().snapshot?.groups.find(({ code }) => code === 'B')?.closed).toEqual({
    because: 'supervisor',
    opensAt: null,
  });
  expect((await handlers['queue.statistics']({ day: null }, from('bang'))).ok).toBe(false);
  expect(await handlers['queue.statistics']({ day: null }, from('truong'))).toMatchObject({
    ok: true,
    value: { total: { issued: 1, parked: 1, transfers: 1, cancelled: 1 } },
  });
});

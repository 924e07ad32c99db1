import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { paths } from '../shared/api/routes.ts';
import { startCentral, type RunningCentral } from './start.ts';
import { enrol, officerAt } from './testing/access-work.ts';
import type { ApiAnswer, ApiClient } from './testing/api-client.ts';
import { issue } from './testing/counter-work.ts';
import { Listener } from './testing/event-listener.ts';
import { smallCatalogue } from './testing/small-catalogue.ts';
import { startPostgresCluster, type PostgresCluster } from './testing/postgres-cluster.ts';
import { openTestCentral, testAccessKey, testDataKey, type TestCentral } from './testing/test-central.ts';

const listeners: Listener[] = [];
afterEach(() => {
  for (const listener of listeners.splice(0)) listener.leave();
});

async function listen(api: ApiClient): Promise<Listener> {
  const listener = await Listener.open(api);
  listeners.push(listener);
  expect(await listener.any()).toBe('comment');
  return listener;
}

describe('two nodes on one database', () => {
  let first: TestCentral;
  let second: TestCentral;
  let api: ApiClient;
  let elsewhere: ApiClient;
  beforeAll(async () => {
    first = await openTestCentral();
    second = await openTestCentral({ databaseUrl: first.databaseUrl! });
    api = await first.newSite();
    elsewhere = api.at(second.url);
  });
  afterAll(async () => {
    await second.stop();
    await first.stop();
  });

  it('tell each other what happens', async () => {
    const here = await listen(api);
    const there = await listen(elsewhere);
    await issue(api);
    await issue(elsewhere);
    for (const listener of [here, there])
      for (const id of ['1', '2']) expect(await listener.next()).toMatchObject({ id });
  });

  it('find what they did not hear', async () => {
    const there = await listen(elsewhere);
    // Both wires are cut; what is written before they are whole again is announced to nobody.
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'quay-mot-cua events'`.execute(
      first.database,
    );
    await issue(api);
    expect(await there.next()).toMatchObject({ event: 'ticket.issued' });
    await vi.waitFor(() => expect(second.lines.join('\n')).toContain('hears the other nodes again'));
    await issue(api);
    expect(await there.next()).toMatchObject({ event: 'ticket.issued' });
  });

  it('refuse a command while they are at it, and answer it when it is done', async () => {
    const key = randomUUID();
    const send = (): Promise<ApiAnswer> =>
      elsewhere.post(paths.tickets, { groupCode: 'A', stationId: 'kiosk-1' }, { key });
    const [sent, meanwhile] = await first.database.transaction().execute(async (transaction) => {
      // What keeps the commands of the site waiting for each other.
      await sql`select from number_sequence where site_id = ${api.siteId} and kind = 'event' for update`.execute(
        transaction,
      );
      const waiting = send();
      await vi.waitFor(async () => {
        const { rows } = await sql`select from pg_stat_activity where wait_event_type = 'Lock'`.execute(
          transaction,
        );
        expect(rows).toHaveLength(1);
      });
      return [waiting, await send()] as const;
    });
    expect([meanwhile.status, meanwhile.code()]).toEqual([409, 'command-in-progress']);
    const done = await sent;
    expect(done.status).toBe(201);
    expect((await send()).body).toEqual(done.body);
  });

  it('let nobody in for long whom the other has shut out', async () => {
    const { api: kiosk } = await enrol(api, 'kiosk');
    const { api: counter } = await enrol(api, 'counter');
    const { api: officer, officerId } = await officerAt(api, counter, 'lan.vo', ['officer']);
    const there = { kiosk: kiosk.at(second.url), officer: officer.at(second.url) };
    expect((await there.kiosk.get(paths.snapshot)).status).toBe(200);
    expect((await there.officer.get(paths.me)).status).toBe(200);
    await api.post(paths.revokeStation, undefined, { values: { stationId: 'may-kiosk' } });
    await api.post(paths.officer, { isDisabled: true }, { values: { officerId } });
    expect((await kiosk.get(paths.snapshot)).code()).toBe('not-authenticated');
    expect((await officer.get(paths.me)).code()).toBe('session-ended');
    // A node believes for five seconds what it has looked up.
    second.clock.advance(5);
    expect((await there.kiosk.get(paths.snapshot)).code()).toBe('not-authenticated');
    expect((await there.officer.get(paths.me)).code()).toBe('session-ended');
  });

  it('read each event once for all streams of a site', async () => {
    const streams = await Promise.all(Array.from({ length: 40 }, () => listen(elsewhere)));
    const reads = async (): Promise<number> => {
      const { rows } = await sql<{ calls: number }>`
        select coalesce(sum(seq_scan + idx_scan), 0)::int as calls from pg_stat_user_tables
        where relname = 'event'`.execute(first.database);
      return rows[0]!.calls;
    };
    await sql`select pg_stat_force_next_flush()`.execute(first.database);
    const before = await reads();
    await issue(api);
    for (const stream of streams) expect((await stream.next()).event).toBe('ticket.issued');
    await sql`select pg_stat_force_next_flush()`.execute(second.database);
    // One for the clock of the command, a few for the feed: not forty.
    expect((await reads()) - before).toBeLessThan(10);
  });
});

/** A node as the program starts it, on the database of another. */
async function startNode(central: TestCentral): Promise<RunningCentral> {
  const started = await startCentral({
    databaseUrl: central.databaseUrl!,
    poolSize: 4,
    dataDir: null,
    host: '127.0.0.1',
    port: 0,
    accessKey: testAccessKey,
    dataKey: testDataKey,
    catalogue: smallCatalogue([]),
    clock: central.clock,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    version: '0.0.0-next',
    stopNoticeMs: 2_000,
  });
  if (!started.ok) throw new Error(started.error.cause);
  return started.value;
}

describe('a node that is told to stop', () => {
  let stays: TestCentral;
  let goes: RunningCentral;
  let api: ApiClient;
  let elsewhere: ApiClient;
  beforeAll(async () => {
    stays = await openTestCentral();
    api = await stays.newSite();
    goes = await startNode(stays);
    elsewhere = api.at(goes.url);
  });
  afterAll(() => stays.stop());

  it('says so first, does what it is at, sends its stations away, and ends', async () => {
    const stream = await listen(elsewhere);
    await issue(api);
    expect(await stream.next()).toMatchObject({ id: '1' });
    expect((await elsewhere.get(paths.ready)).status).toBe(200);
    const key = randomUUID();
    const send = (to: ApiClient): Promise<ApiAnswer> =>
      to.post(paths.tickets, { groupCode: 'A', stationId: 'kiosk-1' }, { key });
    const [underWay, stopped] = await stays.database.transaction().execute(async (transaction) => {
      await sql`select from number_sequence where site_id = ${api.siteId} and kind = 'event' for update`.execute(
        transaction,
      );
      const waiting = send(elsewhere);
      await vi.waitFor(async () => {
        const { rows } = await sql`select from pg_stat_activity where wait_event_type = 'Lock'`.execute(
          transaction,
        );
        expect(rows).toHaveLength(1);
      });
      const stopping = goes.stop();
      const notReady = await elsewhere.get(paths.ready);
      expect([notReady.status, notReady.code()]).toEqual([503, 'central-stopping']);
      // During the notice it serves as ever.
      expect((await elsewhere.get(paths.snapshot)).status).toBe(200);
      expect(await stream.ended()).toBeGreaterThan(0);
      await vi.waitFor(() => expect(fetch(`${goes.url}/health`)).rejects.toThrow());
      return [waiting, stopping] as const;
    });
    const done = await underWay;
    expect([done.status, done.headers.get('connection')]).toEqual([201, 'close']);
    await stopped;
    // The other node has it, once; a station goes on there where it was.
    expect((await send(api)).body).toEqual(done.body);
    const resumed = await Listener.open(api, { 'Last-Event-ID': '1' });
    listeners.push(resumed);
    expect(await resumed.next()).toMatchObject({ id: '2' });
  });
});

describe('a node whose database goes away', () => {
  let cluster: PostgresCluster;
  let central: TestCentral;
  let api: ApiClient;
  beforeAll(async () => {
    // A crash loses nothing that was answered only where commits wait for the disk.
    cluster = await startPostgresCluster({ durable: true });
    await cluster.execute('create database central');
    central = await openTestCentral({ databaseUrl: cluster.url('central') });
    api = await central.newSite();
  });
  afterAll(async () => {
    await central.stop();
    await cluster.stop();
  });

  it('says so, lives, and goes on by itself when it is back', async () => {
    const stream = await listen(api);
    await issue(api);
    expect(await stream.next()).toMatchObject({ id: '1' });
    for (const how of ['immediate', 'fast'] as const) {
      await cluster.halt(how);
      const refused = await api.post(paths.tickets, { groupCode: 'A', stationId: 'kiosk-1' });
      expect([refused.status, refused.code()]).toEqual([503, 'database-unavailable']);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      const english = await api.get(paths.snapshot, { headers: { 'Accept-Language': 'en' } });
      expect(english.body).toMatchObject({ status: 503, title: 'The database is not available now' });
      expect((await api.get(paths.health)).status).toBe(200);
      expect((await api.get(paths.ready)).status).toBe(503);
      await cluster.resume();
      await vi.waitFor(async () => expect((await api.get(paths.ready)).status).toBe(200));
      const { number } = await issue(api);
      // The stream that was open all the time has what came after.
      expect(JSON.parse((await stream.next()).data)).toMatchObject({ data: { ticket: { number } } });
    }
  });

  it('does not lose the command that was under way', async () => {
    const key = '0b1f7c1e-6c1e-4f0a-9c4e-0d9a52c3a001';
    const body = { groupCode: 'B', stationId: 'kiosk-1' };
    const [, answer] = await Promise.all([
      cluster.halt('immediate').then(() => cluster.resume()),
      api.post(paths.tickets, body, { key }),
    ]);
    expect([201, 503]).toContain(answer.status);
    await vi.waitFor(async () =>
      expect((await api.post(paths.tickets, body, { key })).body).toMatchObject({ number: 'B-001' }),
    );
  });
});

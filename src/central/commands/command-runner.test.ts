import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { SiteSnapshot } from '../../shared/api/queue.ts';
import { Durability } from '../../shared/api/site.ts';
import { paths } from '../../shared/api/routes.ts';
import type { ApiAnswer, ApiClient } from '../testing/api-client.ts';
import { called, callNext, completeDossier, issue, step } from '../testing/counter-work.ts';
import { monday, openTestCentral, type TestCentral } from '../testing/test-central.ts';
import { pruneCommands } from './command-runner.ts';

let central: TestCentral;
let api: ApiClient;
beforeAll(async () => {
  central = await openTestCentral();
});
afterAll(() => central.stop());
beforeEach(async () => {
  central.clock.set(monday);
  api = await central.newSite();
});

/** Makes the database read-only for everybody, and gives back how to end that. */
async function forbidWrites(): Promise<() => Promise<void>> {
  const { database, engine } = central;
  if (engine === 'embedded') {
    await sql`set default_transaction_read_only = on`.execute(database);
    return async () => {
      await sql`set default_transaction_read_only = off`.execute(database);
    };
  }
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(database);
  const name = sql.id(rows[0]!.name);
  // A server reads it when a connection begins: those that there are must end.
  const renew = sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;
  const put = (value: 'on' | 'off'): Promise<unknown> =>
    database.connection().execute(async (connection) => {
      await sql`begin read write`.execute(connection);
      await sql`alter database ${name} set default_transaction_read_only = ${sql.raw(value)}`.execute(
        connection,
      );
      await sql`commit`.execute(connection);
      await sql`set default_transaction_read_only = ${sql.raw(value)}`.execute(connection);
      await renew.execute(connection);
    });
  await put('on');
  return async () => {
    await put('off');
  };
}

const body = { groupCode: 'A', stationId: 'kiosk-1' };
const outcome = (answer: ApiAnswer): unknown => ({
  status: answer.status,
  body: answer.body,
  sequence: answer.headers.get('command-sequence'),
});

describe('a command', () => {
  it('sent again gets the same answer and does nothing a second time', async () => {
    const key = randomUUID();
    const first = await api.post(paths.tickets, body, { key });
    expect(first.status).toBe(201);
    central.clock.advance(3600);
    // The key is a UUID, so its letters' case says nothing.
    const again = await api.post(paths.tickets, body, { key: key.toUpperCase() });
    expect(outcome(again)).toEqual(outcome(first));
    expect((await api.get(paths.snapshot)).as(SiteSnapshot)).toMatchObject({
      sequence: 1,
      today: { issued: 1 },
    });
  });

  it('sent many times at once has one effect', async () => {
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => api.post(paths.dossiers, completeDossier, { key })),
    );
    const done = answers.filter((answer) => answer.status === 201);
    const waiting = answers.filter((answer) => answer.status === 409);
    expect(done.length).toBeGreaterThanOrEqual(1);
    expect(done.length + waiting.length).toBe(answers.length);
    for (const answer of waiting) expect(answer.code()).toBe('command-in-progress');
    for (const answer of done) expect(outcome(answer)).toEqual(outcome(done[0]!));
    expect(outcome(await api.post(paths.dossiers, completeDossier, { key }))).toEqual(outcome(done[0]!));
    const rows = await central.database
      .selectFrom('dossier')
      .select('code')
      .where('site_id', '=', api.siteId)
      .execute();
    expect(rows).toHaveLength(1);
  });

  it('with a used key and another payload, route or ticket is refused', async () => {
    const key = randomUUID();
    await api.post(paths.tickets, body, { key });
    const other = await api.post(paths.tickets, { ...body, groupCode: 'B' }, { key });
    expect([other.status, other.code()]).toEqual([422, 'idempotency-key-reused']);
    const route = await api.post(
      paths.callNext,
      { counterId: 'quay-1', stationId: 'kiosk-1' },
      { key, values: { counterId: 'quay-1' } },
    );
    expect(route.code()).toBe('idempotency-key-reused');
    // What is left out and what stands for it are the same payload.
    expect((await api.post(paths.tickets, { ...body, priority: 'normal' }, { key })).status).toBe(201);
  });

  it('keeps a refusal as its answer, told in the language of each who asks', async () => {
    const ticket = await issue(api);
    await called(api);
    const key = randomUUID();
    const refused = await api.post(
      paths.callNext,
      { counterId: 'quay-1', stationId: 'q' },
      { key, values: { counterId: 'quay-1' } },
    );
    expect(refused.code()).toBe('counter-busy');
    await step(api, 'start', ticket.id);
    await step(api, 'finish', ticket.id, 'quay-1', { outcome: 'other' });
    const again = await api.post(
      paths.callNext,
      { counterId: 'quay-1', stationId: 'q' },
      { key, values: { counterId: 'quay-1' }, headers: { 'Accept-Language': 'en' } },
    );
    expect(again.body).toMatchObject({ code: 'counter-busy', title: 'The counter already has a number' });
    expect(again.headers.get('command-sequence')).toBe(refused.headers.get('command-sequence'));
    expect((await callNext(api)).status).toBe(200);
  });

  it('needs a key that is a UUID', async () => {
    for (const key of ['', 'abc']) {
      const answer = await api.post(paths.tickets, body, { key });
      expect([answer.status, answer.code()]).toEqual([400, 'bad-request']);
      expect(answer.body).toMatchObject({ errors: [{ path: 'header.idempotency-key' }] });
    }
  });

  it('at a site that does not exist is not found', async () => {
    const answer = await api.post(paths.tickets, body, { values: { siteId: 'nowhere' } });
    expect([answer.status, answer.code()]).toEqual([404, 'not-found']);
  });

  it('that fails in an unforeseen way leaves nothing behind and may be tried again', async () => {
    const key = randomUUID();
    // A row in the way makes the insert fail: the number was issued behind the sequence's back.
    await issue(api);
    await central.database
      .updateTable('number_sequence')
      .set({ last: 0 })
      .where('site_id', '=', api.siteId)
      .where('kind', '=', 'ticket')
      .execute();
    const failed = await api.post(paths.tickets, body, { key });
    expect([failed.status, failed.code()]).toEqual([500, 'internal']);
    expect(JSON.stringify(failed.body)).not.toMatch(/unique|ticket_site_id|at .*\.ts/);
    await central.database
      .updateTable('number_sequence')
      .set({ last: 1 })
      .where('site_id', '=', api.siteId)
      .where('kind', '=', 'ticket')
      .execute();
    expect((await api.post(paths.tickets, body, { key })).body).toMatchObject({ number: 'A-002' });
  });

  it('says so when the database takes no writes, and still lets stations read', async () => {
    const allowWrites = await forbidWrites();
    try {
      // The pool may still hold a connection that has been ended: that is another answer, once.
      await vi.waitFor(async () => {
        const answer = await api.post(paths.tickets, body);
        expect([answer.status, answer.code()]).toEqual([503, 'database-unwritable']);
      });
      expect((await api.get(paths.snapshot)).status).toBe(200);
    } finally {
      await allowWrites();
    }
    await vi.waitFor(async () => expect((await api.post(paths.tickets, body)).status).toBe(201));
  });

  it('counts towards durability', async () => {
    const answer = await api.post(paths.tickets, body);
    const durability = (await api.get(paths.durability)).as(Durability);
    expect(durability).toEqual({
      engine: central.engine,
      durableThrough: Number(answer.headers.get('command-sequence')),
    });
  });

  it('is forgotten after its time', async () => {
    const key = randomUUID();
    await api.post(paths.tickets, body, { key });
    await pruneCommands(central.database, new Date(central.clock.now().getTime() - 1));
    expect((await api.post(paths.tickets, body, { key })).body).toMatchObject({ number: 'A-001' });
    expect(
      await pruneCommands(central.database, new Date(central.clock.now().getTime() + 1)),
    ).toBeGreaterThan(0);
    expect((await api.post(paths.tickets, body, { key })).body).toMatchObject({ number: 'A-002' });
  });
});

import { sql } from 'kysely';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { lineLog } from '../log.ts';
import { StartRefused } from '../start-refused.ts';
import { startText } from '../start-texts.ts';
import { clusterPassword } from '../testing/postgres-cluster.ts';
import { newDatabase, openOnServer, testPostgres } from '../testing/test-database.ts';
import { testDataKey } from '../testing/test-central.ts';
import { isUpToDate } from './migrate.ts';
import type { OpenDatabase } from './open.ts';
import { openStore, type OpenedStore, type StoreOptions } from './opened-store.ts';
import { transact } from './transact.ts';

const lines: string[] = [];
const opened: (OpenDatabase | OpenedStore)[] = [];
afterAll(async () => {
  for (const each of opened) await each.close();
});

function optionsFor(databaseUrl: string): StoreOptions {
  return {
    databaseUrl,
    poolSize: 2,
    dataDir: null,
    dataKey: testDataKey,
    clock: systemClock,
    log: lineLog(
      (line) => void lines.push(line),
      () => new Date(),
    ),
  };
}

async function openFor(databaseUrl: string, change: Partial<StoreOptions> = {}): Promise<OpenedStore> {
  const store = await openStore({ ...optionsFor(databaseUrl), ...change });
  opened.push(store);
  return store;
}

async function refusalOf(databaseUrl: string, change: Partial<StoreOptions> = {}): Promise<unknown> {
  try {
    await openFor(databaseUrl, change);
  } catch (thrown) {
    if (thrown instanceof StartRefused) return thrown.error;
    throw thrown;
  }
  throw new Error('it was opened');
}

const overTcp = (user: string, password: string, database: string, query = ''): string =>
  `postgres://${user}:${password}@127.0.0.1:${testPostgres().port}/${database}${query}`;

describe('a database that cannot be used', () => {
  const wrong = async (reason: string, error: Promise<unknown>): Promise<void> => {
    const told = await error;
    expect(told).toMatchObject({ code: 'config-invalid', detail: { field: 'DATABASE_URL', reason } });
    const text = startText(told as Parameters<typeof startText>[0]).join('\n');
    expect(text).not.toContain(clusterPassword);
    expect(text.split('\n')).toHaveLength(2);
  };

  it('says that the password is wrong, or the user', async () => {
    await wrong('login', refusalOf(overTcp('postgres', 'not-it', 'postgres')));
    await wrong('login', refusalOf(overTcp('nobody-here', clusterPassword, 'postgres')));
  });

  it('says that there is no such database', async () => {
    await wrong('no-database', refusalOf(overTcp('postgres', clusterPassword, 'not_there')));
  });

  it('says that the user may not create tables', async () => {
    const url = await newDatabase(testPostgres(), null);
    const owner = await openOnServer(url);
    opened.push(owner);
    await sql`create role guest login password 'guest-password'`.execute(owner.database);
    const name = new URL(url.replace('@/', '@host/')).pathname.slice(1);
    await wrong('no-rights', refusalOf(overTcp('guest', 'guest-password', name)));
  });

  it('says what is wrong with the secured connection', async () => {
    const name = 'postgres';
    await wrong('tls', refusalOf(overTcp('postgres', clusterPassword, name, '?sslmode=verify-full')));
    const missing = '?sslmode=verify-full&sslrootcert=/nowhere/ca.pem';
    await wrong('file', refusalOf(overTcp('postgres', clusterPassword, name, missing)));
  });

  it('says that the server is too old', async () => {
    const url = await newDatabase(testPostgres(), null);
    const owner = await openOnServer(url);
    opened.push(owner);
    // A server that says of itself that it is older: looked up before what is built in.
    await sql`create schema older`.execute(owner.database);
    await sql`create function older.current_setting(name text) returns text language sql as $$
      select case name when 'server_version_num' then '140011' when 'server_version' then '14.11'
        else pg_catalog.current_setting(name) end $$`.execute(owner.database);
    const told = refusalOf(`${url}&options=${encodeURIComponent('-c search_path=older,pg_catalog,public')}`);
    await wrong('too-old', told);
    expect(startText((await told) as Parameters<typeof startText>[0]).join('\n')).toContain('15');
  });

  it('says that nobody answers', async () => {
    const listener = createServer();
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const { port } = listener.address() as AddressInfo;
    await new Promise((resolve) => listener.close(resolve));
    for (const url of [`postgres://a:b@127.0.0.1:${port}/x`, 'postgres://a@/x?host=/nowhere'])
      expect(await refusalOf(url)).toMatchObject({ code: 'database-unavailable' });
  });

  it('asks for the data key, and refuses another than the first', async () => {
    const url = await newDatabase(testPostgres());
    const field = { code: 'config-invalid', detail: { field: 'CENTRAL_DATA_KEY' } };
    expect(await refusalOf(url, { dataKey: undefined })).toMatchObject(field);
    expect(await refusalOf(url, { dataKey: 'abc' })).toMatchObject(field);
    await openFor(url);
    expect(await refusalOf(url, { dataKey: 'ab'.repeat(32) })).toMatchObject(field);
    await openFor(url);
  });
});

describe('a new database', () => {
  it('is made once by nodes that start together', async () => {
    const url = await newDatabase(testPostgres(), null);
    const before = lines.length;
    const stores = await Promise.all(Array.from({ length: 6 }, () => openFor(url)));
    const made = lines.slice(before).filter((line) => line.includes('brought up to date'));
    expect(made).toHaveLength(1);
    // The tests' own server saves time where a real one must not.
    expect(lines.slice(before).join('\n')).toContain('"off":["fsync"');
    for (const store of stores) expect(await isUpToDate(store.database)).toBe(true);
  });

  it('is not up to date before it was made', async () => {
    const empty = await openOnServer(await newDatabase(testPostgres(), null));
    opened.push(empty);
    expect(await isUpToDate(empty.database)).toBe(false);
  });
});

describe('a transaction', () => {
  it('that meets a deadlock is done again', async () => {
    const url = await newDatabase(testPostgres());
    const { database } = await openFor(url);
    await sql`create table meeting (id integer primary key, visits integer not null)`.execute(database);
    await sql`insert into meeting values (1, 0), (2, 0)`.execute(database);
    let attempts = 0;
    let metBoth: () => void = () => undefined;
    const bothThere = new Promise<void>((resolve) => (metBoth = resolve));
    let there = 0;
    const visit = (first: number, second: number): Promise<void> =>
      transact(database, async (transaction) => {
        attempts += 1;
        await sql`update meeting set visits = visits + 1 where id = ${first}`.execute(transaction);
        there += 1;
        if (there === 2) metBoth();
        await bothThere;
        await sql`update meeting set visits = visits + 1 where id = ${second}`.execute(transaction);
      });
    await Promise.all([visit(1, 2), visit(2, 1)]);
    expect(attempts).toBe(3);
    const { rows } = await sql<{ visits: number }>`select visits from meeting`.execute(database);
    expect(rows.map((row) => row.visits)).toEqual([2, 2]);
  });

  it('goes on when a newer node has changed a table', async () => {
    const url = await newDatabase(testPostgres());
    const { database } = await openFor(url);
    const newer = await openOnServer(url);
    opened.push(newer);
    const read = (): Promise<unknown[]> =>
      transact(database, async (transaction) => {
        // Both connections of the pool have it prepared.
        await sql`select pg_sleep(0.05)`.execute(transaction);
        return (await sql`select * from data_key`.execute(transaction)).rows;
      });
    for (let count = 0; count < 3; count += 1) await Promise.all([read(), read()]);
    await sql`alter table data_key add column later text`.execute(newer.database);
    for (const rows of await Promise.all([read(), read(), read()])) expect(rows[0]).toHaveProperty('later');
  });
});

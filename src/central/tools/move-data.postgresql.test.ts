import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Dossier } from '../../shared/api/dossiers.ts';
import { SiteSnapshot } from '../../shared/api/queue.ts';
import { paths } from '../../shared/api/routes.ts';
import { fillSites } from '../catalogue/fill-site.ts';
import { systemClock } from '../clock.ts';
import type { Settings } from '../settings.ts';
import { startCentral } from '../start.ts';
import { ApiClient } from '../testing/api-client.ts';
import { called, issue, move, person, receive, serve } from '../testing/counter-work.ts';
import { smallCatalogue } from '../testing/small-catalogue.ts';
import { monday, openTestCentral, TestClock, testDataKey } from '../testing/test-central.ts';
import { newDatabase, openOnServer, testPostgres } from '../testing/test-database.ts';
import { moveData } from './move-data.ts';

// Making embedded clusters is slow on a busy machine, and no test is about its speed.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
let folder: string;
let code: string;
let before: SiteSnapshot;

const catalogue = smallCatalogue(['tan-an']);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'central-move-'));
  const dataDir = join(folder, 'data');
  const clock = new TestClock(monday);
  const port = 0;
  const options = { dataDir, host: '127.0.0.1', port, catalogue, clock, log: silent, version: '0.0.0-test' };
  const started = await startCentral({ ...options, dataKey: testDataKey });
  if (!started.ok) throw new Error(JSON.stringify(started.error));
  const api = new ApiClient(started.value.url, started.value.accessKey, 'tan-an');
  for (let count = 0; count < 5; count += 1) await issue(api);
  await serve(api);
  await called(api);
  ({ code } = await receive(api, { note: 'Ghi chú "có dấu", \\ và {1,NULL}' }));
  await move(api, code, 4);
  before = (await api.get(paths.snapshot)).as(SiteSnapshot);
  await started.value.stop();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the tool as the program does. */
async function run(
  databaseUrl: string | undefined,
  dataDir = join(folder, 'data'),
): Promise<{ exit: number; printed: string[]; complained: string[] }> {
  const printed: string[] = [];
  const complained: string[] = [];
  const settings = { databaseUrl, dataDir, dataKey: testDataKey } as Settings;
  const exit = await moveData.run({
    arguments: [],
    environment: {},
    settings,
    clock: systemClock,
    log: silent,
    print: (line) => void printed.push(line),
    complain: (line) => void complained.push(line),
    open: () => Promise.reject(new Error('it opens what it needs itself')),
  });
  return { exit, printed, complained };
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  for (const entry of entries.sort((a, b) =>
    join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1,
  )) {
    hash.update(join(entry.parentPath, entry.name));
    if (entry.isFile()) hash.update(await readFile(join(entry.parentPath, entry.name)));
  }
  return hash.digest('hex');
}

describe('moving to PostgreSQL', () => {
  it('takes everything along, compared, and leaves the folder as it was', async () => {
    const url = await newDatabase(testPostgres(), null);
    const untouched = await digestOf(join(folder, 'data'));
    const { exit, printed, complained } = await run(url);
    expect([exit, complained]).toEqual([0, []]);
    expect(printed.find((line) => line.startsWith('ticket '))).toMatch(/ 5 rows {2}[0-9a-f]{32} {2}equal/);
    expect(await digestOf(join(folder, 'data'))).toBe(untouched);

    const central = await openTestCentral({ databaseUrl: url });
    await fillSites(central.database, catalogue);
    const api = new ApiClient(central.url, 'test-access-key-0001', 'tan-an');
    const after = (await api.get(paths.snapshot)).as(SiteSnapshot);
    expect({ ...after, at: '' }).toEqual({ ...before, at: '' });
    const dossier = await api.get(paths.dossier, {
      values: { dossierCode: code },
      query: { stationId: 'q1' },
    });
    expect(dossier.as(Dossier)).toMatchObject({
      submitter: person,
      note: 'Ghi chú "có dấu", \\ và {1,NULL}',
    });
    // Counters go on where they were.
    expect((await issue(api)).number).toBe('A-006');
    await central.stop();
  });

  it('refuses a database that has something in it', async () => {
    const url = await newDatabase(testPostgres());
    const there = await openOnServer(url);
    await fillSites(there.database, catalogue);
    const { exit, complained } = await run(url);
    expect(exit).toBe(1);
    expect(complained.join()).toMatch(/not empty: \w+ has \d+ rows/);
    await there.close();
  });

  it('moves nothing where one table does not arrive as it was', async () => {
    const url = await newDatabase(testPostgres());
    const there = await openOnServer(url);
    // Something on the other side changes what is written.
    await sql`create function spoil() returns trigger language plpgsql as $$
      begin new.counter_number := new.counter_number + 1; return new; end $$`.execute(there.database);
    await sql`create trigger spoil before insert on call for each row execute function spoil()`.execute(
      there.database,
    );
    const spoiled = await run(url);
    expect(spoiled.exit).toBe(1);
    expect(spoiled.complained.join()).toContain('call has arrived with another content');
    const { rows } = await sql<{ sites: number }>`select count(*)::int as sites from site`.execute(
      there.database,
    );
    expect(rows[0]?.sites).toBe(0);
    await sql`drop trigger spoil on call`.execute(there.database);
    await there.close();
    expect((await run(url)).exit).toBe(0);
  });

  it('wants to know where to, and leaves a running central alone', async () => {
    expect((await run(undefined)).exit).toBe(2);
    const busy = join(folder, 'busy');
    await cp(join(folder, 'data'), busy, { recursive: true });
    await writeFile(
      join(busy, 'central-other.lock'),
      JSON.stringify({ pid: process.ppid, bootedAt: Date.now() - (await uptimeMs()), owner: 'other' }),
    );
    await expect(run(await newDatabase(testPostgres()), busy)).rejects.toMatchObject({
      error: { code: 'database-unwritable', detail: { pid: process.ppid } },
    });
  });
});

async function uptimeMs(): Promise<number> {
  const { uptime } = await import('node:os');
  return Math.round(uptime() * 1000);
}

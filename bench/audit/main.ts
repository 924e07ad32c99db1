import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Kysely } from 'kysely';
import { systemClock } from '../../src/central/clock.ts';
import { linkOf, startOf, type AuditRow, type ChainRow } from '../../src/central/privacy/audit-chain.ts';
import type { Seal } from '../../src/central/privacy/seal.ts';
import { startCentral, type StartOptions } from '../../src/central/start.ts';
import { openStore } from '../../src/central/store/opened-store.ts';
import type { Tables } from '../../src/central/store/tables.ts';
import { ApiClient } from '../../src/central/testing/api-client.ts';
import { startPostgresCluster } from '../../src/central/testing/postgres-cluster.ts';
import { smallCatalogue } from '../../src/central/testing/small-catalogue.ts';
import { paths } from '../../src/shared/api/routes.ts';

/** `main [--rows N]`: how long a check of a long audit log takes, and how long commands take meanwhile, on both engines. */
const { values } = parseArgs({ options: { rows: { type: 'string', default: '500000' } } });
const rowCount = Number(values.rows);
const siteId = 'hall-1';
const batchRows = 1_000;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const accessKey = 'bench-access-key-0001';

console.log(`\n| ${rowCount} entries | check | a number given out meanwhile, median (longest) | without |`);
console.log('| --- | ---: | ---: | ---: |');
const folder = await mkdtemp(join(tmpdir(), 'bench-audit-'));
try {
  await measure('embedded', { dataDir: join(folder, 'central') });
} finally {
  await rm(folder, { recursive: true, force: true });
}
const cluster = await startPostgresCluster({ durable: true, settings: { shared_buffers: '1GB' } });
try {
  await cluster.execute('create database bench');
  await measure('PostgreSQL', { databaseUrl: cluster.url('bench'), dataDir: null });
} finally {
  await cluster.stop();
}

async function measure(name: string, place: Pick<StartOptions, 'dataDir' | 'databaseUrl'>): Promise<void> {
  const year = systemClock.now().getFullYear();
  const files = smallCatalogue([siteId]);
  const options: StartOptions = {
    ...place,
    host: '127.0.0.1',
    port: 0,
    accessKey,
    dataKey: 'ab'.repeat(32),
    // The catalogue of the tests lives in 2026.
    catalogue: { ...files, calendar: { ...files.calendar, years: [year, year + 1], holidays: [] } },
    clock: systemClock,
    log: silent,
    version: '0.0.0-bench',
  };
  const store = await openStore({ ...options, limits: 'work' });
  await fill(store.database, store.seal);
  await store.close();
  const started = await startCentral(options);
  if (!started.ok) throw new Error(started.error.cause);
  const api = new ApiClient(started.value.url, accessKey, siteId);
  const alone = await issues(api, () => false, 100);
  const begun = performance.now();
  let isOver = false;
  const check = api.get(paths.verifyAudit).finally(() => (isOver = true));
  const among = await issues(api, () => isOver, Infinity);
  const { body } = await check;
  const seconds = (performance.now() - begun) / 1_000;
  const { rows, faultCount } = body as { rows: number; faultCount: number };
  if (rows < rowCount || faultCount > 0) throw new Error(`not whole: ${JSON.stringify(body)}`);
  console.log(
    `| ${name} | ${seconds.toFixed(1)} s | ${told(among)} of ${among.length} | ${told(alone)} of ${alone.length} |`,
  );
  await started.value.stop();
}

/** Gives out numbers one after the other. @returns how long each took, in milliseconds, the shortest first */
async function issues(api: ApiClient, isOver: () => boolean, most: number): Promise<number[]> {
  const times: number[] = [];
  while (!isOver() && times.length < most) {
    const begun = performance.now();
    const answer = await api.post(
      paths.tickets,
      { groupCode: 'A', stationId: 'kiosk-1' },
      { key: randomUUID() },
    );
    if (answer.status !== 201) throw new Error(`a number was refused: ${answer.status}`);
    times.push(performance.now() - begun);
  }
  return times.sort((one, other) => one - other);
}

function told(times: readonly number[]): string {
  const median = times[Math.floor(times.length / 2)] ?? NaN;
  return `${median.toFixed(1)} ms (${(times.at(-1) ?? NaN).toFixed(0)})`;
}

/** Writes a log, chained as commands would. */
async function fill(database: Kysely<Tables>, seal: Seal): Promise<void> {
  let hash = startOf(seal, siteId);
  let batch: AuditRow[] = [];
  for (let sequence = 1; sequence <= rowCount; sequence += 1) {
    const row: ChainRow = {
      site_id: siteId,
      sequence,
      at: systemClock.now(),
      station_id: 'kiosk-1',
      officer_id: null,
      action: 'ticket.issue',
      reference: randomUUID(),
      words: null,
    };
    hash = linkOf(seal, hash, row);
    batch.push({ ...row, hash });
    if (batch.length < batchRows && sequence < rowCount) continue;
    await database.insertInto('audit').values(batch).execute();
    batch = [];
  }
  await database.insertInto('audit_chain').values({ site_id: siteId, last: rowCount, hash }).execute();
}

import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppError } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';
import type { StationDatabase } from './database.ts';
import { openStationDatabase, openStationDatabaseHere } from './open.ts';
import type { StoreOptions } from './sqlite-engine.ts';

const root = join(import.meta.dirname, '..', '..', '..');
let folder: string;
let workerFile: string;
let path: string;
const key = randomBytes(32).toString('hex');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'));
  const outDir = join(folder, 'built');
  await build({
    root,
    configFile: false,
    ssr: { noExternal: true, external: ['libsql'] },
    logLevel: 'error',
    build: {
      ssr: 'src/main/store/worker.ts',
      outDir,
      emptyOutDir: true,
      rolldownOptions: { external: ['libsql'], output: { format: 'cjs', entryFileNames: 'worker.js' } },
    },
  });
  // The bundle lies outside the project: what it leaves outside, it asks the project for.
  const code = await readFile(join(outDir, 'worker.js'), 'utf8');
  await writeFile(
    join(outDir, 'worker.js'),
    code.replace(/require\("libsql"\)/g, `require(${JSON.stringify(join(root, 'node_modules', 'libsql'))})`),
  );
  workerFile = join(outDir, 'worker.js');
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => {
  path = join(folder, randomBytes(4).toString('hex'), 'station.db');
});

type Open = (options: StoreOptions) => Promise<Result<StationDatabase, AppError>>;

async function opened(open: Open, options: StoreOptions): Promise<StationDatabase> {
  const database = await open(options);
  if (!database.ok) throw new Error(`not opened: ${database.error.cause ?? database.error.code}`);
  return database.value;
}

describe.each<[string, Open]>([
  ['in a worker', (options) => openStationDatabase(options, workerFile)],
  ['in this thread', openStationDatabaseHere],
])('the store %s', (_, open) => {
  it('keeps what was written, over a restart, in order', async () => {
    const first = await opened(open, { path, key });
    await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        first.run('INSERT INTO setting (name, value) VALUES (?, ?)', [name, name]),
      ),
    );
    await first.close();
    const second = await opened(open, { path, key });
    expect(await second.all('SELECT name FROM setting ORDER BY rowid')).toEqual([
      { name: 'a' },
      { name: 'b' },
      { name: 'c' },
    ]);
    await second.close();
  });

  it('gives back bytes and nulls as they were', async () => {
    const database = await opened(open, { path, key });
    const bytes = new Uint8Array([0, 1, 255]);
    expect(await database.all('SELECT ? AS bytes, ? AS empty', [bytes, null])).toEqual([
      { bytes, empty: null },
    ]);
    await database.close();
  });

  it('does all of a transaction or nothing', async () => {
    const database = await opened(open, { path, key });
    const insert = { sql: 'INSERT INTO setting (name, value) VALUES (?, ?)', params: ['a', '1'] };
    await expect(database.transaction([insert, insert])).rejects.toThrow(/UNIQUE/);
    expect(await database.all('SELECT * FROM setting')).toEqual([]);
    expect(await database.transaction([insert])).toEqual([1]);
    await database.close();
  });

  it('is encrypted: nothing readable in its files, and no other key opens it', async () => {
    const database = await opened(open, { path, key });
    await database.run('INSERT INTO setting (name, value) VALUES (?, ?)', [
      'applicant',
      'Nguyễn Văn Thử 080090000001',
    ]);
    for (const name of await readdir(join(path, '..'))) {
      const content = await readFile(join(path, '..', name));
      expect(content.includes('080090000001'), name).toBe(false);
      expect(content.includes('SQLite format 3'), name).toBe(false);
    }
    await database.close();
    expect(await open({ path, key: randomBytes(32).toString('hex') })).toMatchObject({
      ok: false,
      error: { code: 'store-unwritable' },
    });
  });

  it('names the folder that cannot be written', async () => {
    const blocker = join(folder, 'a-file');
    await writeFile(blocker, '');
    const result = await open({ path: join(blocker, 'station.db'), key });
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'store-unwritable', detail: { folder: blocker } },
    });
  });
});

describe('the store in a worker', () => {
  it('refuses what comes after its end instead of leaving it waiting', async () => {
    const database = await opened((options) => openStationDatabase(options, workerFile), { path, key });
    await database.close();
    await expect(database.all('SELECT 1')).rejects.toThrow(/ended/);
    await database.close();
  });
});

import { copyFileSync, existsSync, readlinkSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Dossier, Person } from '../shared/api/dossiers.ts';
import { SiteSnapshot } from '../shared/api/queue.ts';
import { paths } from '../shared/api/routes.ts';
import { Durability } from '../shared/api/site.ts';
import { lineLog } from './log.ts';
import { startCentral, type RunningCentral, type StartOptions } from './start.ts';
import { ApiClient } from './testing/api-client.ts';
import { called, completeDossier, issue, person, receive } from './testing/counter-work.ts';
import { smallCatalogue } from './testing/small-catalogue.ts';
import { monday, TestClock } from './testing/test-central.ts';

// Making clusters is slow on a busy machine, and no test is about its speed.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let parent: string;
/** A data folder with a filled database, made once: making a cluster takes seconds. */
let made: string;
const running: RunningCentral[] = [];
const lines: string[] = [];

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'central-start-'));
  made = join(parent, 'made');
  const central = await start(made);
  await central.stop();
});
afterAll(async () => {
  for (const central of running) await central.stop();
  await rm(parent, { recursive: true, force: true });
});

function optionsFor(dataDir: string): StartOptions {
  return {
    dataDir,
    host: '127.0.0.1',
    port: 0,
    catalogue: smallCatalogue(['trung-tam']),
    clock: new TestClock(monday),
    log: lineLog(
      (line) => void lines.push(line),
      () => new Date(monday),
    ),
    version: '0.0.0-test',
  };
}

async function start(dataDir: string, change: Partial<StartOptions> = {}): Promise<RunningCentral> {
  const started = await startCentral({ ...optionsFor(dataDir), ...change });
  if (!started.ok) throw new Error(JSON.stringify(started.error));
  running.push(started.value);
  return started.value;
}

async function copyOf(folder: string): Promise<string> {
  const copy = join(parent, randomUUID());
  await cp(folder, copy, { recursive: true });
  return copy;
}

const clientOf = (central: RunningCentral): ApiClient =>
  new ApiClient(central.url, central.accessKey, 'trung-tam');

describe('a central on disk', () => {
  it('keeps everything over a restart, the answers to commands included', async () => {
    const folder = await copyOf(made);
    const before = await start(folder);
    const key = randomUUID();
    const first = await clientOf(before).post(paths.dossiers, completeDossier, { key });
    await issue(clientOf(before));
    await before.stop();

    const after = await start(folder);
    expect(after.accessKey).toBe(before.accessKey);
    const again = await clientOf(after).post(paths.dossiers, completeDossier, { key });
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('command-sequence')).toBe(first.headers.get('command-sequence'));
    const snapshot = (await clientOf(after).get(paths.snapshot)).as(SiteSnapshot);
    expect(snapshot).toMatchObject({ sequence: 2, today: { issued: 1, dossiers: 1 } });
    expect((await issue(clientOf(after))).number).toBe('A-002');
  });

  it('shows nothing of the people in any file', async () => {
    const folder = await copyOf(made);
    const central = await start(folder);
    const api = clientOf(central);
    const dossier = await receive(api, { note: `Báo cho ${person.name}` });
    await api.post(
      paths.moveDossier,
      { to: 7, reason: `${person.name} xin rút`, stationId: 'q1' },
      { values: { dossierCode: dossier.code } },
    );
    await api.post(paths.lookUpCitizen, { number: person.number, stationId: 'q1' });
    await central.stop();
    const read = await contentsOf(folder);
    // Proof that what was written is found at all.
    expect(read.some((content) => content.includes(dossier.code))).toBe(true);
    for (const secret of [person.number, person.name, person.phone, person.address, 'xin rút'])
      expect(read.some((content) => content.includes(secret))).toBe(false);
    expect(lines.join('\n')).not.toContain(person.name);
    expect(lines.join('\n')).not.toContain(person.number);

    const reopened = await start(folder);
    const opened = await clientOf(reopened).get(paths.dossier, {
      values: { dossierCode: dossier.code },
      query: { stationId: 'q1' },
    });
    expect(opened.as(Dossier).submitter).toEqual(person);
    await reopened.stop();
    await writeFile(join(folder, 'data-key'), 'ab'.repeat(32));
    expect(await startCentral(optionsFor(folder))).toMatchObject({
      ok: false,
      error: { code: 'config-invalid', detail: { field: 'CENTRAL_DATA_KEY' } },
    });
  });

  it.runIf(existsSync('/proc/self/fd'))('loses nothing that was answered to a power cut', async () => {
    const folder = await copyOf(made);
    // What a disk would hold if nothing were written but what was synced: a copy that each sync brings up to date.
    const disk = await copyOf(made);
    const central = await start(folder, {
      onSynced: (descriptor) => {
        const path = readlinkSync(`/proc/self/fd/${descriptor}`);
        const place = relative(folder, path);
        if (place.startsWith('..') || path.endsWith('(deleted)')) return;
        try {
          copyFileSync(path, join(disk, place));
        } catch (thrown) {
          if ((thrown as NodeJS.ErrnoException).code !== 'EISDIR') throw thrown;
        }
      },
    });
    const api = clientOf(central);
    const keys: string[] = [];
    for (let count = 0; count < 20; count += 1) {
      const key = randomUUID();
      keys.push(key);
      await api.post(paths.tickets, { groupCode: 'A', stationId: 'kiosk-1' }, { key });
    }
    const dossier = await receive(api);
    await called(api);
    const durable = (await api.get(paths.durability)).as(Durability);
    expect(durable).toEqual({ engine: 'embedded', durableThrough: 22 });

    // The power goes here: the server is not stopped, and nothing of it but the disk is left.
    const survivor = await copyOf(disk);
    const after = await start(survivor);
    const survived = clientOf(after);
    const snapshot = (await survived.get(paths.snapshot)).as(SiteSnapshot);
    expect(snapshot).toMatchObject({ sequence: 22, today: { issued: 20, dossiers: 1 } });
    expect(snapshot.counters[0]?.current?.number).toBe('A-001');
    for (const [index, key] of keys.entries()) {
      const again = await survived.post(paths.tickets, { groupCode: 'A', stationId: 'kiosk-1' }, { key });
      expect(again.body).toMatchObject({ number: `A-${String(index + 1).padStart(3, '0')}` });
    }
    const known = await survived.post(paths.lookUpCitizen, { number: person.number, stationId: 'q1' });
    expect(known.as(Person)).toEqual(person);
    expect((await receive(survived)).book.number).toBe(dossier.book.number + 1);
  });

  it('begins again after a first start that was cut off', async () => {
    const folder = join(parent, 'cut-off');
    await cp(made, folder, { recursive: true });
    // As left behind: a cluster that was being made, and no finished one.
    await cp(join(folder, 'postgresql', 'base'), join(folder, 'postgresql.new', 'base'), { recursive: true });
    await rm(join(folder, 'postgresql'), { recursive: true });
    const central = await start(folder);
    expect((await issue(clientOf(central))).number).toBe('A-001');
    expect(await readdir(folder)).not.toContain('postgresql.new');
  });

  it('takes a changed catalogue, and keeps old versions for old dossiers', async () => {
    const folder = await copyOf(made);
    const before = await start(folder);
    const dossier = await receive(clientOf(before));
    await before.stop();
    const catalogue = smallCatalogue(['trung-tam', 'trung-tam-moi']);
    const [file] = catalogue.catalogue.procedureFiles;
    const [procedure] = file!.procedures;
    file!.procedures[0] = {
      ...procedure!,
      version: '2',
      validFrom: '2026-03-01',
      name: 'Đăng ký khai sinh (mới)',
    };
    const after = await start(folder, { catalogue });
    const old = await clientOf(after).get(paths.dossier, {
      values: { dossierCode: dossier.code },
      query: { stationId: 'q1' },
    });
    expect(old.as(Dossier)).toMatchObject({ procedureVersion: '1', procedureName: 'Đăng ký khai sinh' });
    expect(await receive(clientOf(after))).toMatchObject({
      procedureVersion: '2',
      procedureName: 'Đăng ký khai sinh (mới)',
    });
    const newSite = new ApiClient(after.url, after.accessKey, 'trung-tam-moi');
    expect((await issue(newSite)).number).toBe('A-001');
  });

  it('tells where the keys are, and never what they are', async () => {
    const folder = await copyOf(made);
    const told = lines.length;
    const central = await start(folder);
    const fresh = lines.slice(told).join('\n');
    expect(fresh).toContain(join(folder, 'access-key'));
    expect(fresh).toContain(join(folder, 'data-key'));
    for (const name of ['access-key', 'data-key']) {
      expect(fresh).not.toContain((await readFile(join(folder, name), 'utf8')).trim());
      if (process.platform !== 'win32') expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
    }
    expect(central.accessKey).toBe((await readFile(join(folder, 'access-key'), 'utf8')).trim());
  });
});

describe('a central that cannot start', () => {
  it('says which folder cannot be written', async () => {
    const file = join(parent, 'a-file');
    await writeFile(file, '');
    expect(await startCentral(optionsFor(join(file, 'data')))).toMatchObject({
      ok: false,
      error: { code: 'database-unwritable', detail: { folder: join(file, 'data') } },
    });
  });

  it('leaves the folder to the one that has it', async () => {
    const folder = await copyOf(made);
    const first = await start(folder);
    expect(await startCentral(optionsFor(folder))).toMatchObject({
      ok: false,
      error: { code: 'database-unwritable', detail: { pid: process.pid } },
    });
    expect((await issue(clientOf(first))).number).toBe('A-001');
  });

  it('names the setting that is wrong, and lets go of the folder', async () => {
    const folder = await copyOf(made);
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    expect(await startCentral({ ...optionsFor(folder), port })).toMatchObject({
      ok: false,
      error: { code: 'config-invalid', detail: { field: 'CENTRAL_PORT' } },
    });
    taken.close();
    const empty = join(parent, 'empty-catalogue');
    for (const catalogue of [join(parent, 'nowhere'), empty])
      expect(await startCentral({ ...optionsFor(folder), catalogue })).toMatchObject({
        ok: false,
        error: { code: 'config-invalid', detail: { field: 'CENTRAL_CATALOGUE' } },
      });
    expect((await startCentral({ ...optionsFor(folder), dataKey: 'zz' })).ok).toBe(false);
    expect((await issue(clientOf(await start(folder)))).number).toBe('A-001');
  });
});

async function contentsOf(folder: string): Promise<Buffer[]> {
  const contents: Buffer[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) contents.push(await readFile(join(entry.parentPath, entry.name)));
  }
  return contents;
}

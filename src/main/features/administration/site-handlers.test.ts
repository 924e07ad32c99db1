import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../central/clock.ts';
import { startCentral, type RunningCentral } from '../../../central/start.ts';
import { SiteSnapshot, Ticket } from '../../../shared/api/queue.ts';
import { fillPath, paths } from '../../../shared/api/routes.ts';
import { StationConfig } from '../../../shared/contract/config.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import { fixedKey } from '../../central-client/credentials.ts';
import { createCentralHttp, type CentralHttp } from '../../central-client/http.ts';
import type { CallContext } from '../../host/handlers.ts';
import type { FileToSave } from '../../host/save-file.ts';
import { siteAdministrationHandlers } from './site-handlers.ts';

/** The bridge's calls about the site itself, against the real central, into real files. */
const siteId = 'tan-an';
const config = StationConfig.parse({
  version: 2,
  siteId,
  central: { mode: 'embedded' },
  stations: [
    { id: 'truong', role: 'supervisor', name: 'Trưởng bộ phận' },
    { id: 'bang', role: 'display', name: 'Bảng' },
  ],
});
const from = (stationId: string): CallContext => ({ window: 'station', stationId, correlationId: 'test' });
const board = from('truong');

let central: RunningCentral;
let http: CentralHttp;
let handlers: ReturnType<typeof siteAdministrationHandlers>;
let folder: string;
let chosen: string | null;
let asked: FileToSave[];

function value<T>(result: Result<T, AppError>): T {
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.cause ?? ''}`);
  return result.value;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'site-handlers-'));
  central = value(
    await startCentral({
      dataDir: null,
      host: '127.0.0.1',
      port: 0,
      accessKey: 'test-key',
      dataKey: randomBytes(32).toString('hex'),
      catalogue: join(import.meta.dirname, '../../../../assets/catalogue'),
      clock: systemClock,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      version: 'test',
    }),
  );
  http = value(
    await createCentralHttp(
      { url: central.url, credentials: fixedKey('test-key'), language: 'vi' },
      randomUUID,
    ),
  );
  handlers = siteAdministrationHandlers(
    () => config,
    () => http,
    (file) => {
      asked.push(file);
      return Promise.resolve(chosen);
    },
  );
});
afterAll(async () => {
  await central.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  asked = [];
  chosen = join(folder, `${randomUUID()}.csv`);
});

describe('the rules of the queue', () => {
  it('are read, set with their reason, and not set over what somebody else set', async () => {
    const before = value(await handlers['queueRules.read'](null, board));
    const rules = { ...before, priorityRatio: { priority: 1, of: 4 } };
    const set = { rules, basedOn: before, note: 'Đông người' };
    expect(value(await handlers['queueRules.set'](set, board))).toEqual(rules);
    expect(await handlers['queueRules.set'](set, board)).toMatchObject({
      ok: false,
      error: { code: 'changed-meanwhile' },
    });
  });
});

describe('the service groups', () => {
  it('are read, set with their reason, told from before, and not set over what somebody else set', async () => {
    const before = value(await handlers['serviceGroups.read'](null, board));
    expect(before.procedures.length).toBeGreaterThan(0);
    const set = { groups: [...before.groups].reverse(), basedOn: before.revision, note: 'Đổi thứ tự' };
    const after = value(await handlers['serviceGroups.arrange'](set, board));
    expect(after.groups).toEqual(set.groups);
    expect(await handlers['serviceGroups.arrange'](set, board)).toMatchObject({
      ok: false,
      error: { code: 'changed-meanwhile' },
    });
    const { items } = value(await handlers['serviceGroups.history'](null, board));
    expect(items.map(({ revision }) => revision)).toEqual([after.revision, before.revision]);
  });

  it('are opened and closed, but not from the board of the hall', async () => {
    const close = { groupCode: 'A', open: false };
    expect(value(await handlers['serviceGroups.setOpen'](close, board))).toBeNull();
    const shown = await http.get(fillPath(paths.snapshot, { siteId }), SiteSnapshot);
    expect(value(shown).groups.find(({ code }) => code === 'A')?.closed?.because).toBe('supervisor');
    value(await handlers['serviceGroups.setOpen']({ groupCode: 'A', open: true }, board));
    expect((await handlers['serviceGroups.setOpen'](close, from('bang'))).ok).toBe(false);
    expect((await handlers['serviceGroups.read'](null, from('bang'))).ok).toBe(false);
  });
});

describe('the log', () => {
  it('is read, also for another station, proved, and written into the file that was chosen', async () => {
    const query = { action: 'queue.setRules', stationId: 'truong', limit: 50 };
    const page = value(await handlers['audit.read'](query, board));
    expect(page.items[0]?.reason).toMatch(/^Đông người \{/);
    expect(value(await handlers['audit.verify'](null, board)).faultCount).toBe(0);
    const span = { from: '2020-01-01', to: '2099-12-31', reason: 'Đoàn kiểm tra' };
    const done = value(await handlers['audit.export'](span, board));
    const text = await readFile(chosen ?? '', 'utf8');
    expect(text.trimEnd().split('\n')).toHaveLength((done?.rows ?? 0) + 1);
    expect(text).toContain(',queue.setRules,');
    expect(asked).toEqual([{ name: 'nhat-ky-2020-01-01-2099-12-31.csv', kind: 'csv' }]);
  });

  it('leaves nothing behind where central refuses, nobody chooses, or the place cannot be written', async () => {
    const before = await readdir(folder);
    const turned = { from: '2026-02-02', to: '2026-02-01', reason: 'x' };
    expect(await handlers['audit.export'](turned, board)).toMatchObject({ error: { code: 'bad-request' } });
    chosen = join(folder, 'no-such-folder', 'a.csv');
    const span = { from: '2026-02-01', to: '2026-02-02', reason: 'x' };
    expect(await handlers['audit.export'](span, board)).toMatchObject({ error: { code: 'file-unwritable' } });
    chosen = null;
    expect(value(await handlers['audit.export'](span, board))).toBeNull();
    expect(await readdir(folder)).toEqual(before);
  });
});

describe('a citizen’s data', () => {
  const about = { number: '080190000123', reason: 'Đơn ngày 02/3' };

  it('are shown, erased, and saved under a name that says nothing of the person', async () => {
    expect(value(await handlers['citizens.export'](about, board))).toMatchObject({
      known: null,
      dossiers: [],
    });
    const erased = value(await handlers['citizens.erase'](about, board));
    expect(erased.erased).toMatchObject({ citizen: false, dossiers: [] });
    value(await handlers['citizens.save']({ text: 'một\nhai\n' }, board));
    expect(asked).toEqual([{ name: 'du-lieu-ca-nhan.txt', kind: 'text' }]);
    expect(await readFile(chosen ?? '', 'utf8')).toBe('\uFEFFmột\r\nhai\r\n');
  });
});

describe('a number and a dossier', () => {
  it('tell their history, or that they are not there', async () => {
    const body = { groupCode: 'A', priority: 'normal', stationId: 'truong' };
    const path = fillPath(paths.tickets, { siteId });
    const { id: ticketId } = value(await http.post(path, body, Ticket, randomUUID())).value;
    const story = value(await handlers['tickets.story']({ ticketId }, board));
    expect(story.steps.map(({ action, stationId }) => [action, stationId])).toEqual([['issue', 'truong']]);
    const unknown = { code: 'H39.30-260302-9999', reason: 'Khiếu nại' };
    expect((await handlers['dossiers.openWhole'](unknown, board)).ok).toBe(false);
  });

  it('are nothing for a window that nobody works at', async () => {
    for (const answer of [
      await handlers['audit.verify'](null, from('bang')),
      await handlers['citizens.save']({ text: 'x' }, from('bang')),
      await handlers['tickets.story']({ ticketId: randomUUID() }, from('bang')),
    ])
      expect(answer).toMatchObject({ ok: false, error: { code: 'permission-denied' } });
    expect(asked).toEqual([]);
  });
});

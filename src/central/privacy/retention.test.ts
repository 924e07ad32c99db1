import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Dossier, DossierPage } from '../../shared/api/dossiers.ts';
import { paths } from '../../shared/api/routes.ts';
import { lineLog } from '../log.ts';
import type { ApiClient } from '../testing/api-client.ts';
import { move, person, receive } from '../testing/counter-work.ts';
import { monday, openTestCentral, testDataKey, type TestCentral } from '../testing/test-central.ts';
import { runTool } from '../testing/tool-call.ts';
import { retention } from '../tools/retention.ts';
import { verifyAudit } from './audit-verify.ts';
import { careForPrivacy } from './daily-care.ts';
import { keptUntil, monthsBefore } from './retention-policy.ts';
import { countExpired, eraseExpired } from './retention.ts';
import { Seal } from './seal.ts';

const seal = new Seal(Buffer.from(testDataKey, 'hex'));
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

function run(): Promise<object> {
  return eraseExpired(central.database, seal, api.siteId, central.clock.now());
}

/** A dossier that ended today, with words everywhere that words can be. */
async function endedDossier(change: object = {}): Promise<string> {
  const papers = [
    { paperId: 'p1', name: 'Tờ khai', originals: 1, certified: 0, copies: 0 },
    { paperId: 'p2', name: 'Giấy chứng sinh', originals: 0, certified: 1, copies: 0 },
    { paperId: null, name: `Đơn của ${person.name}`, originals: 1, certified: 0, copies: 0 },
  ];
  const { code } = await receive(api, { note: `Gọi ${person.name}`, papers, ...change });
  await move(api, code, 4);
  await move(api, code, 9, { reason: `Chuyển ${person.name}` });
  await move(api, code, 10, { receivedBy: person.name });
  return code;
}

async function open(code: string): Promise<Dossier> {
  const at = { values: { dossierCode: code }, query: { stationId: 'm1' } };
  return (await api.get(paths.dossier, at)).as(Dossier);
}

function setRule(subject: string, months: string): Promise<{ code: number }> {
  const words = ['--basis', 'Quyết định lưu trữ', '--by', 'Lê Thị Lưu', '--site', api.siteId];
  return runTool(central, retention, 'set', subject, '--months', months, ...words);
}

async function known(number: string = person.number): Promise<number> {
  return (await api.post(paths.lookUpCitizen, { number, stationId: 'm1' })).status;
}

describe('the record for the next visit', () => {
  it('is erased twelve months after the last visit, not a day before', async () => {
    await receive(api);
    central.clock.set('2027-03-01T23:59:00+07:00');
    expect(await run()).toMatchObject({ citizens: 0 });
    expect(await known()).toBe(200);
    central.clock.set('2027-03-02T00:00:00+07:00');
    expect(await countExpired(central.database, api.siteId, central.clock.now())).toMatchObject({
      citizens: 1,
    });
    expect(await run()).toMatchObject({ citizens: 1 });
    expect(await known()).toBe(404);
    expect(await run()).toMatchObject({ citizens: 0 });
  });

  it('lives on with each visit', async () => {
    await receive(api);
    central.clock.set('2026-12-01T09:00:00+07:00');
    await receive(api);
    central.clock.set('2027-03-02T09:00:00+07:00');
    expect(await run()).toMatchObject({ citizens: 0 });
  });

  it('goes in as many batches as it takes, each person an entry of the log', async () => {
    for (let count = 0; count < 45; count += 1)
      await receive(api, { submitter: { ...person, number: `08009000${String(count).padStart(4, '0')}` } });
    central.clock.set('2027-03-02T09:00:00+07:00');
    const both = await Promise.all([run(), run()]);
    expect(both.reduce((sum, one) => sum + (one as { citizens: number }).citizens, 0)).toBe(45);
    const rows = await central.database
      .selectFrom('audit')
      .select('reference')
      .where('site_id', '=', api.siteId)
      .where('action', '=', 'citizen.expire')
      .execute();
    expect(new Set(rows.map((row) => row.reference)).size).toBe(45);
    expect(rows).toHaveLength(45);
  });
});

describe('a dossier', () => {
  it('is kept without an end until the site decides', async () => {
    const code = await endedDossier();
    central.clock.set('2099-01-01T09:00:00+07:00');
    expect(await run()).toMatchObject({ dossiers: 0 });
    expect((await open(code)).owner.name).toBe(person.name);
  });

  it('loses its people when its period is over, counted from its end, and nothing else', async () => {
    await setRule('dossier', '60');
    const { code } = await receive(api);
    central.clock.set('2026-03-20T09:00:00+07:00');
    const ended = await endedDossier();
    const before = await open(ended);
    central.clock.set('2031-03-19T23:00:00+07:00');
    expect(await run()).toMatchObject({ dossiers: 0 });
    central.clock.set('2031-03-20T01:00:00+07:00');
    expect(await run()).toMatchObject({ dossiers: 1 });
    const after = await open(ended);
    expect(JSON.stringify(after)).not.toMatch(new RegExp(`${person.name}|${person.number}|${person.phone}`));
    expect(after).toEqual({
      ...before,
      submitter: { number: null, name: '', birth: null, sex: null, address: '', phone: '', email: '' },
      owner: { number: null, name: '', birth: null, sex: null, address: '', phone: '', email: '' },
      note: '',
      erasedAt: '2031-03-20T01:00:00.000+07:00',
      papers: before.papers.map((paper) => (paper.paperId === null ? { ...paper, name: '…' } : paper)),
      steps: before.steps.map((step) => ({ ...step, reason: null, receivedBy: null })),
    });
    // Not ended: kept.
    expect((await open(code)).owner.name).toBe(person.name);
    const found = await api.post(paths.searchDossiers, { text: person.number, stationId: 'm1' });
    expect(found.as(DossierPage).items.map((item) => item.code)).toEqual([code]);
    expect((await verifyAudit(central.database, seal, api.siteId)).faults).toEqual([]);
  });

  it('leaves nothing that the key still opens in its rows', async () => {
    await setRule('dossier', '1');
    const code = await endedDossier();
    central.clock.set('2026-05-01T09:00:00+07:00');
    await run();
    const rows = await sql<{ all: string }>`
      select concat_ws(' ', (select people from dossier where site_id = ${api.siteId} and code = ${code}),
        (select string_agg(encode(words, 'hex'), ' ') from dossier_history where site_id = ${api.siteId}),
        (select count(*) from dossier_find where site_id = ${api.siteId})) as all`.execute(central.database);
    expect(rows.rows[0]?.all.endsWith(' 0')).toBe(true);
    expect((await open(code)).steps.every((step) => step.reason === null)).toBe(true);
  });

  it('that was withdrawn has ended too', async () => {
    await setRule('dossier', '1');
    const { code } = await receive(api);
    await move(api, code, 7, { reason: 'Công dân xin rút' });
    central.clock.set('2026-05-01T09:00:00+07:00');
    expect(await run()).toMatchObject({ dossiers: 1 });
  });
});

describe('the daily care', () => {
  it('erases, anchors, and tells it in the log of the program without naming anybody', async () => {
    await receive(api);
    central.clock.set('2027-03-02T09:00:00+07:00');
    const lines: string[] = [];
    const log = lineLog(
      (line) => void lines.push(line),
      () => central.clock.now(),
    );
    await careForPrivacy({ database: central.database, seal, clock: central.clock, log });
    const told = lines.join('\n');
    expect(told).toContain('personal data erased after their time');
    expect(told).toMatch(new RegExp(`2027-03-02 ${api.siteId} \\d+ [0-9a-f]{64}`));
    expect(told).not.toContain(person.number);
    expect(await known()).toBe(404);
  });

  it('indexes dossiers from before there was an index', async () => {
    const { code } = await receive(api);
    await sql`delete from dossier_find where site_id = ${api.siteId}`.execute(central.database);
    await sql`update dossier set is_indexed = false where site_id = ${api.siteId}`.execute(central.database);
    const search = async (): Promise<string[]> =>
      (await api.post(paths.searchDossiers, { text: person.phone, stationId: 'm1' }))
        .as(DossierPage)
        .items.map((item) => item.code);
    expect(await search()).toEqual([]);
    const log = lineLog(
      () => undefined,
      () => central.clock.now(),
    );
    await careForPrivacy({ database: central.database, seal, clock: central.clock, log });
    expect(await search()).toEqual([code]);
  });
});

describe('the retention tool', () => {
  it('shows the rules with their basis, and what is due', async () => {
    await setRule('dossier', '120');
    const { printed } = await runTool(central, retention, 'show', '--site', api.siteId);
    expect(printed).toEqual(
      expect.arrayContaining([
        `${api.siteId}: due today: 0 citizens, 0 dossiers`,
        '  citizen: 12 months (proposed)',
        '  dossier: 120 months (decided by Lê Thị Lưu)',
        '    Quyết định lưu trữ',
      ]),
    );
    await setRule('dossier', 'never');
    const again = await runTool(central, retention, 'show', '--site', api.siteId);
    expect(again.printed).toContain('  dossier: no end set (decided by Lê Thị Lưu)');
  });

  it('only counts when asked to', async () => {
    await receive(api);
    central.clock.set('2027-04-01T09:00:00+07:00');
    const dry = await runTool(central, retention, 'run', '--site', api.siteId, '--dry-run');
    expect(dry.printed).toEqual([`${api.siteId}: due: 1 citizens, 0 dossiers`]);
    const wet = await runTool(central, retention, 'run', '--site', api.siteId);
    expect(wet.printed).toEqual([`${api.siteId}: erased: 1 citizens, 0 dossiers`]);
  });

  it.each([
    [[]],
    [['forget']],
    [['show', 'more']],
    [['set', 'queue', '--months', '1', '--basis', 'x', '--by', 'y', '--site', 's']],
    [['set', 'dossier', '--months', '0', '--basis', 'x', '--by', 'y', '--site', 's']],
    [['set', 'dossier', '--months', '1.5', '--basis', 'x', '--by', 'y', '--site', 's']],
    [['set', 'dossier', '--months', '1', '--basis', ' ', '--by', 'y', '--site', 's']],
    [['set', 'dossier', '--months', '1', '--basis', 'x', '--site', 's']],
  ])('refuses %j', async (parameters) => {
    expect((await runTool(central, retention, ...parameters)).code).toBe(2);
  });

  it('knows no site that is not there', async () => {
    expect((await runTool(central, retention, 'run', '--site', 'nowhere')).code).toBe(1);
    const words = ['--months', '1', '--basis', 'x', '--by', 'y', '--site', 'nowhere'];
    expect((await runTool(central, retention, 'set', 'dossier', ...words)).code).toBe(1);
  });
});

describe('months', () => {
  it.each([
    ['2027-03-02', 12, '2026-03-02'],
    ['2026-03-31', 1, '2026-02-28'],
    ['2028-02-29', 12, '2027-02-28'],
    ['2026-01-15', 1, '2025-12-15'],
    ['2026-12-31', -2, '2027-02-28'],
  ])('%s less %i is %s', (day, months, before) => {
    expect(monthsBefore(day, months)).toBe(before);
  });

  it.each([
    ['2026-03-02', 12, '2027-03-02'],
    ['2026-01-31', 1, '2026-03-01'],
    ['2026-08-31', 6, '2027-03-01'],
  ])('what ended on %s is kept %i months, until %s', (day, months, until) => {
    expect(keptUntil(day, months)).toBe(until);
    expect(monthsBefore(until, months) >= day).toBe(true);
  });
});

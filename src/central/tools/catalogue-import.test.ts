import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Dossier } from '../../shared/api/dossiers.ts';
import { Procedure } from '../../shared/api/procedures.ts';
import { paths } from '../../shared/api/routes.ts';
import type { ApiClient } from '../testing/api-client.ts';
import { receive } from '../testing/counter-work.ts';
import { channel, fee, portalEntry } from '../testing/portal-entries.ts';
import { monday, openTestCentral, type TestCentral } from '../testing/test-central.ts';
import { runTool, type ToolOutcome } from '../testing/tool-call.ts';
import { catalogueImport } from './catalogue-import.ts';

let central: TestCentral;
let folder: string;
let api: ApiClient;
beforeAll(async () => {
  central = await openTestCentral();
  folder = await mkdtemp(join(tmpdir(), 'catalogue-import-'));
});
afterAll(async () => {
  await central.stop();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  central.clock.set(monday);
  api = await central.newSite();
});

async function importing(entries: readonly object[] | string, ...parameters: string[]): Promise<ToolOutcome> {
  const file = join(folder, 'portal.json');
  await writeFile(file, typeof entries === 'string' ? entries : JSON.stringify(entries, null, 1));
  return runTool(central, catalogueImport, file, '--site', api.siteId, ...parameters);
}

function procedureRows() {
  return central.database
    .selectFrom('procedure')
    .select(['code', 'version', 'valid_from', 'valid_to'])
    .where('site_id', '=', api.siteId)
    .orderBy('code')
    .orderBy('valid_from')
    .orderBy('version')
    .execute();
}

async function inForce(code: string): Promise<Procedure> {
  return (await api.get(paths.procedure, { values: { procedureCode: code } })).as(Procedure);
}

const renamed = { name: 'Thủ tục đăng ký khai sinh cho trẻ em' };
const added = { code: '1.009999', name: 'Thủ tục mới', cases: [], linhVuc: 'Lĩnh vực mới' };

describe('catalogue-import', () => {
  it('shows what would change, field by field, and writes nothing', async () => {
    const before = await procedureRows();
    const outcome = await importing([portalEntry(renamed), portalEntry(added)]);
    expect(outcome.code).toBe(0);
    expect(outcome.printed).toEqual(
      expect.arrayContaining([
        '~ 1.000001 Thủ tục đăng ký khai sinh cho trẻ em (version 2026-07-18)',
        '    name: "Đăng ký khai sinh" -> "Thủ tục đăng ký khai sinh cho trẻ em"',
        '+ 1.009999 Thủ tục mới',
        '2 records: 1 added, 1 changed, 0 the same, 0 held back, 0 ended, 2 only here, 0 faults',
        'no service group takes the field "Lĩnh vực mới"',
        'nothing written; --apply writes',
      ]),
    );
    expect(await procedureRows()).toEqual(before);
  });

  it('writes new versions that hold from the next day, and changes nothing the second time', async () => {
    const file = [portalEntry(renamed), portalEntry(added)];
    expect((await importing(file, '--apply')).printed.at(-1)).toBe('written');
    expect((await procedureRows()).filter((row) => row.code === '1.000001')).toEqual([
      { code: '1.000001', version: '1', valid_from: '2025-01-01', valid_to: '2026-03-02' },
      { code: '1.000001', version: '2026-07-18', valid_from: '2026-03-03', valid_to: null },
    ]);
    expect((await inForce('1.000001')).name).toBe('Đăng ký khai sinh');
    central.clock.set('2026-03-03T08:00:00+07:00');
    expect((await inForce('1.000001')).name).toBe('Thủ tục đăng ký khai sinh cho trẻ em');
    const rows = await procedureRows();
    const again = await importing(file, '--apply');
    expect(again.printed).toContain(
      '2 records: 0 added, 0 changed, 2 the same, 0 held back, 0 ended, 2 only here, 0 faults',
    );
    expect(await procedureRows()).toEqual(rows);
  });

  it('leaves a dossier the version that it was received under', async () => {
    const { code } = await receive(api);
    await importing([portalEntry({ ...renamed, agency: 'Cơ quan khác' })], '--apply');
    central.clock.set('2026-03-10T08:00:00+07:00');
    const old = await api.get(paths.dossier, { values: { dossierCode: code }, query: { stationId: 'm1' } });
    expect(old.as(Dossier)).toMatchObject({ procedureVersion: '1', procedureName: 'Đăng ký khai sinh' });
    expect((await receive(api)).procedureVersion).toBe('2026-07-18');
  });

  it('names a second version of the same day of the file otherwise', async () => {
    await importing([portalEntry(renamed)], '--apply');
    await importing([portalEntry({ name: 'Tên khác' })], '--apply', '--from', '2026-04-01');
    expect((await procedureRows()).filter((row) => row.code === '1.000001')).toEqual([
      { code: '1.000001', version: '1', valid_from: '2025-01-01', valid_to: '2026-03-02' },
      { code: '1.000001', version: '2026-07-18', valid_from: '2026-03-03', valid_to: '2026-03-31' },
      { code: '1.000001', version: '2026-07-18.02', valid_from: '2026-04-01', valid_to: null },
    ]);
  });

  it('ends what a complete file has no more, and an update of the program does not bring it back', async () => {
    const outcome = await importing([portalEntry()], '--apply', '--complete', '--from', '2026-03-05');
    expect(outcome.printed).toContain('- 1.000002 Xác nhận thông tin hộ tịch');
    const row = (await procedureRows()).find((each) => each.code === '1.000002');
    expect(row?.valid_to).toBe('2026-03-04');
    const body = await central.database
      .selectFrom('procedure')
      .select('body')
      .where('site_id', '=', api.siteId)
      .where('code', '=', '1.000002')
      .executeTakeFirstOrThrow();
    expect(Procedure.parse(body.body).validTo).toBe('2026-03-04');
    expect(
      (await importing([portalEntry()], '--apply', '--complete', '--from', '2026-03-05')).printed,
    ).toContain('1 records: 0 added, 0 changed, 1 the same, 0 held back, 0 ended, 0 only here, 0 faults');
  });

  it('takes only what was asked for', async () => {
    const file = [portalEntry(renamed), portalEntry(added)];
    const outcome = await importing(file, '--apply', '--only', '1.009999, 1.000002');
    expect(outcome.printed).toContain(
      '2 records: 1 added, 0 changed, 0 the same, 0 held back, 0 ended, 2 only here, 0 faults',
    );
    expect((await procedureRows()).filter((row) => row.code === '1.000001')).toHaveLength(1);
    expect((await importing(file, '--apply', '--only', '1.009999')).printed.at(-1)).toBe('nothing to write');
  });

  it('is an entry of the audit log', async () => {
    await importing([portalEntry(renamed)], '--apply');
    await importing([portalEntry(renamed)], '--apply');
    const rows = await central.database
      .selectFrom('audit')
      .select(['action', 'reference'])
      .where('site_id', '=', api.siteId)
      .execute();
    expect(rows).toEqual([{ action: 'catalogue.import', reference: '+0 ~1 -0 from 2026-03-03' }]);
  });

  it('writes nothing at all where the file has a fault, and says where', async () => {
    const before = await procedureRows();
    const bad = [portalEntry(renamed), { code: '1.000002' }, portalEntry(added), portalEntry(added)];
    const outcome = await importing(bad, '--apply');
    expect(outcome.code).toBe(1);
    expect(outcome.complaints[0]).toMatch(/^line \d+, record 2: name: /);
    expect(outcome.complaints[1]).toMatch(/record 4: 1.009999 stands in the file twice, first as record 3/);
    expect(outcome.printed.at(-1)).toBe('nothing written: put the faults right first');
    expect(await procedureRows()).toEqual(before);
  });

  it('says where a file breaks off', async () => {
    const outcome = await importing('[\n{"code": "1.000001",\n', '--apply');
    expect([outcome.code, outcome.complaints[0]]).toEqual([
      1,
      expect.stringContaining('line 3, record 1: the file ends'),
    ]);
    expect((await runTool(central, catalogueImport, '/no/such/file')).complaints[0]).toContain('ENOENT');
  });

  it.each([[[]], [['--from', '2026-03-02']], [['--from', '2026-02-30']], [['--nonsense']]])(
    'refuses %j',
    async (parameters) => {
      const file = parameters.length === 0 ? [] : ['x.json'];
      expect((await runTool(central, catalogueImport, ...file, ...parameters)).code).toBe(2);
    },
  );

  it('knows no site that is not there', async () => {
    expect((await runTool(central, catalogueImport, 'x.json', '--site', 'nowhere')).code).toBe(1);
  });
});

describe('amounts that look wrong', () => {
  const text = 'Phí công bố: 100.000 đồng/lần';
  const doubtful = portalEntry({
    ...added,
    channels: [
      channel('ONLINE', 3, 'WORKING_DAY', [fee('FEE', 100, text)]),
      channel('DIRECT', 3, 'WORKING_DAY', [fee('FEE', 100_000, text)]),
    ],
  });

  it('hold their procedure back until a person decided, with name and reason', async () => {
    const template = join(folder, 'decisions.json');
    const held = await importing([doubtful, portalEntry(renamed)], '--apply', '--decisions', template);
    expect(held.code).toBe(1);
    expect(held.printed).toContain(
      '2 records: 0 added, 1 changed, 0 the same, 1 held back, 0 ended, 2 only here, 0 faults',
    );
    expect(held.printed).toEqual(
      expect.arrayContaining([expect.stringMatching(/ONLINE 100: less than 1000/)]),
    );
    expect((await procedureRows()).map((row) => row.code)).not.toContain('1.009999');

    const blank = JSON.parse(await readFile(template, 'utf8')) as Record<string, unknown>[];
    expect(blank.map((line) => [line['channel'], line['listed'], line['amount']])).toEqual([
      ['ONLINE', 100, null],
      ['DIRECT', 100_000, null],
    ]);
    const unsigned = await importing([doubtful], '--apply', '--approve', template);
    expect([unsigned.code, unsigned.complaints[0]]).toEqual([2, expect.stringContaining('cannot be used')]);

    const decided = blank.map((line) => ({
      ...line,
      amount: 100_000,
      reason: 'Theo biểu',
      by: 'Lê Thị Duyệt',
    }));
    await writeFile(template, JSON.stringify(decided));
    const approved = await importing([doubtful], '--apply', '--approve', template);
    expect([approved.code, approved.printed.at(-1)]).toEqual([0, 'written']);
    central.clock.set('2026-03-03T08:00:00+07:00');
    expect((await inForce('1.009999')).fees.map(({ amount, channels }) => [amount, channels])).toEqual([
      [100_000, ['DIRECT', 'ONLINE']],
    ]);
    // Kept: the next import needs no file of decisions.
    expect((await importing([doubtful], '--apply')).code).toBe(0);
    const kept = await central.database
      .selectFrom('catalogue_approval')
      .select(['channel', 'listed', 'amount', 'reason', 'decided_by'])
      .where('site_id', '=', api.siteId)
      .orderBy('listed')
      .execute();
    expect(kept[0]).toEqual({
      channel: 'ONLINE',
      listed: 100,
      amount: 100_000,
      reason: 'Theo biểu',
      decided_by: 'Lê Thị Duyệt',
    });
  });
});

const real = fileURLToPath(
  new URL('../../../../shared/domain/data/procedures-portal-2026-07.json', import.meta.url),
);

describe.skipIf(!existsSync(real))('the portal’s own file of July 2026', () => {
  it('is taken, but for the four procedures whose amounts look wrong', async () => {
    const take = (): Promise<ToolOutcome> =>
      runTool(central, catalogueImport, real, '--site', api.siteId, '--apply');
    const outcome = await take();
    const held = outcome.printed.filter((line) => line.startsWith('! ')).map((line) => line.split(' ')[1]);
    // 1.002755 says 7.000 in the text of its 5.000.
    expect(held.sort()).toEqual(['1.002755', '1.013217', '1.013222', '2.001610']);
    expect([outcome.code, outcome.complaints, outcome.printed.at(-1)]).toEqual([1, [], 'written']);
    expect(outcome.printed).toContain(
      '48 records: 44 added, 0 changed, 0 the same, 4 held back, 0 ended, 3 only here, 0 faults',
    );
    expect((await take()).printed).toContain(
      '48 records: 0 added, 0 changed, 44 the same, 4 held back, 0 ended, 3 only here, 0 faults',
    );
  });
});

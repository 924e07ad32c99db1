import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Seal } from '../privacy/seal.ts';
import { writeAudit } from '../privacy/audit.ts';
import { issue } from '../testing/counter-work.ts';
import { openTestCentral, testDataKey, type TestCentral } from '../testing/test-central.ts';
import { runTool } from '../testing/tool-call.ts';
import { auditAnchor } from './audit-anchor.ts';
import { auditExport } from './audit-export.ts';
import { auditVerify } from './audit-verify.ts';

let central: TestCentral;
let folder: string;
beforeAll(async () => {
  central = await openTestCentral();
  folder = await mkdtemp(join(tmpdir(), 'audit-tools-'));
});
afterAll(async () => {
  await central.stop();
  await rm(folder, { recursive: true });
});

describe('audit-verify', () => {
  it('says that a log is whole, and which row is not', async () => {
    const api = await central.newSite();
    for (let count = 0; count < 3; count += 1) await issue(api);
    expect(await runTool(central, auditVerify, '--site', api.siteId)).toEqual({
      code: 0,
      printed: [`${api.siteId}: 3 rows, 0 anchors: whole`],
      complaints: [],
    });
    await sql`alter table audit disable trigger audit_is_append_only`.execute(central.database);
    await sql`update audit set reference = null where site_id = ${api.siteId} and sequence = 2`.execute(
      central.database,
    );
    await sql`alter table audit enable trigger audit_is_append_only`.execute(central.database);
    const broken = await runTool(central, auditVerify, '--site', api.siteId);
    expect([broken.code, broken.printed[1]]).toEqual([1, expect.stringContaining('row 2: changed')]);
  });

  it('reads anchors from a file, and says which line is none', async () => {
    const api = await central.newSite();
    await issue(api);
    const file = join(folder, 'anchors');
    const { printed } = await runTool(central, auditAnchor, '--site', api.siteId);
    expect(printed).toHaveLength(1);
    await writeFile(file, `# printed on Monday\n${printed[0] ?? ''}\n`);
    const whole = await runTool(central, auditVerify, '--site', api.siteId, '--anchors', file);
    expect([whole.code, whole.printed]).toEqual([0, [`${api.siteId}: 1 rows, 2 anchors: whole`]]);
    await writeFile(file, `2026-03-02 gone-site 12 ${'ab'.repeat(32)}\n`);
    const gone = await runTool(central, auditVerify, '--site', 'gone-site', '--anchors', file);
    expect([gone.code, gone.printed[1]]).toEqual([1, expect.stringContaining('cut off')]);
    await writeFile(file, 'nothing\n');
    expect((await runTool(central, auditVerify, '--anchors', file)).complaints[0]).toContain('line 1');
  });

  it.each([[['--sites', 'x']], [['--anchors', '/no/such/file']]])('refuses %j', async (parameters) => {
    const outcome = await runTool(central, auditVerify, ...parameters);
    expect([outcome.code, outcome.complaints.length]).toEqual([2, 1]);
  });

  it('knows no site that has no log', async () => {
    expect((await runTool(central, auditVerify, '--site', 'nowhere')).code).toBe(1);
  });
});

describe('audit-export', () => {
  const days = ['--from', '2026-03-01', '--to', '2026-03-02', '--reason', 'Thanh tra tỉnh yêu cầu'];

  it('gives the days asked for, and is an entry itself', async () => {
    const api = await central.newSite();
    await issue(api);
    central.clock.set('2026-03-03T00:00:00+07:00');
    await issue(api);
    const outcome = await runTool(central, auditExport, '--site', api.siteId, ...days, '--format', 'jsonl');
    expect(outcome.code).toBe(0);
    expect(outcome.printed.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        site: api.siteId,
        sequence: 1,
        at: '2026-03-02T09:00:00.000+07:00',
        station: 'kiosk-1',
        officer: null,
        action: 'ticket.issue',
        reference: expect.any(String) as string,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      },
    ]);
    const again = await runTool(
      central,
      auditExport,
      ...['--site', api.siteId, '--from', '2026-03-03', '--to', '2026-03-03', '--reason', 'x'],
    );
    expect(again.printed[0]).toBe('site,sequence,at,station,officer,action,reference,hash');
    expect(again.printed[2]).toContain(',,,audit.export,2026-03-01..2026-03-02 jsonl,');
    expect(again.printed).toHaveLength(4);
  });

  it('hands no formula to a spreadsheet', async () => {
    const api = await central.newSite();
    const entry = { siteId: api.siteId, at: central.clock.now(), stationId: null, officerId: '@SUM(A1)' };
    await central.database.transaction().execute(async (transaction) => {
      const seal = new Seal(Buffer.from(testDataKey, 'hex'));
      for (const reference of ['=HYPERLINK("http://x","y")', '+1', '-1', '\tx', 'a,"b"'])
        await writeAudit(transaction, seal, { ...entry, action: 'audit.read', reference });
    });
    const span = ['--from', '2026-03-02', '--to', '2026-03-31', '--reason', 'x'];
    const { printed } = await runTool(central, auditExport, '--site', api.siteId, ...span);
    expect(
      printed.slice(1, 6).map((line) => line.split(',audit.read,')[1]?.replace(/,[0-9a-f]{64}$/, '')),
    ).toEqual([`"'=HYPERLINK(""http://x"",""y"")"`, "'+1", "'-1", "'\tx", '"a,""b"""']);
    expect(printed[1]).toContain(",'@SUM(A1),");
  });

  it.each([
    ['no site', days],
    ['no reason', ['--site', 's', '--from', '2026-03-01', '--to', '2026-03-02']],
    ['days turned round', ['--site', 's', '--from', '2026-03-02', '--to', '2026-03-01', '--reason', 'x']],
    ['no day', ['--site', 's', '--from', '2026-02-30x', '--to', '2026-03-01', '--reason', 'x']],
    ['another format', ['--site', 's', ...days, '--format', 'xml']],
  ])('refuses %s', async (_, parameters) => {
    expect((await runTool(central, auditExport, ...parameters)).code).toBe(2);
  });

  it('knows no site that is not there', async () => {
    expect((await runTool(central, auditExport, '--site', 'nowhere', ...days)).code).toBe(1);
  });
});

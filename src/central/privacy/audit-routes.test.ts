import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuditExport, AuditPage, AuditVerification } from '../../shared/api/privacy.ts';
import { paths } from '../../shared/api/routes.ts';
import { defaultQueueRules } from '../../shared/domain/queue-order.ts';
import type { ApiClient } from '../testing/api-client.ts';
import { issue, receive } from '../testing/counter-work.ts';
import { openTestCentral, type TestCentral } from '../testing/test-central.ts';

/** What the auditor does over the network, and how the rules of the queue are changed by two people at once. */
let central: TestCentral;
let api: ApiClient;
beforeAll(async () => {
  central = await openTestCentral();
});
afterAll(() => central.stop());
beforeEach(async () => {
  api = await central.newSite();
});

describe('the check of the log', () => {
  it('says that it is whole, and names the row that somebody changed', async () => {
    await issue(api);
    await receive(api);
    expect((await api.get(paths.verifyAudit)).as(AuditVerification)).toEqual({
      rows: 2,
      earlierRows: 0,
      anchors: 0,
      faultCount: 0,
      faults: [],
    });
    await central.database.transaction().execute(async (transaction) => {
      await sql`alter table audit disable trigger audit_is_append_only`.execute(transaction);
      await sql`update audit set station_id = 'may-khac' where site_id = ${api.siteId} and sequence = 2`.execute(
        transaction,
      );
      await sql`alter table audit enable trigger audit_is_append_only`.execute(transaction);
    });
    const found = (await api.get(paths.verifyAudit)).as(AuditVerification);
    expect([found.rows, found.faultCount, found.faults]).toEqual([3, 1, [{ kind: 'changed', sequence: 2 }]]);
  });
});

describe('the export of the log', () => {
  const span = { from: '2026-03-02', to: '2026-03-02', reason: 'Đoàn kiểm tra của tỉnh' };

  it('is lines of CSV from where the part before ended, and an entry whose words are not in it', async () => {
    await issue(api);
    const { code } = await receive(api);
    const whole = (await api.post(paths.exportAudit, span)).as(AuditExport);
    const lines = whole.text.split('\n');
    expect(lines[0]).toBe('site,sequence,at,station,officer,action,reference,hash');
    expect(lines[2]).toContain(`,dossier.receive,${code},`);
    expect([whole.rows, whole.next, lines.length]).toEqual([2, null, 4]);
    const rest = (await api.post(paths.exportAudit, { ...span, after: 2 })).as(AuditExport);
    expect(rest.rows).toBe(1);
    expect(rest.text).toMatch(/^[^\n]*,3,[^\n]*,audit\.export,2026-03-02\.\.2026-03-02 csv,[0-9a-f]{64}\n$/);
    const { items } = (await api.get(paths.audit, { query: { action: 'audit.export' } })).as(AuditPage);
    expect(items.map(({ reason }) => reason)).toEqual([span.reason, span.reason]);
    expect(whole.text + rest.text).not.toContain('kiểm tra');
  });

  it('has nothing of other days, and refuses days turned round and no reason', async () => {
    await issue(api);
    const other = await api.post(paths.exportAudit, { ...span, from: '2026-03-03', to: '2026-03-04' });
    expect(other.as(AuditExport).rows).toBe(0);
    expect((await api.post(paths.exportAudit, { ...span, from: '2026-03-05' })).status).toBe(400);
    expect((await api.post(paths.exportAudit, { ...span, reason: ' ' })).status).toBe(400);
  });
});

describe('rules of the queue that two people change at once', () => {
  const ratio = (priority: number) => ({ ...defaultQueueRules, priorityRatio: { priority, of: 5 } });
  const set = (rules: object, more: object) =>
    api.post(paths.queueRules, { ...rules, stationId: 'truong', ...more });

  it('are changed once: who read what is no longer so is told, and changes nothing', async () => {
    const first = await set(ratio(1), { basedOn: defaultQueueRules, note: 'Đông người cao tuổi' });
    expect(first.status).toBe(200);
    const second = await set(ratio(4), { basedOn: defaultQueueRules });
    expect([second.status, (second.body as { code: string }).code]).toEqual([409, 'changed-meanwhile']);
    expect((await api.get(paths.queueRules)).body).toMatchObject({ priorityRatio: { priority: 1, of: 5 } });
    expect((await set(ratio(4), { basedOn: ratio(1) })).status).toBe(200);
    const { items } = (await api.get(paths.audit, { query: { action: 'queue.setRules' } })).as(AuditPage);
    expect(items.map(({ reason }) => reason?.slice(0, 22))).toEqual([
      expect.stringMatching(/^\{/),
      'Đông người cao tuổi {"',
    ]);
  });
});

import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../../shared/api/routes.ts';
import type { ApiClient } from '../testing/api-client.ts';
import { issue } from '../testing/counter-work.ts';
import { openTestCentral, testDataKey, type TestCentral } from '../testing/test-central.ts';
import { linkOf, startOf, type AuditRow, type ChainRow } from './audit-chain.ts';
import { exportPart } from './audit-export.ts';
import { verifyAudit } from './audit-verify.ts';
import { Seal } from './seal.ts';

const seal = new Seal(Buffer.from(testDataKey, 'hex'));
/** Several pages, and the last of them is full. */
const rowCount = 2_000;

let central: TestCentral;
beforeAll(async () => {
  central = await openTestCentral();
});
afterAll(() => central.stop());

/** A site with a log of several pages, chained as commands would. */
async function siteWithLog(): Promise<ApiClient> {
  const api = await central.newSite();
  const rows: AuditRow[] = [];
  let hash = startOf(seal, api.siteId);
  for (let sequence = 1; sequence <= rowCount; sequence += 1) {
    const row: ChainRow = {
      site_id: api.siteId,
      sequence,
      at: central.clock.now(),
      station_id: 'kiosk-1',
      officer_id: null,
      action: 'ticket.issue',
      reference: null,
      words: null,
    };
    hash = linkOf(seal, hash, row);
    rows.push({ ...row, hash });
  }
  for (let from = 0; from < rowCount; from += 1_000)
    await central.database
      .insertInto('audit')
      .values(rows.slice(from, from + 1_000))
      .execute();
  await central.database
    .insertInto('audit_chain')
    .values({ site_id: api.siteId, last: rowCount, hash })
    .execute();
  return api;
}

describe('a log of several pages', () => {
  it('is checked while commands go on, up to where it ended when the check began', async () => {
    const api = await siteWithLog();
    let between = 0;
    const report = await verifyAudit(central.database, seal, api.siteId, [], async () => {
      between += 1;
      await issue(api);
    });
    expect(between).toBe(8);
    expect(report).toMatchObject({ rows: rowCount, faultCount: 0 });
    const after = await verifyAudit(central.database, seal, api.siteId);
    expect(after).toMatchObject({ rows: rowCount + between, faultCount: 0 });
  });

  it('is checked by the route among commands; that it was checked is an entry, too', async () => {
    const api = await siteWithLog();
    const issues = Array.from({ length: 5 }, () => issue(api));
    const [check] = await Promise.all([api.get(paths.verifyAudit), ...issues]);
    expect(check.body).toMatchObject({ faultCount: 0 });
    expect(await verifyAudit(central.database, seal, api.siteId)).toMatchObject({
      rows: rowCount + issues.length + 1,
      faultCount: 0,
    });
  });

  it.each([1, 250, 251, rowCount])('that was changed at row %i says so', async (row) => {
    const api = await siteWithLog();
    await change(
      sql`update audit set action = 'ticket.call' where site_id = ${api.siteId} and sequence = ${row}`,
    );
    expect((await verifyAudit(central.database, seal, api.siteId)).faults).toEqual([
      { kind: 'changed', sequence: row },
    ]);
  });

  it.each([250, 251])('from which row %i was taken says so', async (row) => {
    const api = await siteWithLog();
    await change(sql`delete from audit where site_id = ${api.siteId} and sequence = ${row}`);
    expect((await verifyAudit(central.database, seal, api.siteId)).faults).toEqual([
      { kind: 'missing', sequence: row },
    ]);
  });

  it('is exported whole while commands go on', async () => {
    const api = await siteWithLog();
    const span = { from: '2026-03-01', to: '2026-03-31', after: 0 };
    let issued = 0;
    const part = await exportPart(central.database, api.siteId, span, async () => {
      if (issued > 0) return;
      issued += 1;
      await issue(api);
    });
    if (!part.ok) throw new Error(part.error.code);
    const sequences = part.value.text.split('\n').slice(1, -1);
    expect(sequences.map((line) => Number(line.split(',')[1]))).toEqual(
      Array.from({ length: rowCount + 1 }, (_, index) => index + 1),
    );
    expect(part.value.next).toBeNull();
  });
});

/** What somebody does who owns the database and takes the guard away first. */
async function change(statement: ReturnType<typeof sql>): Promise<void> {
  await central.database.transaction().execute(async (transaction) => {
    await sql`alter table audit disable trigger audit_is_append_only`.execute(transaction);
    await statement.execute(transaction);
    await sql`alter table audit enable trigger audit_is_append_only`.execute(transaction);
  });
}

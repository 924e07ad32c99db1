import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { paths } from '../../shared/api/routes.ts';
import type { ApiClient } from '../testing/api-client.ts';
import { issue, move, person, receive } from '../testing/counter-work.ts';
import { openTestCentral, testDataKey, type TestCentral } from '../testing/test-central.ts';
import { anchorLine, parseAnchorLine, takeAnchors } from './audit-anchor.ts';
import { verifyAudit, type AuditFault } from './audit-verify.ts';
import { beginChains, writeAudit } from './audit.ts';
import { Seal } from './seal.ts';

const seal = new Seal(Buffer.from(testDataKey, 'hex'));

let central: TestCentral;
beforeAll(async () => {
  central = await openTestCentral();
});
afterAll(() => central.stop());

/** What somebody does who owns the database and takes the guard away first. */
async function tamper(statement: ReturnType<typeof sql>): Promise<void> {
  await central.database.transaction().execute(async (transaction) => {
    await sql`alter table audit disable trigger audit_is_append_only`.execute(transaction);
    await sql`alter table audit_anchor disable trigger audit_anchor_is_append_only`.execute(transaction);
    await statement.execute(transaction);
    await sql`alter table audit enable trigger audit_is_append_only`.execute(transaction);
    await sql`alter table audit_anchor enable trigger audit_anchor_is_append_only`.execute(transaction);
  });
}

async function faultsOf(siteId: string): Promise<readonly AuditFault[]> {
  return (await verifyAudit(central.database, seal, siteId)).faults;
}

describe('the audit log', () => {
  it('is numbered without a gap and chained, by commands and reads that run at once', async () => {
    const api = await central.newSite();
    const { code } = await receive(api);
    await Promise.all(
      Array.from({ length: 30 }, async (_, index) => {
        if (index % 3 === 0) await issue(api);
        else if (index % 3 === 1)
          await api.get(paths.dossier, { values: { dossierCode: code }, query: { stationId: 'may-quay-1' } });
        else await api.post(paths.lookUpCitizen, { number: person.number, stationId: 'may-quay-1' });
      }),
    );
    const report = await verifyAudit(central.database, seal, api.siteId);
    expect(report).toEqual({
      siteId: api.siteId,
      rows: 31,
      earlierRows: 0,
      anchors: 0,
      faults: [],
      faultCount: 0,
    });
  });

  it('keeps no row of a command that was refused, and none of a site that is not there', async () => {
    const api = await central.newSite();
    await issue(api, 'Z').catch(() => undefined);
    const answer = await api.post(
      paths.lookUpCitizen,
      { number: person.number, stationId: 'q1' },
      { values: { siteId: 'nowhere' } },
    );
    expect(answer.code()).toBe('not-found');
    expect((await verifyAudit(central.database, seal, api.siteId)).rows).toBe(0);
    expect((await verifyAudit(central.database, seal, 'nowhere')).rows).toBe(0);
  });

  it.each([
    ['changed', sql`update audit set action = 'x'`],
    ['deleted', sql`delete from audit`],
    ['emptied', sql`truncate audit`],
    ['changed where nothing fits', sql`update audit set action = 'x' where site_id = 'nowhere'`],
    ['freed of its anchors', sql`delete from audit_anchor`],
  ])('cannot be %s: the database refuses', async (_, statement) => {
    await expect(statement.execute(central.database)).rejects.toThrow('never changed or deleted');
  });

  it('seals why somebody looked', async () => {
    const api = await central.newSite();
    const reason = `theo đơn của ${person.name}`;
    await central.database.transaction().execute((transaction) =>
      writeAudit(transaction, seal, {
        siteId: api.siteId,
        at: central.clock.now(),
        stationId: null,
        officerId: 'thanh-tra',
        action: 'dossier.openWhole',
        reference: 'H39.30-260302-0001',
        reason,
      }),
    );
    const row = await central.database
      .selectFrom('audit')
      .selectAll()
      .where('site_id', '=', api.siteId)
      .executeTakeFirstOrThrow();
    expect(Buffer.from(row.words ?? []).toString('utf8')).not.toContain(person.name);
    expect(seal.open(`audit ${api.siteId} 1`, row.words ?? Buffer.of())).toBe(reason);
    expect(await faultsOf(api.siteId)).toEqual([]);
  });
});

describe('the check of the chain', () => {
  let api: ApiClient;
  /** Ten rows. */
  beforeEach(async () => {
    api = await central.newSite();
    const { code } = await receive(api);
    await move(api, code, 4);
    for (let count = 0; count < 8; count += 1) await issue(api);
  });

  it.each(['at', 'station_id', 'officer_id', 'action', 'reference', 'words'] as const)(
    'names the row whose %s was changed',
    async (column) => {
      const value = {
        at: sql`at + interval '1 second'`,
        station_id: sql`'may-khac'`,
        officer_id: sql`'nguoi-khac'`,
        action: sql`'ticket.start'`,
        reference: sql`null`,
        words: sql`'\\x01'::bytea`,
      }[column];
      await tamper(sql`update audit set ${sql.ref(column)} = ${value}
        where site_id = ${api.siteId} and sequence = 2`);
      expect(await faultsOf(api.siteId)).toEqual([{ kind: 'changed', sequence: 2 }]);
    },
  );

  it('names the row that is missing', async () => {
    await tamper(sql`delete from audit where site_id = ${api.siteId} and sequence = 4`);
    expect(await faultsOf(api.siteId)).toEqual([{ kind: 'missing', sequence: 4 }]);
  });

  it('names every row after one that was removed when the rest closes up', async () => {
    await tamper(sql`delete from audit where site_id = ${api.siteId} and sequence = 8`);
    await tamper(sql`update audit set sequence = 8 where site_id = ${api.siteId} and sequence = 9`);
    await tamper(sql`update audit set sequence = 9 where site_id = ${api.siteId} and sequence = 10`);
    await tamper(sql`update audit_chain set last = 9 where site_id = ${api.siteId}`);
    expect(await faultsOf(api.siteId)).toEqual([
      { kind: 'changed', sequence: 8 },
      { kind: 'changed', sequence: 9 },
    ]);
  });

  it('names rows that changed places', async () => {
    const swap = (from: number, to: number): Promise<void> =>
      tamper(sql`update audit set sequence = ${to} where site_id = ${api.siteId} and sequence = ${from}`);
    await swap(5, 1_000_000);
    await swap(6, 5);
    await swap(1_000_000, 6);
    expect((await faultsOf(api.siteId)).map((fault) => fault.sequence)).toEqual([5, 6, 7]);
  });

  it('names a row that was put in, in the middle or behind the end', async () => {
    const put = (sequence: number): Promise<void> =>
      tamper(sql`insert into audit (site_id, sequence, at, station_id, action, hash)
        select site_id, ${sequence}, at, station_id, action, hash from audit
        where site_id = ${api.siteId} and sequence = 9`);
    await put(11);
    expect(await faultsOf(api.siteId)).toEqual([
      { kind: 'changed', sequence: 11 },
      { kind: 'added', sequence: 11 },
    ]);
    await tamper(sql`delete from audit where site_id = ${api.siteId} and sequence = 9`);
    await put(9);
    await tamper(sql`update audit set hash = null where site_id = ${api.siteId} and sequence = 11`);
    expect((await faultsOf(api.siteId)).map((fault) => fault.kind)).toContain('unchained');
  });

  it('sees rows cut off at the end, by the end that the chain names and by the anchor of a day', async () => {
    await takeAnchors(central.database, central.clock.now());
    await tamper(sql`delete from audit where site_id = ${api.siteId} and sequence > 7`);
    expect(await faultsOf(api.siteId)).toEqual([{ kind: 'cutOff', sequence: 7 }]);
    await tamper(sql`update audit_chain set last = 7, hash =
      (select hash from audit where site_id = ${api.siteId} and sequence = 7) where site_id = ${api.siteId}`);
    expect(await faultsOf(api.siteId)).toEqual([{ kind: 'cutOff', sequence: 7, day: '2026-03-02' }]);
  });

  it('sees a whole log gone, and one written anew, by an anchor that was kept outside', async () => {
    const taken = await takeAnchors(central.database, central.clock.now());
    const line = anchorLine(taken.find((anchor) => anchor.siteId === api.siteId) ?? taken[0]!);
    const outside = parseAnchorLine(line);
    if (outside === null) throw new Error('the line is no anchor');
    await tamper(sql`delete from audit where site_id = ${api.siteId}`);
    await tamper(sql`delete from audit_chain where site_id = ${api.siteId}`);
    await tamper(sql`delete from audit_anchor where site_id = ${api.siteId}`);
    expect(await faultsOf(api.siteId)).toEqual([]);
    const gone = await verifyAudit(central.database, seal, api.siteId, [outside]);
    expect(gone.faults).toEqual([{ kind: 'cutOff', sequence: 0, day: '2026-03-02' }]);
    for (let count = 0; count < 12; count += 1) await issue(api);
    const anew = await verifyAudit(central.database, seal, api.siteId, [outside]);
    expect(anew.faults).toEqual([{ kind: 'anchor', sequence: 10, day: '2026-03-02' }]);
  });

  it('trusts no chain that was made without the data key', async () => {
    const report = await verifyAudit(central.database, new Seal(Buffer.alloc(32, 9)), api.siteId);
    expect(report.faultCount).toBe(10);
  });

  it('goes on from rows written before the chain, and sees when one of them is changed later', async () => {
    await tamper(sql`update audit set hash = null where site_id = ${api.siteId}`);
    await tamper(sql`update audit_chain set hash = null where site_id = ${api.siteId}`);
    expect(await faultsOf(api.siteId)).toEqual([{ kind: 'unchained', sequence: 10 }]);
    expect(await beginChains(central.database, seal)).toBeGreaterThan(0);
    expect(await faultsOf(api.siteId)).toEqual([]);
    await issue(api);
    await issue(api);
    const report = await verifyAudit(central.database, seal, api.siteId);
    expect([report.rows, report.earlierRows, report.faults]).toEqual([12, 10, []]);
    await tamper(sql`update audit set action = 'x' where site_id = ${api.siteId} and sequence = 3`);
    expect(await faultsOf(api.siteId)).toEqual([{ kind: 'earlier', sequence: 10 }]);
  });
});

describe('a log whose hashes were all taken away', () => {
  it('does not pass for one from before the chain', async () => {
    const api = await central.newSite();
    for (let count = 0; count < 3; count += 1) await issue(api);
    await takeAnchors(central.database, central.clock.now());
    await tamper(sql`update audit set hash = null, action = 'x' where site_id = ${api.siteId}`);
    expect((await faultsOf(api.siteId)).map((fault) => fault.kind)).toEqual(['anchor', 'earlier']);
    await tamper(sql`delete from audit_anchor where site_id = ${api.siteId}`);
    expect(await faultsOf(api.siteId)).toEqual([{ kind: 'earlier', sequence: 3 }]);
    await tamper(sql`update audit_chain set hash = null where site_id = ${api.siteId}`);
    expect(await faultsOf(api.siteId)).toEqual([{ kind: 'unchained', sequence: 3 }]);
  });
});

describe('anchors', () => {
  it('are taken once a day of each site that has a log', async () => {
    const api = await central.newSite();
    await central.newSite();
    await issue(api);
    const mine = (anchors: readonly { siteId: string }[]): number =>
      anchors.filter((anchor) => anchor.siteId === api.siteId).length;
    expect(mine(await takeAnchors(central.database, central.clock.now()))).toBe(1);
    await issue(api);
    expect(mine(await takeAnchors(central.database, central.clock.now()))).toBe(0);
    const tomorrow = new Date(central.clock.now().getTime() + 86_400_000);
    expect(mine(await takeAnchors(central.database, tomorrow))).toBe(1);
    expect(await faultsOf(api.siteId)).toEqual([]);
  });

  it.each(['', '2026-03-02 site-1 x', '2026-03-02 site-1 3 zz', `2026-03-02 site-1 3 ${'a'.repeat(63)}`])(
    'are not read from "%s"',
    (line) => {
      expect(parseAnchorLine(line)).toBeNull();
    },
  );
});

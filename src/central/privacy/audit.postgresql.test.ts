import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { issue } from '../testing/counter-work.ts';
import { openTestCentral, testDataKey, type TestCentral } from '../testing/test-central.ts';
import { verifyAudit } from './audit-verify.ts';
import { writeAudit } from './audit.ts';
import { Seal } from './seal.ts';

const seal = new Seal(Buffer.from(testDataKey, 'hex'));
let central: TestCentral;
beforeAll(async () => {
  central = await openTestCentral();
});
afterAll(() => central.stop());

it('a role without the rights to change the log writes it all the same, as docs/privacy.md advises', async () => {
  const api = await central.newSite();
  await issue(api);
  const { database } = central;
  const role = `audit_writer_${process.pid}`;
  await sql`create role ${sql.id(role)} nologin`.execute(database);
  try {
    await sql`grant usage on schema public to ${sql.id(role)}`.execute(database);
    await sql`grant select, insert, update, delete on all tables in schema public to ${sql.id(role)}`.execute(
      database,
    );
    await sql`revoke update, delete, truncate on audit, audit_anchor from ${sql.id(role)}`.execute(database);
    await database.transaction().execute(async (transaction) => {
      await sql`set local role ${sql.id(role)}`.execute(transaction);
      await writeAudit(transaction, seal, {
        siteId: api.siteId,
        at: central.clock.now(),
        stationId: null,
        officerId: null,
        action: 'dossier.open',
        reference: null,
      });
    });
    for (const statement of [sql`update audit set action = 'y'`, sql`delete from audit`, sql`truncate audit`])
      await expect(
        database.transaction().execute(async (transaction) => {
          await sql`set local role ${sql.id(role)}`.execute(transaction);
          await statement.execute(transaction);
        }),
      ).rejects.toThrow('permission denied');
    expect(await verifyAudit(database, seal, api.siteId)).toMatchObject({ rows: 2, faults: [] });
  } finally {
    await sql`drop owned by ${sql.id(role)}`.execute(database);
    await sql`drop role ${sql.id(role)}`.execute(database);
  }
});

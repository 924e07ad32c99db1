import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { systemClock } from '../../clock.ts';
import { verifyAudit } from '../../privacy/audit-verify.ts';
import { beginChains, writeAudit } from '../../privacy/audit.ts';
import { Seal } from '../../privacy/seal.ts';
import { migrate } from '../migrate.ts';
import { openInMemory } from '../open.ts';
import { begin } from './0001-begin.ts';

const seal = new Seal(Buffer.alloc(32, 3));

it('numbers the rows that are there by site, in their order, and the chain goes on from them', async () => {
  const opened = await openInMemory();
  const { database } = opened;
  for (const statement of begin.split(';').filter((text) => text.trim() !== ''))
    await sql.raw(statement).execute(database);
  await sql`create table schema_version (number integer primary key, name text not null, at timestamptz not null)`.execute(
    database,
  );
  await sql`insert into schema_version values (1, 'begin', now())`.execute(database);
  for (const [site, action] of [
    ['b', 'first'],
    ['a', 'first'],
    ['b', 'second'],
    ['b', 'third'],
  ])
    await sql`insert into audit (site_id, at, station_id, action) values (${site}, now(), 'm1', ${action})`.execute(
      database,
    );
  await migrate(database, systemClock);

  const rows = await database.selectFrom('audit').select(['site_id', 'sequence', 'action', 'hash']).execute();
  expect(rows.map((row) => `${row.site_id}${row.sequence} ${row.action}`).sort()).toEqual([
    'a1 first',
    'b1 first',
    'b2 second',
    'b3 third',
  ]);
  expect(rows.every((row) => row.hash === null)).toBe(true);
  expect(await beginChains(database, seal)).toBe(2);
  await database.transaction().execute((transaction) =>
    writeAudit(transaction, seal, {
      siteId: 'b',
      at: systemClock.now(),
      stationId: null,
      officerId: null,
      action: 'audit.read',
      reference: null,
    }),
  );
  expect(await verifyAudit(database, seal, 'b')).toMatchObject({ rows: 4, earlierRows: 3, faults: [] });
  expect(await verifyAudit(database, seal, 'a')).toMatchObject({ rows: 1, earlierRows: 1, faults: [] });
  await expect(sql`delete from audit`.execute(database)).rejects.toThrow('never changed or deleted');
  await opened.close();
});

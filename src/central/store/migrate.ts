import { sql, type Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import { migrations } from './migrations/index.ts';
import type { Tables } from './tables.ts';

/** Any number that only this program uses: two nodes that start together must not migrate together. */
export const migrationLock = 4_780_001;

/**
 * Brings the tables up to date, all steps in one transaction. Returns the numbers of the steps taken. Throws when the
 * database is newer than this program: an old program must not write into tables that it does not know.
 */
export async function migrate(database: Kysely<Tables>, clock: Clock): Promise<number[]> {
  return database.transaction().execute(async (transaction) => {
    // Another node may be at it, and a large table takes its time.
    await sql`set local lock_timeout = 0`.execute(transaction);
    await sql`set local statement_timeout = 0`.execute(transaction);
    await sql`select pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(transaction);
    await sql`create table if not exists schema_version (
      number integer primary key, name text not null, at timestamptz not null)`.execute(transaction);
    const done = await sql<{ number: number }>`select number from schema_version`.execute(transaction);
    const known = new Set(done.rows.map((row) => row.number));
    const newest = migrations.at(-1)?.number ?? 0;
    const ahead = [...known].find((number) => number > newest);
    if (ahead !== undefined)
      throw new Error(`the database has step ${ahead}, this program knows steps up to ${newest}: update it`);
    const taken: number[] = [];
    for (const migration of migrations) {
      if (known.has(migration.number)) continue;
      for (const statement of statementsOf(migration.sql)) await sql.raw(statement).execute(transaction);
      await sql`insert into schema_version (number, name, at)
        values (${migration.number}, ${migration.name}, ${clock.now()})`.execute(transaction);
      taken.push(migration.number);
    }
    return taken;
  });
}

/** Whether the tables are there and as new as this program, or newer: while nodes are updated one by one. */
export async function isUpToDate(database: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('schema_version') is not null as there`.execute(database);
  if (rows[0]?.there !== true) return false;
  const { rows: newest } = await sql<{ number: number | null }>`
    select max(number) as number from schema_version`.execute(database);
  return (newest[0]?.number ?? 0) >= (migrations.at(-1)?.number ?? 0);
}

/** A prepared statement is one statement. The body of a function, between `$$`, keeps its own `;`. */
function statementsOf(text: string): string[] {
  const statements = [''];
  text.split('$$').forEach((part, index) => {
    const [first = '', ...rest] = index % 2 === 1 ? [`$$${part}$$`] : part.split(';');
    statements.push(`${statements.pop() ?? ''}${first}`, ...rest);
  });
  return statements.map((statement) => statement.trim()).filter((statement) => statement !== '');
}

import { createHash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../../store/tables.ts';

/**
 * Digests of all rows of every table, but for those given. Two that are equal: nothing has changed.
 * @returns table → digest, so that a difference names its table
 */
export async function digestTables(
  database: Kysely<Tables>,
  except: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`.execute(database);
  const digests = new Map<string, string>();
  for (const { name } of tables.rows) {
    if (except.has(name)) continue;
    const rows = await sql<{ digest: string | null }>`
      select md5(string_agg(md5(row_text), '' order by row_text)) as digest
      from (select t::text as row_text from ${sql.table(name)} t) as texts`.execute(database);
    digests.set(name, rows.rows[0]?.digest ?? createHash('md5').digest('hex'));
  }
  return digests;
}

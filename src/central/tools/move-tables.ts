import { sql, type Kysely, type Transaction } from 'kysely';
import type { Tables } from '../store/tables.ts';

/** A table that is moved, with its columns in the order of their names: that of two databases may differ. */
export interface MovedTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Columns that count by themselves. */
  readonly counted: readonly string[];
}

/** How many rows a table has, and what is in them, whatever their order. */
export interface TableContent {
  readonly rows: number;
  readonly hash: string;
}

const batchRows = 500;

/**
 * The tables of central, each after those that it refers to. What a migration writes by itself (`schema_version`) is left
 * out: both databases have it.
 */
export async function tablesOf(database: Kysely<Tables>): Promise<MovedTable[]> {
  const { rows: columns } = await sql<{ table: string; name: string; type: string; counts: boolean }>`
    select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null as counts
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and c.relname <> 'schema_version'
    order by c.relname collate "C", a.attname collate "C"`.execute(database);
  const { rows: references } = await sql<{ from: string; to: string }>`
    select a.relname as from, b.relname as to from pg_constraint f
    join pg_class a on a.oid = f.conrelid join pg_class b on b.oid = f.confrelid
    where f.contype = 'f' and a.relnamespace = current_schema()::regnamespace and a.oid <> b.oid`.execute(
    database,
  );
  const tables = new Map<string, MovedTable>();
  for (const { table, name, type, counts } of columns) {
    const before = tables.get(table) ?? { name: table, columns: [], counted: [] };
    tables.set(table, {
      name: table,
      columns: [...before.columns, { name, type }],
      counted: counts ? [...before.counted, name] : before.counted,
    });
  }
  return inOrder([...tables.values()], references);
}

function inOrder(
  tables: readonly MovedTable[],
  references: readonly { readonly from: string; readonly to: string }[],
): MovedTable[] {
  const ordered: MovedTable[] = [];
  const placed = new Set<string>();
  while (ordered.length < tables.length) {
    const free = tables.filter(
      ({ name }) => !placed.has(name) && references.every(({ from, to }) => from !== name || placed.has(to)),
    );
    if (free.length === 0) throw new Error('tables that refer to each other in a circle cannot be moved');
    for (const table of free) {
      ordered.push(table);
      placed.add(table.name);
    }
  }
  return ordered;
}

/** Texts of instants, numbers and bytes the same on both sides. */
export async function speakPlainly(transaction: Transaction<Tables>): Promise<void> {
  for (const [name, value] of [
    ['timezone', 'UTC'],
    ['datestyle', 'ISO, YMD'],
    ['intervalstyle', 'postgres'],
    ['bytea_output', 'hex'],
    ['extra_float_digits', '1'],
  ] as const)
    await sql`select set_config(${name}, ${value}, true)`.execute(transaction);
}

/** Counts a table and hashes every row, in whatever order they lie. */
export async function contentOf(transaction: Transaction<Tables>, table: MovedTable): Promise<TableContent> {
  const row = sql`row(${sql.join(table.columns.map(({ name }) => sql`${sql.id(name)}::text`))})::text`;
  // Two halves of 64 bits, each added up: 128 bits that do not depend on the order.
  const half = (from: number) =>
    sql`coalesce(sum(('x' || substr(hash, ${sql.lit(from)}, 16))::bit(64)::bigint::numeric), 0)::text`;
  const { rows } = await sql<{ rows: number; first: string; second: string }>`
    select count(*)::int8 as rows, ${half(1)} as first, ${half(17)} as second
    from (select md5(${row}) as hash from ${sql.table(table.name)}) as hashed`.execute(transaction);
  const [found] = rows;
  if (found === undefined) throw new Error('nothing was counted');
  return { rows: found.rows, hash: `${shortOf(found.first)}${shortOf(found.second)}` };
}

function shortOf(sum: string): string {
  return BigInt.asUintN(64, BigInt(sum)).toString(16).padStart(16, '0');
}

/** Copies the rows of a table as the texts of their values, which loses nothing of any type. */
export async function copyTable(
  from: Transaction<Tables>,
  to: Transaction<Tables>,
  table: MovedTable,
): Promise<void> {
  const name = sql.table(table.name);
  await sql`declare moved no scroll cursor for select ${textsOf(table)} from ${name}`.execute(from);
  for (;;) {
    const { rows } = await sql<Record<string, string | null>>`
      fetch ${sql.lit(batchRows)} from moved`.execute(from);
    if (rows.length === 0) break;
    const lists = table.columns.map(
      ({ name: column }) => sql`${rows.map((row) => row[column] ?? null)}::text[]`,
    );
    const values = table.columns.map(({ name: column, type }) => sql`${sql.id(column)}::${sql.raw(type)}`);
    await sql`
      insert into ${name} (${columnsOf(table)}) overriding system value
      select ${sql.join(values)} from unnest(${sql.join(lists)}) as moved (${columnsOf(table)})`.execute(to);
  }
  await sql`close moved`.execute(from);
  for (const column of table.counted)
    await sql`select setval(pg_get_serial_sequence(${table.name}, ${column}), max(${sql.id(column)}))
      from ${name} having max(${sql.id(column)}) is not null`.execute(to);
}

function columnsOf(table: MovedTable) {
  return sql.join(table.columns.map(({ name }) => sql.id(name)));
}

function textsOf(table: MovedTable) {
  return sql.join(table.columns.map(({ name }) => sql`${sql.id(name)}::text as ${sql.id(name)}`));
}

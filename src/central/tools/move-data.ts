import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { sql, type Kysely, type Transaction } from 'kysely';
import { holdFolder } from '../data-folder.ts';
import { StartRefused } from '../start-refused.ts';
import { openPostgres } from '../store/open-postgres.ts';
import { migrate, migrationLock } from '../store/migrate.ts';
import { openStore } from '../store/opened-store.ts';
import type { Tables } from '../store/tables.ts';
import { contentOf, copyTable, speakPlainly, tablesOf } from './move-tables.ts';
import { exitDone, exitRefused, exitUsage, readOptions } from './options.ts';
import type { Tool, ToolCall } from './tool.ts';

const usage = `central move-data

Moves all data of an embedded central to PostgreSQL, once. Stop the central first.
  from   the data folder, CENTRAL_DATA_DIR; it is copied aside and stays as it is
  to     DATABASE_URL: an empty database, or one in which only the tables were made
All of it moves, or nothing. Every table is counted and hashed on both sides before it counts as moved.
Afterwards central needs, on every node, the data key of the folder (its file "data-key") as CENTRAL_DATA_KEY.
Exit code: 0 moved, 1 refused, 2 wrong usage; 69 the server cannot be reached now, 78 a setting must be put right.
`;

/** Moves an embedded central to PostgreSQL. */
export const moveData: Tool = {
  name: 'move-data',
  summary: 'moves all data of an embedded central to PostgreSQL, counted and compared',
  usage,
  async run(call) {
    if (readOptions(call, {}) === null) return exitUsage;
    const { databaseUrl, dataDir } = call.settings;
    if (databaseUrl === undefined) {
      call.complain('DATABASE_URL is not set: it says where the data goes');
      return exitUsage;
    }
    const held = await holdFolder(dataDir);
    if (!held.ok) throw new StartRefused(held.error);
    const aside = await mkdtemp(join(tmpdir(), 'quay-move-'));
    try {
      // A database that is opened is written to: so it is its copy that is opened, and brought up to date.
      await cp(dataDir, aside, {
        recursive: true,
        filter: (path) => !/^central-.*\.lock$/.test(basename(path)),
      });
      return await moveFrom(call, aside, databaseUrl);
    } finally {
      await rm(aside, { recursive: true, force: true });
      await held.value.release();
    }
  },
};

async function moveFrom(call: ToolCall, folder: string, url: string): Promise<number> {
  const { clock, log, settings } = call;
  const quiet = { ...log, info: () => undefined, warn: () => undefined };
  const source = await openStore({ dataDir: folder, dataKey: settings.dataKey, clock, log: quiet });
  try {
    const target = await openPostgres({ url, poolSize: 1, limits: 'work', log });
    try {
      await migrate(target.database, clock);
      return await moveTables(call, source.database, target.database);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function moveTables(call: ToolCall, from: Kysely<Tables>, to: Kysely<Tables>): Promise<number> {
  return from.transaction().execute(async (source) => {
    await speakPlainly(source);
    try {
      await to.transaction().execute(async (target) => {
        // A node that starts now waits until the data is here, and finds it.
        await sql`select pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(target);
        await speakPlainly(target);
        await moveAll(call, source, target);
      });
    } catch (thrown) {
      if (!(thrown instanceof NotMoved)) throw thrown;
      call.complain(`nothing was moved: ${thrown.message}`);
      return exitRefused;
    }
    call.print(
      'All data is in PostgreSQL. Set CENTRAL_DATA_KEY to the data key of the folder on every node.',
    );
    return exitDone;
  });
}

async function moveAll(
  call: ToolCall,
  source: Transaction<Tables>,
  target: Transaction<Tables>,
): Promise<void> {
  const tables = await tablesOf(target);
  const known = new Set((await tablesOf(source)).map(({ name }) => name));
  const apart = tables.filter(({ name }) => !known.delete(name)).map(({ name }) => name);
  const different = [...apart, ...known];
  if (different.length > 0) throw new NotMoved(`only one of both has these tables: ${different.join(', ')}`);
  for (const table of tables) {
    const { rows } = await contentOf(target, table);
    if (rows > 0) throw new NotMoved(`the database is not empty: ${table.name} has ${rows} rows`);
  }
  for (const table of tables) {
    const before = await contentOf(source, table);
    await copyTable(source, target, table);
    const after = await contentOf(target, table);
    if (before.rows !== after.rows || before.hash !== after.hash)
      throw new NotMoved(`${table.name} has arrived with another content`);
    call.print(`${table.name.padEnd(20)} ${String(after.rows).padStart(9)} rows  ${after.hash}  equal`);
  }
}

/** Why the transaction is undone. */
class NotMoved extends Error {}

import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import { systemClock } from '../clock.ts';
import { migrate } from '../store/migrate.ts';
import { openPostgres } from '../store/open-postgres.ts';
import { openInMemory, type OpenDatabase } from '../store/open.ts';
import type { TestPostgres } from './postgres-setup.ts';

/** Connections of a test: more than one, so that commands really meet. */
const poolSize = 6;

/** A database of a test. */
export interface TestDatabase extends OpenDatabase {
  /** Its address on the server; null: embedded. */
  readonly url: string | null;
}

/**
 * A migrated, empty database of the engine that this run of the tests is about: PGlite in memory in the project `node`, a
 * database of its own on a real server in the project `postgresql`.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  const postgres = inject('postgres');
  if (postgres === undefined) {
    const opened = await openInMemory();
    await migrate(opened.database, systemClock);
    return { ...opened, url: null };
  }
  const url = await newDatabase(postgres);
  return { ...(await openOnServer(url)), url };
}

/** The cluster of this run; throws outside of the project `postgresql`. */
export function testPostgres(): TestPostgres {
  const postgres = inject('postgres');
  if (postgres === undefined) throw new Error('run it with: vitest run --project postgresql');
  return postgres;
}

/** Makes a database for a test. `from` null: an empty one without tables. @returns its address */
export async function newDatabase(
  { url, template }: TestPostgres,
  from: string | null = template,
): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const client = new Client({ connectionString: url.replace('{database}', 'postgres') });
  await client.connect();
  await client.query(`create database ${name}${from === null ? '' : ` template ${from}`}`);
  await client.end();
  return url.replace('{database}', name);
}

/** Another set of connections to a database, as another node has them. */
export function openOnServer(url: string): Promise<OpenDatabase> {
  return openPostgres({ url, poolSize, limits: 'requests', log: silent });
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

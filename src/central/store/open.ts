import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { Kysely } from 'kysely';
import { pgliteDialect } from './pglite-dialect.ts';
import { SyncedFolder, syncFolder, syncTree } from './synced-folder.ts';
import type { Tables } from './tables.ts';

/** `int8` and `date` the same from every driver: a number, and `YYYY-MM-DD`. */
export const parsers: NonNullable<PGliteOptions['parsers']> = { 20: Number, 1082: (text: string) => text };

/** The database of one central, open. */
export interface OpenDatabase {
  readonly database: Kysely<Tables>;
  readonly engine: 'embedded' | 'postgresql';
  close(): Promise<void>;
}

/** A database that ends with the process: for tests where the disk does not matter. */
export async function openInMemory(): Promise<OpenDatabase> {
  const pglite = await PGlite.create({ parsers });
  return wrap(pglite);
}

const startParams = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'wal_sync_method=fsync',
];

/**
 * Opens (or makes) the embedded database below `folder`, with syncing on: see {@link SyncedFolder}. Throws when the folder
 * cannot be written, and when this PGlite turns out not to sync: then nothing that central promises would hold.
 */
export async function openEmbedded(
  folder: string,
  onSynced?: (descriptor: number) => void,
): Promise<OpenDatabase> {
  const cluster = join(folder, 'postgresql');
  if (!existsSync(cluster)) await makeCluster(cluster);
  const filesystem = new SyncedFolder(cluster, onSynced);
  const pglite = await PGlite.create({ fs: filesystem, startParams, parsers });
  const before = filesystem.syncCount;
  await pglite.exec('checkpoint');
  if (filesystem.syncCount === before) {
    await pglite.close();
    throw new Error('this build of PGlite does not sync its files: central must not run on it');
  }
  return wrap(pglite);
}

/** Makes a cluster aside and moves it into place when it is whole and on disk: a start that was cut off leaves none. */
async function makeCluster(cluster: string): Promise<void> {
  const aside = `${cluster}.new`;
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { recursive: true, mode: 0o700 });
  const pglite = await PGlite.create({ fs: new SyncedFolder(aside), startParams, parsers });
  await pglite.close();
  await syncTree(aside);
  await rename(aside, cluster);
  await syncFolder(dirname(cluster));
}

function wrap(pglite: PGlite): OpenDatabase {
  const database = new Kysely<Tables>({ dialect: pgliteDialect(pglite) });
  return { database, engine: 'embedded', close: () => database.destroy() };
}

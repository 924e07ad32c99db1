import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { appError, causeOf } from '../../shared/errors.ts';
import type { Clock } from '../clock.ts';
import { holdFolderSoon } from '../data-folder.ts';
import { keyFromFolder } from '../keys.ts';
import type { Log } from '../log.ts';
import { Seal } from '../privacy/seal.ts';
import { refusedSetting, StartRefused } from '../start-refused.ts';
import { proveDataKey } from './data-key.ts';
import { isUnwritable } from './database-trouble.ts';
import { migrate } from './migrate.ts';
import { openPostgres, startRefusalOf, type PostgresOptions } from './open-postgres.ts';
import { openEmbedded, openInMemory, type OpenDatabase } from './open.ts';

/** Which database, and with which keys. */
export interface StoreOptions {
  /** Address of a PostgreSQL server; undefined: embedded. */
  readonly databaseUrl?: string | undefined;
  /** Connections to it. */
  readonly poolSize?: number;
  /** See {@link PostgresOptions.limits}. */
  readonly limits?: PostgresOptions['limits'];
  /**
   * Folder of the embedded database and the key files; a central on PostgreSQL keeps no file. Null: embedded in memory, for
   * tests; then both keys must be given.
   */
  readonly dataDir: string | null;
  readonly accessKey?: string | undefined;
  /** 32 bytes in hexadecimal. */
  readonly dataKey?: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** How long to wait for a folder that another process still has. */
  readonly folderPatienceMs?: number;
  /** Told after each synced file: see `SyncedFolder`. */
  readonly onSynced?: (descriptor: number) => void;
}

/** The database of central: open, up to date, with the keys that belong to it. */
export interface OpenedStore extends OpenDatabase {
  readonly seal: Seal;
  readonly accessKey: string;
}

/** PostgreSQL's own connections of a node: more do not make it faster, see docs/benchmarks.md. */
export const defaultPoolSize = 16;

/**
 * Opens the database that is named, proves the keys and brings it up to date. Throws {@link StartRefused}:
 * `database-unwritable` with `folder`, `database-unavailable`, `config-invalid` with `field`. Whatever was opened is
 * closed again then.
 */
export async function openStore(options: StoreOptions): Promise<OpenedStore> {
  const undo: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const { databaseUrl } = options;
    const store =
      databaseUrl === undefined
        ? await openFiles(options, undo)
        : await openServer(options, databaseUrl, undo);
    await proveDataKey(store.database, store.seal);
    return { ...store, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

type Keys = Pick<OpenedStore, 'seal' | 'accessKey'>;

/** On PostgreSQL: both keys come from outside, because nodes share the database and no folder. */
async function openServer(
  options: StoreOptions,
  url: string,
  undo: (() => Promise<void>)[],
): Promise<OpenDatabase & Keys> {
  if (options.dataKey === undefined)
    throw refusedSetting(
      'CENTRAL_DATA_KEY',
      'must be given on PostgreSQL, the same for every node: 64 hexadecimal digits (openssl rand -hex 32)',
    );
  const keys = {
    seal: sealOf(options.dataKey),
    // Not given: one that nobody has.
    accessKey: options.accessKey ?? randomBytes(32).toString('hex'),
  };
  const { log, limits = 'requests' } = options;
  const forWork = await openPostgres({ url, poolSize: 1, limits: 'work', log });
  try {
    await bringUpToDate(forWork, options);
  } catch (thrown) {
    throw startRefusalOf(thrown);
  } finally {
    await forWork.close();
  }
  const opened = await openPostgres({ url, poolSize: options.poolSize ?? defaultPoolSize, limits, log });
  undo.push(() => opened.close());
  await warnOfLoss(opened, log);
  return { ...opened, ...keys };
}

/** Says when the server is set to answer before it has written: then an answered command may be lost with the power. */
async function warnOfLoss({ database }: OpenDatabase, log: Log): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select name from pg_settings
    where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'`.execute(database);
  if (rows.length > 0)
    log.warn('PostgreSQL does not wait for its disk: answered commands may be lost in a power cut', {
      off: rows.map((row) => row.name),
    });
}

/** Embedded: holds the folder, finds or makes the keys in it. */
async function openFiles(options: StoreOptions, undo: (() => Promise<void>)[]): Promise<OpenDatabase & Keys> {
  const { dataDir } = options;
  if (dataDir !== null) {
    const held = await holdFolderSoon(dataDir, options.folderPatienceMs ?? 0);
    if (!held.ok) throw new StartRefused(held.error);
    undo.push(() => held.value.release());
  }
  try {
    const keys = await findKeys(options);
    const opened = dataDir === null ? await openInMemory() : await openEmbedded(dataDir, options.onSynced);
    undo.push(() => opened.close());
    await bringUpToDate(opened, options);
    return { ...opened, ...keys };
  } catch (thrown) {
    if (dataDir !== null && isUnwritable(thrown))
      throw new StartRefused(appError('database-unwritable', { folder: dataDir }, causeOf(thrown)));
    throw thrown;
  }
}

async function bringUpToDate(opened: OpenDatabase, { clock, log }: StoreOptions): Promise<void> {
  const steps = await migrate(opened.database, clock);
  if (steps.length > 0) log.info('database brought up to date', { steps });
}

async function findKeys(options: StoreOptions): Promise<Keys> {
  const { dataDir, log } = options;
  if (dataDir === null && (options.accessKey === undefined || options.dataKey === undefined))
    throw refusedSetting('keys', 'without a data folder both keys must be given');
  const folder = dataDir ?? '';
  const access = await keyFromFolder(options.accessKey, folder, 'access-key');
  if (access.file !== null) log.info('access key for the stations', { file: access.file });
  const data = await keyFromFolder(options.dataKey, folder, 'data-key');
  if (data.file !== null)
    log.warn(
      'personal data is sealed with a key that lies beside it: keep a copy elsewhere, or give it as CENTRAL_DATA_KEY',
      { file: data.file },
    );
  return { seal: sealOf(data.text), accessKey: access.text };
}

function sealOf(key: string): Seal {
  if (!/^[0-9a-f]{64}$/i.test(key))
    throw refusedSetting('CENTRAL_DATA_KEY', 'must be 32 bytes as 64 hexadecimal digits');
  return new Seal(Buffer.from(key, 'hex'));
}

import type { Clock } from '../clock.ts';
import { holdFolderSoon } from '../data-folder.ts';
import { keyFromFolder } from '../keys.ts';
import type { Log } from '../log.ts';
import { appError, causeOf } from '../../shared/errors.ts';
import { Seal } from '../privacy/seal.ts';
import { refusedSetting, StartRefused } from '../start-refused.ts';
import { migrate } from './migrate.ts';
import { openEmbedded, openInMemory, type OpenDatabase } from './open.ts';
import { isUnwritable } from './unwritable.ts';

/** Which database, and with which keys. */
export interface StoreOptions {
  /** Folder of the embedded database and the key files. Null: in memory, for tests; then both keys must be given. */
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

/**
 * Holds the data folder, finds the keys, opens the database and brings it up to date. Throws {@link StartRefused}:
 * `database-unwritable` with `folder`, `config-invalid` with `field`. Whatever was opened is closed again then.
 */
export async function openStore(options: StoreOptions): Promise<OpenedStore> {
  const { dataDir, clock, log } = options;
  const undo: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    if (dataDir !== null) {
      const held = await holdFolderSoon(dataDir, options.folderPatienceMs ?? 0);
      if (!held.ok) throw new StartRefused(held.error);
      undo.push(() => held.value.release());
    }
    const keys = await findKeys(options);
    const opened = dataDir === null ? await openInMemory() : await openEmbedded(dataDir, options.onSynced);
    undo.push(() => opened.close());
    const steps = await migrate(opened.database, clock);
    if (steps.length > 0) log.info('database brought up to date', { steps });
    return { ...opened, ...keys, close };
  } catch (thrown) {
    await close();
    if (dataDir !== null && isUnwritable(thrown))
      throw new StartRefused(appError('database-unwritable', { folder: dataDir }, causeOf(thrown)));
    throw thrown;
  }
}

async function findKeys(options: StoreOptions): Promise<{ seal: Seal; accessKey: string }> {
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
  if (!/^[0-9a-f]{64}$/i.test(data.text))
    throw refusedSetting('CENTRAL_DATA_KEY', 'must be 32 bytes as 64 hexadecimal digits');
  return { seal: new Seal(Buffer.from(data.text, 'hex')), accessKey: access.text };
}

import * as fs from 'node:fs';
import { join } from 'node:path';
import type { PGlite, PGliteOptions } from '@electric-sql/pglite';

type Filesystem = NonNullable<PGliteOptions['fs']>;
type Preparation = Awaited<ReturnType<Filesystem['init']>>['emscriptenOpts'];

/** The part of PGlite's WebAssembly module that mounts a folder of the machine. */
interface MountingModule {
  readonly NODEFS: { readonly stream_ops: { fsync?: (stream: { readonly nfd: number }) => number } };
  readonly FS: {
    mkdirTree(path: string): void;
    mount(type: unknown, options: { readonly root: string }, at: string): void;
    quit(): void;
  };
}

/** Where PGlite looks for its cluster. */
const clusterPath = '/pglite/data';

/** Error codes with which a system says that this kind of file (a folder, a device) is not synced one by one. */
const notSyncable = new Set(['EINVAL', 'EISDIR', 'ENOTSUP', 'EPERM', 'EBADF']);

/**
 * PGlite's folder on disk, with the one thing that its own lacks: when PostgreSQL asks for a file to be synced, it is.
 *
 * PGlite starts PostgreSQL with fsync off, and its file system answers a sync with nothing. With fsync on, the method
 * `fsync` (`fdatasync` is a no-op in Emscripten) and this folder, PostgreSQL's own order holds again: its log is on disk
 * before a commit is answered and before a data page changes, so a power cut loses nothing that was answered and leaves
 * no torn database. {@link syncCount} lets the opener prove that at every start.
 */
export class SyncedFolder implements Filesystem {
  #syncs = 0;
  #module: MountingModule | null = null;

  constructor(
    private readonly folder: string,
    /** Told after each file has been synced; tests build from it what a power cut would leave. */
    private readonly onSynced?: (descriptor: number) => void,
  ) {}

  /** How often a file was synced. */
  get syncCount(): number {
    return this.#syncs;
  }

  init(_database: PGlite, options: Preparation): Promise<{ emscriptenOpts: Preparation }> {
    const mount = (untyped: unknown): void => {
      const module = untyped as MountingModule;
      this.#module = module;
      module.NODEFS.stream_ops.fsync = (stream) => this.#sync(stream.nfd);
      module.FS.mkdirTree(clusterPath);
      module.FS.mount(module.NODEFS, { root: this.folder }, clusterPath);
    };
    const before: unknown = options.preRun;
    const hooks = Array.isArray(before) ? (before as unknown[]) : before === undefined ? [] : [before];
    return Promise.resolve({
      emscriptenOpts: { ...options, preRun: [...hooks, mount] as NonNullable<Preparation['preRun']> },
    });
  }

  syncToFs(): Promise<void> {
    return Promise.resolve();
  }

  initialSyncFs(): Promise<void> {
    return Promise.resolve();
  }

  dumpTar(): Promise<Blob> {
    return Promise.reject(new Error('a folder on disk is copied, not dumped'));
  }

  closeFs(): Promise<void> {
    this.#module?.FS.quit();
    return Promise.resolve();
  }

  #sync(descriptor: number): number {
    try {
      fs.fsyncSync(descriptor);
    } catch (thrown) {
      const code = (thrown as NodeJS.ErrnoException).code ?? '';
      if (!notSyncable.has(code)) throw thrown;
    }
    this.#syncs += 1;
    this.onSynced?.(descriptor);
    return 0;
  }
}

/** Syncs every file and folder below `folder`: for a cluster just made, whose making does not sync. */
export async function syncTree(folder: string): Promise<void> {
  for (const entry of await fs.promises.readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await syncTree(path);
    else if (entry.isFile()) await syncPath(path, 'r+');
  }
  await syncFolder(folder);
}

/** Syncs the entries of a folder: which files it has, under which names. */
export function syncFolder(folder: string): Promise<void> {
  return syncPath(folder, 'r');
}

async function syncPath(path: string, flags: string): Promise<void> {
  try {
    const handle = await fs.promises.open(path, flags);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    // Windows opens and syncs no folders; its file systems write their entries with the file.
    if (!notSyncable.has((thrown as NodeJS.ErrnoException).code ?? '')) throw thrown;
  }
}

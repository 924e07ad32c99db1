import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { appError, causeOf, type AppError } from '../shared/errors.ts';
import { err, ok, type Result } from '../shared/result.ts';

const LockText = z.object({
  pid: z.number().int().positive(),
  bootedAt: z.number(),
  owner: z.string(),
});
type LockText = z.infer<typeof LockText>;

/** Clocks are set while a machine runs; a boot time that moved by less is the same boot. */
const sameBootMs = 5 * 60_000;

/** Locks of this process. Its number alone says nothing: in a container every run has the same one. */
const ownLocks = new Set<string>();

/** The data folder, held by this process alone. */
export interface HeldFolder {
  readonly path: string;
  /** Lets go of it. */
  release(): Promise<void>;
}

/**
 * Makes the data folder where it is missing, proves that it can be written, and holds it: two servers on one embedded
 * database would destroy it. A lock left by a process that is gone is taken over. Error: `database-unwritable` with
 * `folder`, and `pid` where another process has it.
 */
export async function holdFolder(path: string): Promise<Result<HeldFolder, AppError>> {
  const lockPath = join(path, 'central.lock');
  const owner = randomBytes(12).toString('hex');
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const probe = join(path, `.write-test-${owner}`);
    await writeFile(probe, 'x', { mode: 0o600 });
    await rm(probe);
    const holder = await takeLock(lockPath, { pid: process.pid, bootedAt: bootedAt(), owner });
    if (holder !== null)
      return err(
        appError(
          'database-unwritable',
          { folder: path, pid: holder.pid },
          `process ${holder.pid} has this folder; if that is no central, delete ${lockPath}`,
        ),
      );
  } catch (thrown) {
    return err(appError('database-unwritable', { folder: path }, causeOf(thrown)));
  }
  ownLocks.add(owner);
  return ok({
    path,
    async release() {
      ownLocks.delete(owner);
      const lock = await readLock(lockPath);
      if (lock?.owner === owner) await rm(lockPath, { force: true });
    },
  });
}

/** Null: the lock is ours. Otherwise who has it. */
async function takeLock(path: string, ours: LockText): Promise<LockText | null> {
  // Each round either makes the file, meets a living holder, or clears one dead lock away.
  for (;;) {
    if (await createLock(path, ours)) return null;
    const found = await readLock(path);
    if (found !== null && isHeld(found)) return found;
    await clearLock(path, found, ours.owner);
  }
}

async function createLock(path: string, ours: LockText): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(ours), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw thrown;
  }
}

/** Moves a dead lock away. If it turns out to be another by then, a rival was faster: his is put back. */
async function clearLock(path: string, dead: LockText | null, owner: string): Promise<void> {
  const aside = `${path}.${owner}`;
  try {
    await rename(path, aside);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw thrown;
  }
  const moved = await readLock(aside);
  if (moved !== null && moved.owner !== dead?.owner && isHeld(moved)) await rename(aside, path);
  else await rm(aside, { force: true });
}

async function readLock(path: string): Promise<LockText | null> {
  try {
    const parsed = LockText.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** A process of the same boot that is alive. After a restart of the machine its number says nothing. */
function isHeld(lock: LockText): boolean {
  if (Math.abs(lock.bootedAt - bootedAt()) > sameBootMs) return false;
  if (lock.pid === process.pid) return ownLocks.has(lock.owner);
  try {
    process.kill(lock.pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function bootedAt(): number {
  return Math.round(Date.now() - uptime() * 1000);
}

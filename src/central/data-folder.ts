import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
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

/** How often a folder that somebody has is looked at again. */
const lookAgainMs = 200;

/**
 * Like {@link holdFolder}, but gives whoever has the folder some time to go: the central of an app that was killed lives on
 * for a moment, and the app that is started again must not fail because of it.
 */
export async function holdFolderSoon(
  path: string,
  patienceMs: number,
): Promise<Result<HeldFolder, AppError>> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const held = await holdFolder(path);
    const isTaken = !held.ok && held.error.detail?.['pid'] !== undefined;
    if (!isTaken || Date.now() >= end) return held;
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
  }
}

/**
 * Makes the data folder where it is missing, proves that it can be written, and holds it: two servers on one embedded
 * database would destroy it. A lock left by a process that is gone is cleared away. Error: `database-unwritable` with
 * `folder`, and `pid` where another process has it.
 */
export async function holdFolder(path: string): Promise<Result<HeldFolder, AppError>> {
  const owner = randomBytes(12).toString('hex');
  const ours = join(path, `central-${owner}.lock`);
  const release = async (): Promise<void> => {
    ownLocks.delete(owner);
    await rm(ours, { force: true });
  };
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    // Each process has a lock file of its own, written first and looked around afterwards: of two that start at once at
    // least one sees the other, and nobody ever removes a file that may have become somebody else's.
    ownLocks.add(owner);
    await writeLock(ours, { pid: process.pid, bootedAt: bootedAt(), owner });
    const other = await otherHolder(path, owner);
    if (other === null) return ok({ path, release });
    await release();
    return err(
      appError(
        'database-unwritable',
        { folder: path, pid: other.lock.pid },
        `process ${other.lock.pid} has this folder; if that is no central, delete ${other.file}`,
      ),
    );
  } catch (thrown) {
    ownLocks.delete(owner);
    return err(appError('database-unwritable', { folder: path }, causeOf(thrown)));
  }
}

/** Written aside and moved into place: nobody reads half a lock. */
async function writeLock(path: string, lock: LockText): Promise<void> {
  const aside = `${path}.new`;
  await writeFile(aside, JSON.stringify(lock), { flag: 'wx', mode: 0o600 });
  await rename(aside, path);
}

/** A living process other than ours that has a lock here; what dead ones left is cleared away. */
async function otherHolder(path: string, owner: string): Promise<{ lock: LockText; file: string } | null> {
  for (const name of await readdir(path)) {
    if (!/^central-\w+\.lock$/.test(name) || name === `central-${owner}.lock`) continue;
    const file = join(path, name);
    const lock = await readLock(file);
    if (lock !== null && (await isHeld(lock))) return { lock, file };
    await rm(file, { force: true });
  }
  return null;
}

/** Null: gone by now, or no lock. */
async function readLock(path: string): Promise<LockText | null> {
  try {
    const parsed = LockText.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** A process of the same boot that is alive. After a restart of the machine its number says nothing. */
async function isHeld(lock: LockText): Promise<boolean> {
  if (Math.abs(lock.bootedAt - bootedAt()) > sameBootMs) return false;
  if (lock.pid === process.pid) return ownLocks.has(lock.owner);
  try {
    process.kill(lock.pid, 0);
    return !(await isZombie(lock.pid));
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Dead, but not yet collected by its parent, which in a container may be never. Such a process still takes signals. */
async function isZombie(pid: number): Promise<boolean> {
  // Linux only; elsewhere there is no such file, and no such state that lasts.
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return /^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
}

function bootedAt(): number {
  return Math.round(Date.now() - uptime() * 1000);
}

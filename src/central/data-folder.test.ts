import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir, uptime } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdFolder, holdFolderSoon } from './data-folder.ts';
import { keyFromFolder } from './keys.ts';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'central-folder-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const bootedAt = Date.now() - uptime() * 1000;
const lockOf = (lock: object): string => JSON.stringify({ bootedAt, owner: 'somebody', ...lock });

describe('the data folder', () => {
  it('is made, and held by one at a time', async () => {
    const path = join(parent, 'a', 'b');
    const first = await holdFolder(path);
    if (!first.ok) throw new Error('not held');
    const second = await holdFolder(path);
    expect(second).toMatchObject({
      ok: false,
      error: { code: 'database-unwritable', detail: { folder: path, pid: process.pid } },
    });
    await first.value.release();
    const third = await holdFolder(path);
    expect(third.ok).toBe(true);
    // A release that comes twice does not let go of somebody else’s lock.
    await first.value.release();
    expect((await holdFolder(path)).ok).toBe(false);
  });

  it('is taken over from the dead: a process that is gone, a machine restarted, half a lock', async () => {
    const lock = join(parent, 'central-somebody.lock');
    // The largest process id that Linux can give is 2^22; none is above.
    for (const text of [
      lockOf({ pid: 4_194_305 }),
      lockOf({ pid: 1, bootedAt: bootedAt - 3_600_000 }),
      lockOf({ pid: process.pid }),
      '{"pid":',
      '',
    ]) {
      await writeFile(lock, text);
      const held = await holdFolder(parent);
      expect([text, held.ok]).toEqual([text, true]);
      if (held.ok) await held.value.release();
    }
  });

  it('is not taken from the living', async () => {
    await writeFile(join(parent, 'central-somebody.lock'), lockOf({ pid: process.ppid }));
    expect(await holdFolder(parent)).toMatchObject({ ok: false, error: { detail: { pid: process.ppid } } });
    expect(JSON.parse(await readFile(join(parent, 'central-somebody.lock'), 'utf8'))).toMatchObject({
      owner: 'somebody',
    });
  });

  it('is waited for, where whoever has it is about to go', async () => {
    const first = await holdFolder(parent);
    if (!first.ok) throw new Error('not held');
    const waiting = holdFolderSoon(parent, 20_000);
    await first.value.release();
    expect((await waiting).ok).toBe(true);
    expect(await holdFolderSoon(parent, 1)).toMatchObject({
      ok: false,
      error: { code: 'database-unwritable' },
    });
  });

  it.runIf(process.platform === 'linux')(
    'is taken over from a dead process that nobody has collected',
    async () => {
      // What takes the shell's place does not collect its child, which ends after that: when nobody can write to it any more.
      const shell = spawn('sh', ['-c', 'cat <&3 & echo $!; exec sleep 60 3<&-'], {
        stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
      });
      const [line] = (await once(shell.stdout as Readable, 'data')) as [Buffer];
      const pid = Number(String(line).trim());
      const told = (of: string): Promise<string> => readFile(`/proc/${of}`, 'utf8');
      await expect.poll(() => told(`${String(shell.pid)}/comm`)).toBe('sleep\n');
      shell.stdio[3]?.destroy();
      await expect.poll(() => told(`${pid}/stat`)).toMatch(/\) Z /);
      await writeFile(join(parent, 'central-somebody.lock'), lockOf({ pid }));
      expect((await holdFolder(parent)).ok).toBe(true);
      shell.kill();
    },
  );

  it('never goes to two of many who come at once', async () => {
    await writeFile(join(parent, 'central-somebody.lock'), lockOf({ pid: 4_194_305 }));
    const held = await Promise.all(Array.from({ length: 10 }, () => holdFolder(parent)));
    // Two that see each other both step back: never two, at worst none until the next try.
    expect(held.filter((one) => one.ok).length).toBeLessThanOrEqual(1);
    for (const one of held) if (one.ok) await one.value.release();
    expect((await holdFolder(parent)).ok).toBe(true);
  });

  it('that cannot be written is named', async () => {
    const file = join(parent, 'a-file');
    await writeFile(file, '');
    for (const path of [file, join(file, 'below')])
      expect(await holdFolder(path)).toMatchObject({
        ok: false,
        error: { code: 'database-unwritable', detail: { folder: path } },
      });
  });
});

describe('a key', () => {
  it('is made once, for its owner’s eyes', async () => {
    const made = await keyFromFolder(undefined, parent, 'data-key');
    expect(made).toMatchObject({ isNew: true, file: join(parent, 'data-key') });
    expect(made.text).toMatch(/^[0-9a-f]{64}$/);
    if (process.platform !== 'win32') expect((await stat(join(parent, 'data-key'))).mode & 0o777).toBe(0o600);
    expect(await keyFromFolder(undefined, parent, 'data-key')).toEqual({ ...made, isNew: false });
    expect(await keyFromFolder('given', parent, 'data-key')).toEqual({
      text: 'given',
      file: null,
      isNew: false,
    });
  });

  it('that was emptied is not replaced: what it sealed would be lost unnoticed', async () => {
    await writeFile(join(parent, 'data-key'), '\n');
    await expect(keyFromFolder(undefined, parent, 'data-key')).rejects.toThrow('is empty');
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passwordsHere } from './argon2.ts';
import { PasswordThread } from './password-thread.ts';
import type { PasswordCost, Passwords } from './passwords.ts';

const cheap: PasswordCost = { memory: 256, iterations: 1 };
let folder: string;
let file: string;

/** The worker as the build makes it: one file, for the oldest Node. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'password-worker-'));
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: 'src/central/access/password-worker.ts',
      outDir: folder,
      target: 'node18.15',
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'password-worker.cjs' } },
    },
  });
  file = join(folder, 'password-worker.cjs');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each<[string, (cost?: PasswordCost) => Passwords]>([
  ['here', (cost) => passwordsHere(cost)],
  ['in a thread', (cost) => new PasswordThread(file, cost)],
])('passwords %s', (_, make) => {
  it('are known again by their hash, and others are not', async () => {
    const passwords = make(cheap);
    const hash = await passwords.hash('con mèo ngủ');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=256,t=1,p=1\$/);
    expect(await passwords.hash('con mèo ngủ')).not.toBe(hash);
    expect(await passwords.matches('con mèo ngủ', hash)).toBe(true);
    expect(await passwords.matches('con mèo ngủ'.normalize('NFD'), hash)).toBe(true);
    expect(await passwords.matches('con chó ngủ', hash)).toBe(false);
    await passwords.close();
  });

  it('have the cost that OWASP names, and say when a hash has another', async () => {
    const passwords = make();
    const hash = await passwords.hash('con mèo ngủ');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(passwords.isOutdated(hash)).toBe(false);
    const before = await passwordsHere(cheap).hash('con mèo ngủ');
    expect(passwords.isOutdated(before)).toBe(true);
    expect(await passwords.matches('con mèo ngủ', before)).toBe(true);
    await passwords.close();
  });

  it('with a hash that is none fail, and go on', async () => {
    const passwords = make(cheap);
    await expect(passwords.matches('x', 'no hash')).rejects.toThrow();
    expect(await passwords.matches('x', await passwords.hash('x'))).toBe(true);
    await passwords.close();
  });
});

describe('the thread', () => {
  it('is replaced when it is gone', async () => {
    const passwords = new PasswordThread(file, cheap);
    const hash = await passwords.hash('x');
    await passwords.close();
    expect(await passwords.matches('x', hash)).toBe(true);
    await passwords.close();
  });

  it('that cannot start says so', async () => {
    await expect(new PasswordThread(join(folder, 'nowhere.cjs'), cheap).hash('x')).rejects.toThrow();
  });
});

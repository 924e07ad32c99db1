import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from './clock.ts';
import { LogFile, redact } from './log-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('redaction', () => {
  it('takes out identity and telephone numbers wherever they stand', () => {
    expect(redact('card 080090000001, old 300000001, phone 0912345678')).toBe(
      'card 080*********, old 300******, phone 091*******',
    );
  });

  it('leaves times, dossier codes and ids', () => {
    const line = 'at 1795373128480 H39.30-261122-0001 took 12 ms';
    expect(redact(line)).toBe(line);
  });
});

describe('the log file', () => {
  it('keeps one JSON line a message, with fields redacted at any depth', async () => {
    const path = join(folder, 'logs', 'quay.log');
    const file = new LogFile(path, systemClock);
    file
      .log('main')
      .child('feed')
      .warn('refused', { code: 'x', inner: { list: ['080090000001'] } });
    await file.close();
    const line = JSON.parse(await readFile(path, 'utf8')) as unknown;
    expect(line).toMatchObject({
      level: 'warn',
      module: 'main.feed',
      message: 'refused',
      inner: { list: ['080*********'] },
    });
  });

  it('rotates by size and keeps five old files', async () => {
    const file = new LogFile(join(folder, 'quay.log'), systemClock, 200);
    for (let n = 0; n < 40; n++) file.log('m').info(`line ${n} with some more words to fill the file`);
    await file.close();
    const names = (await readdir(folder)).sort();
    expect(names.filter((name) => name !== 'quay.log')).toEqual([1, 2, 3, 4, 5].map((n) => `quay.log.${n}`));
    expect(await readFile(join(folder, 'quay.log.1'), 'utf8')).toContain('line 39');
  });
});

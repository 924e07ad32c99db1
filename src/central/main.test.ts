import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { randomUUID } from 'node:crypto';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { paths } from '../shared/api/routes.ts';
import { ApiClient } from './testing/api-client.ts';
import { issue } from './testing/counter-work.ts';
import { testAccessKey, testDataKey } from './testing/test-central.ts';

// Whole programs and new clusters: slow on a busy machine, and no test is about their speed.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

/** The program, built as it ships: one CommonJS file beside the packages that stay outside. */
const outDir = resolve('out', `test-central-${process.pid}`);
let folder: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'central-main-'));
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true, external: ['@electric-sql/pglite', 'swagger-ui-dist', 'pg-native'] },
    build: {
      ssr: resolve('src/central/main.ts'),
      outDir,
      target: 'node18.15',
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'central.cjs' } },
    },
  });
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await rm(outDir, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

const Line = z.object({ message: z.string(), url: z.string().optional() });

/** The program as a process. */
class Program {
  readonly lines: string[] = [];
  readonly messages: unknown[] = [];
  errors = '';
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #changed: (() => void) | null = null;

  constructor(
    environment: Record<string, string>,
    nodeOptions: string[] = [],
    programArguments: string[] = [],
  ) {
    this.#child = spawn(
      process.execPath,
      [...nodeOptions, join(outDir, 'central.cjs'), ...programArguments],
      {
        env: {
          PATH: process.env['PATH'],
          CENTRAL_PORT: '0',
          CENTRAL_CATALOGUE: resolve('assets/catalogue'),
          CENTRAL_ACCESS_KEY: testAccessKey,
          CENTRAL_DATA_KEY: testDataKey,
          ...environment,
        },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    );
    children.push(this.#child);
    this.#ended = new Promise((resolve) => this.#child.once('close', resolve));
    createInterface({ input: this.#child.stdout! }).on('line', (line) => {
      this.lines.push(line);
      this.#changed?.();
    });
    this.#child.stderr!.on('data', (piece: Buffer) => (this.errors += piece.toString()));
    this.#child.on('message', (message) => this.messages.push(message));
    void this.#ended.then(() => this.#changed?.());
  }

  /** The address, once it is ready; throws when it ends before. */
  async url(): Promise<string> {
    for (;;) {
      for (const text of this.lines) {
        const line = Line.parse(JSON.parse(text));
        if (line.message === 'ready' && line.url !== undefined) return line.url;
      }
      if (this.#child.exitCode !== null) throw new Error(`ended: ${this.errors}`);
      await new Promise<void>((resolve) => (this.#changed = resolve));
    }
  }

  kill(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<number | null> {
    this.#child.kill(signal);
    return this.#ended;
  }

  send(message: object): void {
    this.#child.send(message);
  }

  ended(): Promise<number | null> {
    return this.#ended;
  }
}

const clientOf = (url: string): ApiClient => new ApiClient(url, testAccessKey, 'tan-an');

describe('the central program', () => {
  it('runs on the real catalogue, and ends when asked; killed, it goes on where it was', async () => {
    const CENTRAL_DATA_DIR = join(folder, 'data');
    const first = new Program({ CENTRAL_DATA_DIR });
    const key = randomUUID();
    const body = { groupCode: 'A', stationId: 'kiosk-1' };
    const url = await first.url();
    const answer = await clientOf(url).post(paths.tickets, body, { key });
    expect(answer.body).toMatchObject({ number: 'A-001' });
    expect((await fetch(`${url}${paths.docs}/swagger-ui.css`)).status).toBe(200);

    const second = new Program({ CENTRAL_DATA_DIR });
    expect(await second.ended()).toBe(78);
    expect(second.errors).toContain(CENTRAL_DATA_DIR);
    expect(second.errors).toMatch(/process \d+ has this folder/);

    await first.kill('SIGKILL');
    const third = new Program({ CENTRAL_DATA_DIR });
    const again = await clientOf(await third.url()).post(paths.tickets, body, { key });
    expect(again.body).toEqual(answer.body);
    const listening = await fetch(clientOf(await third.url()).address(paths.events), {
      headers: { Authorization: `Bearer ${testAccessKey}` },
    });
    expect(listening.status).toBe(200);
    expect(await third.kill('SIGTERM')).toBe(0);
    // The stream was ended, not cut.
    expect(await listening.text()).toContain(': connected');
    expect(third.lines.at(-1)).toContain('stopped');
    expect(third.errors).toBe('');

    const fourth = new Program({ CENTRAL_DATA_DIR });
    expect((await issue(clientOf(await fourth.url()))).day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(await fourth.kill('SIGINT')).toBe(0);
  });

  it('speaks with an Electron parent: ready with its port, stop, failed', async () => {
    // What Electron puts into a utility process, carried over Node's own channel.
    const stub = join(folder, 'parent-port.cjs');
    await writeFile(
      stub,
      `process.parentPort = {
        postMessage: (message) => process.send(message),
        on: (_, listener) => process.on('message', (data) => listener({ data })),
      };`,
    );
    const child = new Program({ CENTRAL_DATA_DIR: join(folder, 'data-electron') }, ['--require', stub]);
    const { port } = new URL(await child.url());
    child.send({ type: 'stop' });
    expect(await child.ended()).toBe(0);
    expect(child.messages).toEqual([{ type: 'ready', port: Number(port) }]);

    const file = join(folder, 'in-the-way');
    await writeFile(file, '');
    const failing = new Program({ CENTRAL_DATA_DIR: join(file, 'data') }, ['--require', stub]);
    expect(await failing.ended()).toBe(78);
    expect(failing.messages).toMatchObject([
      { type: 'failed', error: { code: 'database-unwritable', detail: { folder: join(file, 'data') } } },
    ]);
    // Vietnamese, then English.
    expect(failing.errors.trim().split('\n')).toHaveLength(2);
    expect(failing.errors).toContain(join(file, 'data'));
    expect(failing.errors).toContain('CENTRAL_DATA_DIR');
  });

  it('names a setting that is wrong, and explains them all', async () => {
    await mkdir(join(folder, 'unused'), { recursive: true });
    const wrong = new Program({ CENTRAL_DATA_DIR: join(folder, 'unused'), CENTRAL_PORT: 'http' });
    expect(await wrong.ended()).toBe(78);
    expect(wrong.errors).toContain('CENTRAL_PORT');
    const help = new Program({}, [], ['--help']);
    expect(await help.ended()).toBe(0);
    expect(help.lines.join('\n')).toContain('CENTRAL_DATA_KEY');
    const unknown = new Program({}, [], ['no-such-tool']);
    expect(await unknown.ended()).toBe(2);
    expect(unknown.errors).toContain('"no-such-tool"');
  });
});

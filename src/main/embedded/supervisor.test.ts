import { fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog, type Log } from '../log.ts';
import { EmbeddedCentral, type Child, type Spawner } from './supervisor.ts';

let folder: string;
const running: EmbeddedCentral[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'supervisor-'));
});
afterEach(async () => {
  for (const central of running.splice(0)) await central.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A real child process that runs `code`; the second implementation of Child beside Electron's. */
async function spawnerOf(
  code: string,
): Promise<{ spawn: Spawner; environments: Readonly<Record<string, string>>[] }> {
  const program = join(folder, 'program.cjs');
  await writeFile(program, code);
  const environments: Readonly<Record<string, string>>[] = [];
  const spawn: Spawner = (environment): Child => {
    environments.push(environment);
    const child = fork(program, [], { env: environment, silent: true, execArgv: [] });
    return {
      // Like Electron's: a message to a process that has just died is no error.
      postMessage: (message) => void child.send(message as object, () => undefined),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.on('exit', listener),
      onOutput: (listener) => {
        if (child.stdout) createInterface({ input: child.stdout }).on('line', listener);
      },
      kill: () => void child.kill('SIGKILL'),
    };
  };
  return { spawn, environments };
}

function central(spawn: Spawner, options: { log?: Log; readyLimitMs?: number } = {}): EmbeddedCentral {
  const made = new EmbeddedCentral({
    spawn,
    environment: { CENTRAL_ACCESS_KEY: 'k' },
    log: silentLog,
    restartDelayMs: 1,
    stopLimitMs: 2_000,
    ...options,
  });
  running.push(made);
  return made;
}

const stopsWhenTold = `process.on('message', (m) => m.type === 'stop' && process.exit(0));`;

describe('the embedded central', () => {
  it('is told everything by environment and says where it is', async () => {
    const { spawn, environments } = await spawnerOf(
      `console.log('hello'); process.send({ type: 'ready', port: 4321 }); ${stopsWhenTold}`,
    );
    const lines: string[] = [];
    const result = await central(spawn, { log: { ...silentLog, info: (line) => lines.push(line) } }).start();
    expect(result).toEqual({ ok: true, value: 'http://127.0.0.1:4321' });
    expect(environments).toEqual([{ CENTRAL_ACCESS_KEY: 'k', CENTRAL_PORT: '0' }]);
    await expect.poll(() => lines).toContain('hello');
  });

  it('hands on why it could not start', async () => {
    const { spawn } = await spawnerOf(
      `process.send({ type: 'failed', error: { code: 'database-unwritable', detail: { folder: '/x' } } }, () => process.exit(78));`,
    );
    expect(await central(spawn).start()).toEqual({
      ok: false,
      error: { code: 'database-unwritable', detail: { folder: '/x' } },
    });
  });

  it('that dies before it is ready is an error, and is not started again', async () => {
    const { spawn, environments } = await spawnerOf(`process.exit(3)`);
    expect(await central(spawn).start()).toMatchObject({
      ok: false,
      error: { code: 'central-unreachable', cause: 'central ended with 3' },
    });
    expect(environments).toHaveLength(1);
  });

  it('that never says ready is ended', async () => {
    const { spawn } = await spawnerOf(`setInterval(() => {}, 1000)`);
    expect(await central(spawn, { readyLimitMs: 300 }).start()).toMatchObject({
      ok: false,
      error: { code: 'central-timeout' },
    });
  });

  it('that dies later is started again on the same port', async () => {
    const { spawn, environments } = await spawnerOf(`
      process.send({ type: 'ready', port: 4321 });
      ${stopsWhenTold}
      if (process.env.CENTRAL_PORT === '0') setTimeout(() => process.exit(1), 50);`);
    await central(spawn).start();
    await expect
      .poll(() => environments.map((environment) => environment['CENTRAL_PORT']))
      .toEqual(['0', '4321']);
  });

  it('that does not listen to stop is ended', async () => {
    const { spawn } = await spawnerOf(
      `process.send({ type: 'ready', port: 4321 }); setInterval(() => {}, 1000);`,
    );
    const one = new EmbeddedCentral({ spawn, environment: {}, log: silentLog, stopLimitMs: 50 });
    await one.start();
    await one.stop();
  });
});

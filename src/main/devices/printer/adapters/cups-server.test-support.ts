import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CupsAdapter } from './cups.ts';

const run = promisify(execFile);
const searched = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`;
const folders = ['cache', 'state', 'spool', 'tmp'];

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A real `cupsd` of our own, with its own folders and port, and one raw queue `paper` that prints to a socket. */
export class CupsServer {
  readonly address: string;
  readonly port: number;
  readonly #folder: string;
  readonly #process: ChildProcess;

  private constructor(folder: string, port: number, process: ChildProcess) {
    this.address = `cups:paper?server=127.0.0.1:${port}`;
    this.port = port;
    this.#folder = folder;
    this.#process = process;
  }

  /** Ready when it resolves. `printerPort`: where the printer listens. `more`: names of further queues before it. */
  static async start(printerPort: number, ...more: readonly string[]): Promise<CupsServer> {
    await run('sh', ['-c', 'command -v cupsd'], { env: { PATH: searched } }).catch(() => {
      throw new Error('cupsd is missing: install the Debian package cups (apt-get install cups)');
    });
    const folder = await mkdtemp(join(tmpdir(), 'cups-'));
    // The backends run as another user than root.
    await chmod(folder, 0o755);
    for (const name of folders) await mkdir(join(folder, name));
    const port = await freePort();
    await writeFile(
      join(folder, 'cupsd.conf'),
      [
        `Listen 127.0.0.1:${port}`,
        'DefaultAuthType None',
        'Browsing Off',
        'LogLevel warn',
        'JobRetryInterval 1',
        '<Location />',
        '  Order allow,deny',
        '  Allow localhost',
        '</Location>',
        '<Policy default>',
        '  <Limit All>',
        '    Order allow,deny',
        '    Allow localhost',
        '  </Limit>',
        '</Policy>',
        '',
      ].join('\n'),
    );
    await writeFile(
      join(folder, 'cups-files.conf'),
      [
        `ServerRoot ${folder}`,
        `CacheDir ${join(folder, 'cache')}`,
        `StateDir ${join(folder, 'state')}`,
        `RequestRoot ${join(folder, 'spool')}`,
        `TempDir ${join(folder, 'tmp')}`,
        `AccessLog ${join(folder, 'access_log')}`,
        `ErrorLog ${join(folder, 'error_log')}`,
        `PageLog ${join(folder, 'page_log')}`,
        '',
      ].join('\n'),
    );
    await writeFile(
      join(folder, 'printers.conf'),
      ['paper', ...more]
        .map(
          (queue) =>
            `<Printer ${queue}>\nDeviceURI socket://127.0.0.1:${printerPort}\nState Idle\nAccepting Yes\nErrorPolicy retry-job\n</Printer>\n`,
        )
        .join(''),
    );
    const server = spawn(
      'cupsd',
      ['-f', '-c', join(folder, 'cupsd.conf'), '-s', join(folder, 'cups-files.conf')],
      { env: { ...process.env, PATH: searched }, stdio: 'ignore' },
    );
    const cups = new CupsServer(folder, port, server);
    await cups.#answers();
    return cups;
  }

  /** Pauses the queue, as a person or CUPS itself does. */
  async pause(): Promise<void> {
    await run('cupsdisable', ['-h', `127.0.0.1:${this.port}`, 'paper'], { env: { PATH: searched } });
  }

  async resume(): Promise<void> {
    await run('cupsenable', ['-h', `127.0.0.1:${this.port}`, 'paper'], { env: { PATH: searched } });
  }

  /** How many jobs the queue still holds. */
  async jobs(): Promise<number> {
    const { stdout } = await run('lpstat', ['-h', `127.0.0.1:${this.port}`, '-o', 'paper'], {
      env: { PATH: searched, LC_ALL: 'C' },
    });
    return stdout.split('\n').filter((line) => line !== '').length;
  }

  async close(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const ended = once(this.#process, 'exit');
      this.#process.kill('SIGTERM');
      await ended;
    }
    await rm(this.#folder, { recursive: true });
  }

  async #answers(): Promise<void> {
    while (this.#process.exitCode === null) {
      const asked = await new CupsAdapter().ask(this.address, new AbortController().signal);
      if (asked.ok) return;
      await delay(50);
    }
    throw new Error(`cupsd ended with ${this.#process.exitCode}`);
  }
}

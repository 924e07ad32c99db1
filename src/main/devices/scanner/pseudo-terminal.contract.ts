import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open, type FileHandle } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/**
 * A real pseudo-terminal of the system, made by `socat`: what is written to it arrives at `path` as from a serial device.
 * Killing it is the unplug.
 */
export class PseudoTerminal {
  readonly path: string;
  readonly #process: ChildProcess;
  readonly #keeper: FileHandle;

  private constructor(path: string, process: ChildProcess, keeper: FileHandle) {
    this.path = path;
    this.#process = process;
    this.#keeper = keeper;
  }

  /** Makes one at `path` (a link to the terminal); ready when it resolves. */
  static async create(path: string): Promise<PseudoTerminal> {
    const process = spawn('socat', ['-d', '-d', `PTY,raw,echo=0,link=${path}`, 'STDIO'], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    for await (const line of createInterface({ input: process.stderr }))
      if (line.includes('starting data transfer loop')) break;
    process.stdout.resume();
    // socat ends when the last reader leaves; a device stays when a program closes it.
    return new PseudoTerminal(path, process, await open(path, 'r+'));
  }

  /** Sends bytes as the device. */
  async send(bytes: Uint8Array): Promise<void> {
    await new Promise<void>((resolve) => this.#process.stdin?.write(bytes, () => resolve()));
  }

  /** Pulls the cable: the path is gone when it resolves. */
  async unplug(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const ended = once(this.#process, 'exit');
      this.#process.kill('SIGTERM');
      await ended;
    }
    await this.#keeper.close();
  }
}

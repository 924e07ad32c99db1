import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open, type FileHandle } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { LabPrinter } from '../lab/lab-printer.ts';
import type { Raster } from '../slip.ts';

/** The cut slips of a simulated printer, once there are so many. */
export function cutPapers(printer: LabPrinter, expected: number): Promise<readonly Raster[]> {
  const cut = (): readonly Raster[] =>
    printer.papers.filter((paper) => paper.cut).map(({ raster }) => raster);
  return new Promise((resolve) => {
    const look = (): void => {
      if (cut().length < expected) return;
      unsubscribe();
      resolve(cut());
    };
    const unsubscribe = printer.onChange(look);
    look();
  });
}

/** A simulated printer behind a real pseudo-terminal of the system, made by `socat`. */
export class PrinterTerminal {
  readonly path: string;
  readonly #process: ChildProcess;
  readonly #keeper: FileHandle;

  private constructor(path: string, process: ChildProcess, keeper: FileHandle) {
    this.path = path;
    this.#process = process;
    this.#keeper = keeper;
  }

  static async create(path: string, printer: LabPrinter): Promise<PrinterTerminal> {
    const process = spawn('socat', ['-d', '-d', `PTY,raw,echo=0,link=${path}`, 'STDIO'], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    for await (const line of createInterface({ input: process.stderr }))
      if (line.includes('starting data transfer loop')) break;
    const connection = printer.connect();
    if (!connection.ok) throw new Error(connection.error.code);
    const gone = new AbortController();
    connection.value.onData((bytes) => process.stdin.write(bytes));
    process.stdin.on('error', () => gone.abort());
    process.once('exit', () => {
      gone.abort();
      void connection.value.close();
    });
    process.stdout.on('data', (bytes: Buffer) => {
      process.stdout.pause();
      void connection.value.write(new Uint8Array(bytes), gone.signal).then(() => process.stdout.resume());
    });
    // socat ends when the last reader leaves; a device stays when a program closes it.
    return new PrinterTerminal(path, process, await open(path, 'r+'));
  }

  /** Pulls the cable. */
  hangUp(): void {
    this.#process.kill('SIGTERM');
  }

  async close(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const ended = once(this.#process, 'exit');
      // SIGKILL: stopped on a pipe that nobody reads it would not hear anything else.
      this.#process.kill('SIGKILL');
      await ended;
    }
    await this.#keeper.close();
  }
}

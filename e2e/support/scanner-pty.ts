import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { waitForFile } from './wait.ts';

/**
 * A scanner on a real pseudo-terminal, made by socat: the app opens one end as it would open a COM port, the test pulls
 * the trigger at the other.
 */
export class PtyScanner {
  private constructor(
    private socat: ChildProcess,
    /** The device that the app opens. */
    readonly path: string,
    private readonly trigger: string,
  ) {}

  static async plugIn(folder: string): Promise<PtyScanner> {
    const path = join(folder, 'scanner');
    const trigger = join(folder, 'trigger');
    return new PtyScanner(await PtyScanner.connect(path, trigger), path, trigger);
  }

  private static async connect(path: string, trigger: string): Promise<ChildProcess> {
    const socat = spawn('socat', [`pty,raw,echo=0,link=${path}`, `pty,raw,echo=0,link=${trigger}`], {
      stdio: 'ignore',
    });
    await waitForFile(path);
    await waitForFile(trigger);
    return socat;
  }

  get address(): string {
    return `serial:${this.path}?baud=115200`;
  }

  /** Sends a code as a scanner does: UTF-8, ended by CR. */
  scan(text: string): Promise<void> {
    return this.scanBytes(Buffer.from(`${text}\r`, 'utf8'));
  }

  /** Sends bytes as they are: for what is no proper text. */
  async scanBytes(bytes: Buffer): Promise<void> {
    const file = await open(this.trigger, 'w');
    try {
      await file.write(bytes);
    } finally {
      await file.close();
    }
  }

  /** Puts the cable back. */
  async plugInAgain(): Promise<void> {
    this.socat = await PtyScanner.connect(this.path, this.trigger);
  }

  async unplug(): Promise<void> {
    if (this.socat.exitCode !== null || this.socat.signalCode !== null) return;
    const gone = once(this.socat, 'exit');
    this.socat.kill();
    await gone;
  }
}

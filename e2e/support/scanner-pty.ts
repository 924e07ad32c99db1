import { spawn, type ChildProcess } from 'node:child_process';
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
    const socat = spawn('socat', [`pty,raw,echo=0,link=${path}`, `pty,raw,echo=0,link=${trigger}`], {
      stdio: 'ignore',
    });
    await waitForFile(path);
    await waitForFile(trigger);
    return new PtyScanner(socat, path, trigger);
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

  unplug(): Promise<void> {
    return new Promise((resolve) => {
      this.socat.once('exit', () => resolve());
      this.socat.kill();
    });
  }
}

import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Central as a program of its own, as a centre runs it: the built one, on a free port and a folder of its own. */
export class CentralProgram {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    readonly accessKey: string,
  ) {}

  static start(folder: string): Promise<CentralProgram> {
    const accessKey = randomBytes(16).toString('hex');
    const child = spawn(process.execPath, [join(process.cwd(), 'out', 'main', 'central.js')], {
      env: {
        ...process.env,
        CENTRAL_DATA_DIR: join(folder, 'central-apart'),
        CENTRAL_PORT: '0',
        CENTRAL_ACCESS_KEY: accessKey,
        CENTRAL_DATA_KEY: randomBytes(32).toString('hex'),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return new Promise((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`central ended with ${String(code)}`)));
      createInterface({ input: child.stdout }).on('line', (line) => {
        const said = JSON.parse(line) as { message: string; url?: string };
        if (said.message !== 'ready' || said.url === undefined) return;
        resolve(new CentralProgram(child, Number(new URL(said.url).port), accessKey));
      });
    });
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.child.once('exit', () => resolve());
      this.child.kill('SIGTERM');
    });
  }
}

import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';

const keptFiles = 5;

/**
 * Identity numbers (9 or 12 digits) and telephone numbers, wherever they stand. The rule is that nobody logs them; this is
 * the second wall (house rule 18). Longer runs of digits (times in ms) stay.
 */
const personalNumbers = /(?<!\d)(?:\d{12}|\d{9,10})(?!\d)/g;

/** Takes out what looks like a citizen's number. */
export function redact(text: string): string {
  return text.replace(personalNumbers, (digits) => `${digits.slice(0, 3)}${'*'.repeat(digits.length - 3)}`);
}

function redacted(value: unknown): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map(redacted);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, redacted(inner)]));
  return value;
}

/**
 * Lines of JSON into a file that rotates by size; five old files are kept. Without a path, or when the file cannot be
 * written (a full disk must not stop the counter), they go to standard error.
 */
export class LogFile {
  private file: FileHandle | null = null;
  private written = 0;
  /** Writing happens one line after another, behind whoever logs. */
  private chain: Promise<void> = Promise.resolve();

  constructor(
    private readonly path: string | null,
    private readonly clock: Clock,
    private readonly maxBytes = 5_000_000,
  ) {}

  log(module: string): Log {
    const write = (level: string, message: string, fields?: Readonly<Record<string, unknown>>): void => {
      const about = { at: this.clock.now().toISOString(), level, module, message: redact(message) };
      const line = `${JSON.stringify({ ...about, ...(redacted(fields ?? {}) as object) })}\n`;
      this.chain = this.chain.then(() => this.append(line)).catch(() => void process.stderr.write(line));
    };
    return {
      info: (message, fields) => write('info', message, fields),
      warn: (message, fields) => write('warn', message, fields),
      error: (message, fields) => write('error', message, fields),
      child: (name) => this.log(`${module}.${name}`),
    };
  }

  /** Resolves when everything is written. */
  async close(): Promise<void> {
    await this.chain;
    await this.file?.close();
    this.file = null;
  }

  private async append(line: string): Promise<void> {
    if (this.path === null) {
      process.stderr.write(line);
      return;
    }
    this.file ??= await this.open(this.path);
    await this.file.appendFile(line);
    this.written += Buffer.byteLength(line);
    if (this.written > this.maxBytes) await this.rotate(this.path);
  }

  private async open(path: string): Promise<FileHandle> {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'a', 0o600);
    this.written = (await file.stat()).size;
    return file;
  }

  private async rotate(path: string): Promise<void> {
    await this.file?.close();
    this.file = null;
    await rm(`${path}.${keptFiles}`, { force: true });
    for (let n = keptFiles - 1; n >= 0; n--) {
      const from = n === 0 ? path : `${path}.${n}`;
      // The first rotations have fewer old files than that.
      await rename(from, `${path}.${n + 1}`).catch(() => undefined);
    }
  }
}

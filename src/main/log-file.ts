import { createWriteStream, mkdirSync, renameSync, rmSync, statSync, type WriteStream } from 'node:fs';
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

/** Lines of JSON into a file that rotates by size; five old files are kept. Without a path they go to standard error. */
export class LogFile {
  private stream: WriteStream | null = null;
  private written = 0;

  constructor(
    private readonly path: string | null,
    private readonly clock: Clock,
    private readonly maxBytes = 5_000_000,
  ) {
    if (path !== null) this.open(path);
  }

  log(module: string): Log {
    const write = (level: string, message: string, fields?: Readonly<Record<string, unknown>>): void => {
      const line = { at: this.clock.now().toISOString(), level, module, message: redact(message), ...(redacted(fields ?? {}) as object) };
      this.write(`${JSON.stringify(line)}\n`);
    };
    return {
      info: (message, fields) => write('info', message, fields),
      warn: (message, fields) => write('warn', message, fields),
      error: (message, fields) => write('error', message, fields),
      child: (name) => this.log(`${module}.${name}`),
    };
  }

  /** Resolves when everything is written. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      if (this.stream) this.stream.end(resolve);
      else resolve();
    });
  }

  private open(path: string): void {
    try {
      mkdirSync(dirname(path), { recursive: true });
      this.written = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      this.stream = createWriteStream(path, { flags: 'a', mode: 0o600 });
      // A full disk must not stop the counter: the lines go to standard error instead.
      this.stream.on('error', () => (this.stream = null));
    } catch {
      this.stream = null;
    }
  }

  private write(line: string): void {
    if (!this.stream) {
      process.stderr.write(line);
      return;
    }
    this.stream.write(line);
    this.written += Buffer.byteLength(line);
    if (this.written > this.maxBytes && this.path !== null) this.rotate(this.path);
  }

  private rotate(path: string): void {
    this.stream?.end();
    rmSync(`${path}.${keptFiles}`, { force: true });
    for (let n = keptFiles - 1; n >= 1; n--) {
      if (statSync(`${path}.${n}`, { throwIfNoEntry: false })) renameSync(`${path}.${n}`, `${path}.${n + 1}`);
    }
    renameSync(path, `${path}.1`);
    this.open(path);
  }
}

import { appError, type AppError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { ClosedNotice } from '../closed-notice.ts';
import type { PrinterConnection } from '../port.ts';

/** What a line asks of the printer at its other end. */
export interface LineEnd {
  /** Bytes lie in the wire, or room came free: look at it. */
  pump(): void;
  /** The line is gone, from either side. */
  gone(line: LabLine): void;
}

/** How many bytes the way itself holds, as the kernel does for a socket that nobody reads. */
const wireBytes = 64 * 1024;

type Waiter = () => void;

/**
 * One connection to a simulated printer, with the manners of a socket: it takes bytes while its wire has room, whether or
 * not the printer reads; it answers later, never within the call.
 */
export class LabLine implements PrinterConnection {
  readonly twoWay = true;
  readonly #end: LineEnd;
  readonly #closed = new ClosedNotice();
  readonly #dataListeners = new Set<(bytes: Uint8Array) => void>();
  #wire = new Uint8Array(0);
  #waiters: Waiter[] = [];

  constructor(end: LineEnd) {
    this.#end = end;
  }

  /**
   * The printer's side: takes up to `limit` bytes off the wire. What was sent before the other side closed is still there
   * to be read, as it is on a network.
   */
  read(limit: number): Uint8Array {
    const bytes = this.#wire.slice(0, limit);
    this.#wire = this.#wire.slice(bytes.length);
    if (bytes.length > 0) this.#wake();
    if (this.#closed.reason && this.#wire.length === 0) this.#end.gone(this);
    return bytes;
  }

  /** The printer's side: sends an answer. */
  answer(bytes: Uint8Array): void {
    setImmediate(() => {
      if (this.#closed.reason) return;
      for (const listener of this.#dataListeners) listener(bytes);
    });
  }

  /** The printer's side: breaks the line. What lies in the wire is lost. */
  drop(cause: string): void {
    this.#wire = new Uint8Array(0);
    this.#close(cause);
  }

  async write(bytes: Uint8Array, signal: AbortSignal): Promise<Result<null, AppError>> {
    let at = 0;
    while (at < bytes.length) {
      const stopped = this.#stopped(signal);
      if (stopped) return err(stopped);
      const part = bytes.subarray(at, at + wireBytes - this.#wire.length);
      const wire = new Uint8Array(this.#wire.length + part.length);
      wire.set(this.#wire);
      wire.set(part, this.#wire.length);
      this.#wire = wire;
      at += part.length;
      this.#end.pump();
      if (at < bytes.length && this.#wire.length === wireBytes) await this.#change(signal);
    }
    // A socket tells later, too; and a line that broke on the last byte has not taken it.
    await new Promise((resolve) => setImmediate(resolve));
    return this.#closed.reason ? err(this.#closed.reason) : ok(null);
  }

  async finish(signal: AbortSignal): Promise<Result<'taken' | 'cannot-tell', AppError>> {
    while (this.#wire.length > 0) {
      const stopped = this.#stopped(signal);
      if (stopped) return err(stopped);
      await this.#change(signal);
    }
    const stopped = this.#stopped(signal);
    return stopped ? err(stopped) : ok('taken');
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    this.#dataListeners.add(listener);
    return () => this.#dataListeners.delete(listener);
  }

  onClosed(listener: (reason: AppError) => void): () => void {
    return this.#closed.subscribe(listener);
  }

  close(): Promise<void> {
    this.#close('closed');
    return Promise.resolve();
  }

  #close(cause: string): void {
    this.#closed.tell(appError('printer-dropped', {}, cause));
    this.#wake();
    if (this.#wire.length === 0) this.#end.gone(this);
  }

  #stopped(signal: AbortSignal): AppError | null {
    if (this.#closed.reason) return this.#closed.reason;
    return signal.aborted ? appError('printer-silent', {}, 'the printer took no more bytes') : null;
  }

  /** Resolves when the wire got room, the line broke, or the signal aborts. */
  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        signal.removeEventListener('abort', done);
        resolve();
      };
      signal.addEventListener('abort', done, { once: true });
      this.#waiters.push(done);
    });
  }

  #wake(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) waiter();
  }
}

import { connect, type Socket } from 'node:net';
import { appError, causeOf, type AppError } from '../../../../shared/errors.ts';
import { parseAddress } from '../../../../shared/domain/device-address.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { ClosedNotice } from '../closed-notice.ts';
import type { PrinterAdapter, PrinterConnection } from '../port.ts';

export interface TcpAdapterOptions {
  /** How long `close` waits for the printer to take what the kernel still holds before it cuts the line. */
  readonly lingerMs?: number;
}

/** Printers on the network, raw port 9100 (`tcp://host:port`). Two ways. */
export class TcpAdapter implements PrinterAdapter {
  readonly scheme = 'tcp';
  readonly #lingerMs: number;

  constructor(options: TcpAdapterOptions = {}) {
    this.#lingerMs = options.lingerMs ?? 1000;
  }

  open(address: string, signal: AbortSignal): Promise<Result<PrinterConnection, AppError>> {
    const parsed = parseAddress(address);
    if (!parsed.ok) return Promise.resolve(parsed);
    if (parsed.value.scheme !== 'tcp')
      return Promise.resolve(err(appError('address-invalid', { got: address, takes: 'tcp://host:9100' })));
    return openSocket(parsed.value.host, parsed.value.port, this.#lingerMs, signal);
  }
}

function openSocket(
  host: string,
  port: number,
  lingerMs: number,
  signal: AbortSignal,
): Promise<Result<PrinterConnection, AppError>> {
  return new Promise((resolve) => {
    const unreachable = (cause: string): void => {
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      resolve(err(appError('printer-unreachable', { address: `${host}:${port}` }, cause)));
    };
    const onError = (error: Error): void => unreachable(causeOf(error));
    const onAbort = (): void => unreachable('no connection in time');
    // Half open: our end says "no more", and the printer may still answer and then end its side.
    const socket = connect({ host, port, noDelay: true, allowHalfOpen: true });
    socket.once('error', onError);
    socket.once('connect', () => {
      signal.removeEventListener('abort', onAbort);
      socket.off('error', onError);
      resolve(ok(new TcpConnection(socket, lingerMs)));
    });
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}

class TcpConnection implements PrinterConnection {
  readonly twoWay = true;
  readonly #socket: Socket;
  readonly #lingerMs: number;
  readonly #closed = new ClosedNotice();
  #cause = 'the printer closed the connection';
  #hasEnded = false;

  constructor(socket: Socket, lingerMs: number) {
    this.#socket = socket;
    this.#lingerMs = lingerMs;
    socket.on('error', (error) => {
      this.#cause = causeOf(error);
    });
    socket.once('end', () => {
      // The printer ended its side. In the middle of things that is a drop; after our end it is how a job ends well.
      if (!this.#hasEnded) socket.destroy();
    });
    socket.once('close', () => this.#closed.tell(appError('printer-dropped', {}, this.#cause)));
    // Read always, listener or not: answers that nobody reads would make the kernel reset the line at close.
    socket.resume();
  }

  write(bytes: Uint8Array, signal: AbortSignal): Promise<Result<null, AppError>> {
    if (this.#closed.reason) return Promise.resolve(err(this.#closed.reason));
    if (signal.aborted) return Promise.resolve(err(appError('printer-silent', {}, 'stopped before writing')));
    return new Promise((resolve) => {
      const settle = (result: Result<null, AppError>): void => {
        signal.removeEventListener('abort', onAbort);
        unsubscribe();
        resolve(result);
      };
      const onAbort = (): void =>
        settle(err(appError('printer-silent', {}, 'the printer took no more bytes')));
      signal.addEventListener('abort', onAbort, { once: true });
      const unsubscribe = this.#closed.subscribe((reason) => settle(err(reason)));
      this.#socket.write(bytes, (error) => {
        // A destroyed socket calls back without an error for what it threw away.
        if (!error && !this.#socket.destroyed) settle(ok(null));
      });
    });
  }

  finish(signal: AbortSignal): Promise<Result<'taken' | 'cannot-tell', AppError>> {
    if (this.#closed.reason) return Promise.resolve(err(this.#closed.reason));
    if (signal.aborted) return Promise.resolve(err(appError('printer-silent', {}, 'stopped before the end')));
    return new Promise((resolve) => {
      const settle = (result: Result<'taken', AppError>): void => {
        signal.removeEventListener('abort', onAbort);
        this.#socket.off('end', onEnd);
        unsubscribe();
        resolve(result);
      };
      const onAbort = (): void =>
        settle(err(appError('printer-silent', {}, 'the printer did not close after the end of the job')));
      // An orderly end from a printer that read up to ours; a reset comes as `close` without it.
      const onEnd = (): void => settle(ok('taken'));
      signal.addEventListener('abort', onAbort, { once: true });
      this.#socket.once('end', onEnd);
      const unsubscribe = this.#closed.subscribe((reason) => settle(err(reason)));
      this.#hasEnded = true;
      this.#socket.end();
    });
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    const onData = (bytes: Buffer): void => listener(new Uint8Array(bytes));
    this.#socket.on('data', onData);
    return () => this.#socket.off('data', onData);
  }

  onClosed(listener: (reason: AppError) => void): () => void {
    return this.#closed.subscribe(listener);
  }

  close(): Promise<void> {
    if (this.#closed.reason) return Promise.resolve();
    return new Promise((resolve) => {
      // A plain destroy would throw away what the kernel has not sent yet: the end of a good job.
      const cut = setTimeout(() => this.#socket.destroy(), this.#lingerMs);
      this.#closed.subscribe(() => {
        clearTimeout(cut);
        resolve();
      });
      if (this.#hasEnded && this.#socket.readableEnded) this.#socket.destroy();
      this.#socket.once('end', () => this.#socket.destroy());
      this.#hasEnded = true;
      this.#socket.end();
    });
  }
}

import { parseAddress, type ParsedAddress } from '../../../../shared/domain/device-address.ts';
import { appError, type AppError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import {
  librarySerialPorts,
  type LineSettings,
  type SerialConnection,
  type SerialPorts,
} from '../../scanner/adapters/serial-ports.ts';
import { findSerialDevice, isStillThere, type FoundDevice } from '../../serial/serial-device.ts';
import { ClosedNotice } from '../closed-notice.ts';
import type { PrinterAdapter, PrinterConnection } from '../port.ts';
import { serialLine } from './serial-options.ts';

export interface SerialAdapterOptions {
  readonly ports?: SerialPorts;
  /** How often to look whether the device is still there. */
  readonly watchMs?: number;
}

type SerialAddress = Extract<ParsedAddress, { scheme: 'serial' }>;

/**
 * Printers on a serial port, real or virtual (`serial:COM3`, `serial:vid=04b8,pid=0202`). Two ways. An open port is locked:
 * what another program holds is `printer-busy-elsewhere`.
 */
export class SerialAdapter implements PrinterAdapter {
  readonly scheme = 'serial';
  readonly #ports: SerialPorts;
  readonly #watchMs: number;

  constructor(options: SerialAdapterOptions = {}) {
    this.#ports = options.ports ?? librarySerialPorts(undefined, 'printer');
    this.#watchMs = options.watchMs ?? 500;
  }

  async open(address: string, signal: AbortSignal): Promise<Result<PrinterConnection, AppError>> {
    const parsed = parseAddress(address);
    if (!parsed.ok) return parsed;
    if (parsed.value.scheme !== 'serial')
      return err(appError('address-invalid', { got: address, takes: 'serial:COM3?baud=9600' }));
    const line = serialLine(parsed.value.options);
    if (!line.ok) return line;
    const opened = await this.#openFirst(parsed.value, address, line.value, signal);
    if (opened.ok && signal.aborted) {
      await opened.value.close();
      return err(appError('printer-unreachable', { address }, 'stopped while opening'));
    }
    return opened;
  }

  async #openFirst(
    { usb, path }: SerialAddress,
    address: string,
    line: LineSettings,
    signal: AbortSignal,
  ): Promise<Result<SerialPrinterConnection, AppError>> {
    const found = await findSerialDevice(usb ? { usb } : { path: path ?? '' }, this.#ports);
    if (!found.ok) return found;
    let last = appError('printer-unreachable', { address }, 'no such device');
    for (const device of found.value) {
      if (signal.aborted) break;
      const connection = await SerialPrinterConnection.open(device, this.#ports, line, this.#watchMs);
      if (connection.ok) return connection;
      last = { ...connection.error, detail: { ...connection.error.detail, address } };
    }
    return err(last);
  }
}

class SerialPrinterConnection implements PrinterConnection {
  readonly twoWay = true;
  readonly #closed = new ClosedNotice();
  readonly #dataListeners = new Set<(bytes: Uint8Array) => void>();
  #port: SerialConnection | null = null;
  #watch: NodeJS.Timeout | null = null;
  #closing: Promise<void> | null = null;
  /** Whether something was written of which it is not known that all of it went out. */
  #isUnfinished = false;

  static async open(
    device: FoundDevice,
    ports: SerialPorts,
    line: LineSettings,
    watchMs: number,
  ): Promise<Result<SerialPrinterConnection, AppError>> {
    const connection = new SerialPrinterConnection();
    const opened = await ports.open(device.path, line, {
      onData: (bytes) => connection.#tellData(bytes),
      onLost: (cause) => void connection.#end(cause),
    });
    if (!opened.ok) return opened;
    connection.#port = opened.value;
    connection.#watch = setInterval(() => {
      void isStillThere(device, ports).then((isThere) => {
        if (!isThere) void connection.#end('the device was unplugged');
      });
    }, watchMs);
    return ok(connection);
  }

  write(bytes: Uint8Array, signal: AbortSignal): Promise<Result<null, AppError>> {
    this.#isUnfinished = true;
    return this.#until(signal, (port) => port.write(bytes), null);
  }

  async finish(signal: AbortSignal): Promise<Result<'taken' | 'cannot-tell', AppError>> {
    const drained = await this.#until(signal, (port) => port.drain(), 'taken' as const);
    if (drained.ok) this.#isUnfinished = false;
    return drained;
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    this.#dataListeners.add(listener);
    return () => this.#dataListeners.delete(listener);
  }

  onClosed(listener: (reason: AppError) => void): () => void {
    return this.#closed.subscribe(listener);
  }

  close(): Promise<void> {
    return this.#end('closed');
  }

  /** Does one thing at the port, unless the line breaks or the caller gives up first. */
  #until<T>(
    signal: AbortSignal,
    act: (port: SerialConnection) => Promise<Result<null, string>>,
    value: T,
  ): Promise<Result<T, AppError>> {
    const port = this.#port;
    if (this.#closed.reason || !port)
      return Promise.resolve(err(this.#closed.reason ?? appError('printer-dropped')));
    if (signal.aborted) return Promise.resolve(err(appError('printer-silent', {}, 'stopped before writing')));
    return new Promise((resolve) => {
      const settle = (result: Result<T, AppError>): void => {
        signal.removeEventListener('abort', onAbort);
        unsubscribe();
        resolve(result);
      };
      const onAbort = (): void => {
        // What the system still holds must not come out after the job was given up; and a drain would wait for it.
        void port.discard();
        settle(err(appError('printer-silent', {}, 'the printer took no more bytes')));
      };
      signal.addEventListener('abort', onAbort, { once: true });
      const unsubscribe = this.#closed.subscribe((reason) => settle(err(reason)));
      void act(port).then(async (done) => {
        if (!done.ok) await this.#end(done.error);
        else if (!this.#closed.reason) settle(ok(value));
      });
    });
  }

  #tellData(bytes: Uint8Array): void {
    for (const listener of this.#dataListeners) listener(bytes);
  }

  #end(cause: string): Promise<void> {
    this.#closed.tell(appError('printer-dropped', {}, cause));
    this.#closing ??= this.#free();
    return this.#closing;
  }

  async #free(): Promise<void> {
    if (this.#watch) clearInterval(this.#watch);
    // The rest of a slip that was given up must not come out by itself. Of one that went out whole nothing is thrown away:
    // some drivers call a line drained while the other side has yet to read it (pseudo-terminals do).
    if (this.#isUnfinished) await this.#port?.discard();
    await this.#port?.close();
  }
}

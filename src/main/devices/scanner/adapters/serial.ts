import type { UsbIdentity } from '../../../../shared/domain/device-address.ts';
import { appError, type AppError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { Framer } from '../framing.ts';
import { keepDevice } from '../keep-device.ts';
import type { ScannerListeners, ScannerSource } from '../port.ts';
import type { SerialSettings } from '../serial-settings.ts';
import { stateTeller } from '../state-teller.ts';
import type { Timing } from '../timing.ts';
import { isNodePath, nodeIdentity } from './node-identity.ts';
import type { SerialConnection, SerialPorts } from './serial-ports.ts';

export interface SerialScannerOptions {
  readonly address: string;
  /** A port by its name, or every port with this USB identity, whatever its name is today. */
  readonly device: { readonly path: string } | { readonly usb: UsbIdentity };
  readonly settings: SerialSettings;
  readonly ports: SerialPorts;
  readonly timing: Timing;
  /** See {@link keepDevice}. */
  readonly retryMs?: number;
  readonly watchMs?: number;
}

interface OpenPort {
  readonly path: string;
  readonly identity: string | null;
  readonly connection: SerialConnection;
}

/**
 * A scanner on a serial port, real or virtual (USB-COM). The library does not always tell an unplug (node-serialport #2323
 * reads an endless stream of nothing instead), so it is watched whether the device is still there.
 */
export class SerialScanner implements ScannerSource {
  readonly address: string;
  readonly #options: SerialScannerOptions;
  #stop: (() => void) | null = null;
  #ended: Promise<void> = Promise.resolve();

  constructor(options: SerialScannerOptions) {
    this.address = options.address;
    this.#options = options;
  }

  start(listeners: ScannerListeners): void {
    const stopping = new AbortController();
    this.#stop = () => stopping.abort();
    this.#ended = this.#run(listeners, stopping.signal);
  }

  async stop(): Promise<void> {
    this.#stop?.();
    await this.#ended;
  }

  #run(listeners: ScannerListeners, stopped: AbortSignal): Promise<void> {
    const { settings, timing, retryMs = 800, watchMs = 500 } = this.#options;
    const framer = new Framer(
      settings.framing,
      {
        onFrame: (bytes) => listeners.onScan({ bytes }),
        onGarbage: (bytes, why) => listeners.onGarbage(bytes, why),
      },
      timing,
    );
    const onData = (bytes: Uint8Array) => {
      if (!stopped.aborted) framer.push(bytes);
    };
    return keepDevice<OpenPort>(
      {
        open: (onLost) => this.#open({ onData, onLost }),
        isStillThere: (port) => this.#isStillThere(port),
        close: (port) => port.connection.close(),
        forget: () => framer.reset(),
        unreachable: (cause) => this.#unreachable(cause),
      },
      { tell: stateTeller(listeners), timing, retryMs, watchMs },
      stopped,
    );
  }

  async #open(listeners: Parameters<SerialPorts['open']>[2]): Promise<Result<OpenPort, AppError>> {
    const { ports, settings } = this.#options;
    const paths = await this.#paths();
    if (!paths.ok) return paths;
    let last = this.#unreachable('no such device');
    for (const path of paths.value) {
      const identity = await nodeIdentity(path);
      if (isNodePath(path) && identity === null) continue;
      const opened = await ports.open(path, settings.line, listeners);
      if (opened.ok) return ok({ path, identity, connection: opened.value });
      last = { ...opened.error, detail: { ...opened.error.detail, address: this.address } };
    }
    return err(last);
  }

  async #paths(): Promise<Result<readonly string[], AppError>> {
    const { device, ports } = this.#options;
    if ('path' in device) return ok([device.path]);
    const listed = await ports.list();
    if (!listed.ok) return err(this.#unreachable(listed.error.cause ?? 'the ports cannot be listed'));
    const { vid, pid, serial } = device.usb;
    return ok(
      listed.value
        .filter((port) => port.vid === vid && port.pid === pid)
        .filter((port) => serial === null || port.serial?.toLowerCase() === serial.toLowerCase())
        .map((port) => port.path),
    );
  }

  async #isStillThere(port: OpenPort): Promise<boolean> {
    if (isNodePath(port.path)) return (await nodeIdentity(port.path)) === port.identity;
    // A COM port is no file. A list that fails says nothing about the device.
    const listed = await this.#options.ports.list();
    return !listed.ok || listed.value.some(({ path }) => path === port.path);
  }

  #unreachable(cause: string): AppError {
    return appError('scanner-unreachable', { address: this.address }, cause);
  }
}

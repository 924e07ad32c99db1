import { stat } from 'node:fs/promises';
import type { UsbIdentity } from '../../../../shared/domain/device-address.ts';
import { appError, type AppError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { Framer } from '../framing.ts';
import type { ScannerListeners, ScannerSource } from '../port.ts';
import type { SerialSettings } from '../serial-settings.ts';
import { stateTeller } from '../state-teller.ts';
import type { Timing } from '../timing.ts';
import type { SerialConnection, SerialPorts } from './serial-ports.ts';

export interface SerialScannerOptions {
  readonly address: string;
  /** A port by its name, or every port with this USB identity, whatever its name is today. */
  readonly device: { readonly path: string } | { readonly usb: UsbIdentity };
  readonly settings: SerialSettings;
  readonly ports: SerialPorts;
  readonly timing: Timing;
  /** Pause between two attempts to find the device; at most a second, so that it is back within three. */
  readonly retryMs?: number;
  /** How often to look whether the device is still there. */
  readonly watchMs?: number;
}

/**
 * A scanner on a serial port, real or virtual (USB-COM). The library does not always tell an unplug (node-serialport #2323
 * reads an endless stream of nothing instead), so this looks by itself whether the device is still there.
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

  async #run(listeners: ScannerListeners, stopped: AbortSignal): Promise<void> {
    const tell = stateTeller(listeners);
    tell('connecting', null);
    const { settings, timing } = this.#options;
    const framer = new Framer(
      settings.framing,
      {
        onFrame: (bytes) => listeners.onScan({ bytes }),
        onGarbage: (bytes) => listeners.onGarbage(bytes),
      },
      timing,
    );
    while (!isOver(stopped)) {
      const problem = await this.#serve(framer, () => tell('connected', null), stopped);
      framer.reset();
      if (isOver(stopped)) break;
      tell('away', problem);
      await this.#pause(this.#options.retryMs ?? 800, stopped);
    }
    tell('off', null);
  }

  /** Opens the device and reads until it is lost or stopped; gives the reason. */
  async #serve(framer: Framer, onOpen: () => void, stopped: AbortSignal): Promise<AppError> {
    const ending = new AbortController();
    const stop = () => ending.abort();
    stopped.addEventListener('abort', stop);
    try {
      let problem = this.#unreachable('the device was unplugged');
      const opened = await this.#open({
        onData: (bytes) => {
          if (!stopped.aborted) framer.push(bytes);
        },
        onLost: (cause) => {
          problem = this.#unreachable(cause);
          ending.abort();
        },
      });
      if (!opened.ok) return opened.error;
      if (!stopped.aborted) onOpen();
      await this.#untilGone(opened.value, ending.signal);
      await opened.value.connection.close();
      return problem;
    } finally {
      stopped.removeEventListener('abort', stop);
    }
  }

  async #open(listeners: Parameters<SerialPorts['open']>[2]): Promise<Result<OpenDevice, AppError>> {
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

  /** Resolves when the device is no longer the one that was opened, or when `ending` says so. */
  async #untilGone(device: OpenDevice, ending: AbortSignal): Promise<void> {
    while (!isOver(ending)) {
      await this.#pause(this.#options.watchMs ?? 500, ending);
      if (isOver(ending) || !(await this.#isStillThere(device))) return;
    }
  }

  async #isStillThere(device: OpenDevice): Promise<boolean> {
    if (isNodePath(device.path)) return (await nodeIdentity(device.path)) === device.identity;
    // A COM port is no file. A list that fails says nothing about the device.
    const listed = await this.#options.ports.list();
    return !listed.ok || listed.value.some((port) => port.path === device.path);
  }

  #unreachable(cause: string): AppError {
    return appError('scanner-unreachable', { address: this.address }, cause);
  }

  #pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const over = () => {
        cancel();
        signal.removeEventListener('abort', over);
        resolve();
      };
      const cancel = this.#options.timing.after(milliseconds, over);
      if (signal.aborted) over();
      else signal.addEventListener('abort', over);
    });
  }
}

interface OpenDevice {
  readonly path: string;
  readonly identity: string | null;
  readonly connection: SerialConnection;
}

/** A device that is a node of the file system (Linux, macOS), as against a name such as COM3. */
function isNodePath(path: string): boolean {
  return path.startsWith('/');
}

/** What tells the device behind a path from one that took its place; null when there is none. */
async function nodeIdentity(path: string): Promise<string | null> {
  if (!isNodePath(path)) return null;
  try {
    const node = await stat(path);
    return `${node.dev}:${node.ino}:${node.rdev}`;
  } catch {
    return null;
  }
}

/** Asked anew each time: the answer changes while something is awaited, which the compiler does not know. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}

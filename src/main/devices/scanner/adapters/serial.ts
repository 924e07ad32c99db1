import { appError, type AppError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import {
  findSerialDevice,
  isStillThere,
  type FoundDevice,
  type SerialDevice,
} from '../../serial/serial-device.ts';
import { CabledSource } from '../cabled-source.ts';
import { Framer } from '../framing.ts';
import type { KeptDevice } from '../keep-device.ts';
import type { ScannerListeners } from '../port.ts';
import type { SerialSettings } from '../serial-settings.ts';
import type { Timing } from '../timing.ts';
import type { SerialConnection, SerialPorts } from './serial-ports.ts';

export interface SerialScannerOptions {
  readonly address: string;
  readonly device: SerialDevice;
  readonly settings: SerialSettings;
  readonly ports: SerialPorts;
  readonly timing: Timing;
  readonly retryMs?: number;
  readonly watchMs?: number;
}

interface OpenPort {
  readonly found: FoundDevice;
  readonly connection: SerialConnection;
}

/** A scanner on a serial port, real or virtual (USB-COM). */
export class SerialScanner extends CabledSource<OpenPort> {
  readonly #options: SerialScannerOptions;

  constructor(options: SerialScannerOptions) {
    const { address, timing, retryMs = 800, watchMs = 500 } = options;
    super(address, { timing, retryMs, watchMs });
    this.#options = options;
  }

  protected override device(listeners: ScannerListeners, stopped: AbortSignal): KeptDevice<OpenPort> {
    const { settings, ports, timing } = this.#options;
    const framer = new Framer(
      settings.framing,
      {
        onFrame: (bytes, sent) => listeners.onScan({ bytes, sent }),
        onGarbage: (bytes, why) => listeners.onGarbage(bytes, why),
      },
      timing,
    );
    const onData = (bytes: Uint8Array) => {
      if (!stopped.aborted) framer.push(bytes);
    };
    return {
      open: (onLost) => this.#open({ onData, onLost }),
      isStillThere: ({ found }) => isStillThere(found, ports),
      close: ({ connection }) => connection.close(),
      forget: () => framer.reset(),
      unreachable: (cause) => this.#unreachable(cause),
    };
  }

  async #open(listeners: Parameters<SerialPorts['open']>[2]): Promise<Result<OpenPort, AppError>> {
    const { device, ports, settings } = this.#options;
    const places = await findSerialDevice(device, ports);
    if (!places.ok) return err(this.#unreachable(places.error.cause ?? 'the ports cannot be listed'));
    let last = this.#unreachable('no such device');
    for (const found of places.value) {
      const opened = await ports.open(found.path, settings.line, listeners);
      if (opened.ok) return ok({ found, connection: opened.value });
      last = { ...opened.error, detail: { ...opened.error.detail, address: this.address } };
    }
    return err(last);
  }

  #unreachable(cause: string): AppError {
    return appError('scanner-unreachable', { address: this.address }, cause);
  }
}

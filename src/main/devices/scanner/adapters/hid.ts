import type { UsbIdentity } from '../../../../shared/domain/device-address.ts';
import { appError, type AppError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { isNodePath, nodeIdentity } from '../../node-identity.ts';
import { CabledSource } from '../cabled-source.ts';
import { ReportJoiner } from '../hid-reports.ts';
import type { KeptDevice } from '../keep-device.ts';
import type { ScannerListeners } from '../port.ts';
import type { Timing } from '../timing.ts';
import type { HidConnection, HidDevices } from './hid-devices.ts';

export interface HidScannerOptions {
  readonly address: string;
  /** The scanner with this USB identity; null: any scanner in HID POS mode that is free. */
  readonly usb: UsbIdentity | null;
  readonly devices: HidDevices;
  readonly timing: Timing;
  readonly retryMs?: number;
  readonly watchMs?: number;
}

interface OpenHid {
  readonly path: string;
  readonly identity: string | null;
  readonly connection: HidConnection;
}

/** A scanner in HID POS mode: no driver, no port, and its reports say what kind of code it was. */
export class HidScanner extends CabledSource<OpenHid> {
  readonly #options: HidScannerOptions;

  constructor(options: HidScannerOptions) {
    // Listing HID devices asks each of them on some systems, so they are not looked at more often than needed.
    const { address, timing, retryMs = 800, watchMs = 1000 } = options;
    super(address, { timing, retryMs, watchMs });
    this.#options = options;
  }

  protected override device(listeners: ScannerListeners, stopped: AbortSignal): KeptDevice<OpenHid> {
    const joiner = new ReportJoiner(listeners, this.#options.timing);
    const onReport = (report: Uint8Array) => {
      if (!stopped.aborted) joiner.push(report);
    };
    return {
      open: (onLost) => this.#open({ onReport, onLost }),
      isStillThere: (open) => this.#isStillThere(open),
      close: ({ connection }) => connection.close(),
      forget: () => joiner.reset(),
      unreachable: (cause) => this.#unreachable(cause),
    };
  }

  async #open(listeners: Parameters<HidDevices['open']>[1]): Promise<Result<OpenHid, AppError>> {
    const { devices, usb } = this.#options;
    const listed = await devices.list();
    if (!listed.ok) return err(this.#unreachable(listed.error.cause ?? 'the devices cannot be listed'));
    let last = this.#unreachable('no such device');
    for (const entry of listed.value) {
      const isWanted =
        usb === null ||
        (entry.vid === usb.vid &&
          entry.pid === usb.pid &&
          (usb.serial === null || entry.serial?.toLowerCase() === usb.serial.toLowerCase()));
      if (!isWanted) continue;
      const identity = await nodeIdentity(entry.path);
      const opened = await devices.open(entry, listeners);
      if (opened.ok) return ok({ path: entry.path, identity, connection: opened.value });
      last = { ...opened.error, detail: { ...opened.error.detail, address: this.address } };
    }
    return err(last);
  }

  async #isStillThere({ path, identity }: OpenHid): Promise<boolean> {
    if (isNodePath(path) && identity !== null) return (await nodeIdentity(path)) === identity;
    // A list that fails says nothing about the device.
    const listed = await this.#options.devices.list();
    return !listed.ok || listed.value.some((entry) => entry.path === path);
  }

  #unreachable(cause: string): AppError {
    return appError('scanner-unreachable', { address: this.address }, cause);
  }
}

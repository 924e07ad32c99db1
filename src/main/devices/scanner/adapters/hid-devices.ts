import { appError, causeOf, type AppError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';

/** Usage page "Bar Code Scanner" of the HID Point of Sale usage tables. */
const scannerUsagePage = 0x8c;
const honeywell = '0c2e';
/** Scanners of Hand Held and Honeywell begin to report after this feature report; others do not know it. */
const beginReporting = [0xfe, 0x01];

/** A scanner in HID POS mode that is plugged in. `path` is the system's name for it. */
export interface HidEntry {
  readonly path: string;
  readonly vid: string;
  readonly pid: string;
  readonly serial: string | null;
}

interface HidListeners {
  /** One input report, its id first. */
  onReport(report: Uint8Array): void;
  /** The device went away; told at most once, and not after `close`. */
  onLost(cause: string): void;
}

export interface HidConnection {
  /** Frees the device. Never fails: what cannot be closed is gone already. */
  close(): Promise<void>;
}

/**
 * The scanners in HID POS mode of this machine. Systems let several programs read such a device at once, and each would
 * get every scan; within this program an open device is ours alone (`scanner-busy-elsewhere` to the next).
 */
export interface HidDevices {
  list(): Promise<Result<readonly HidEntry[], AppError>>;
  open(device: HidEntry, listeners: HidListeners): Promise<Result<HidConnection, AppError>>;
}

/** What we use of the library `node-hid`; a test hands in one that plays recorded reports. */
export interface HidLibrary {
  devicesAsync(): Promise<readonly LibraryDevice[]>;
  readonly HIDAsync: { open(path: string): Promise<LibraryConnection> };
}
interface LibraryDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly path?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly usagePage?: number | undefined;
}
interface LibraryConnection {
  on(event: 'data', listener: (report: Uint8Array) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  sendFeatureReport(data: number[]): Promise<number>;
  close(): Promise<void>;
}

/** The native library, loaded when it is needed: a machine where it cannot load (no libusb) still runs all the rest. */
function loadNativeLibrary(): Promise<HidLibrary> {
  return import('node-hid');
}

/** Devices through the library `node-hid`. */
export function libraryHidDevices(load: () => Promise<HidLibrary> = loadNativeLibrary): HidDevices {
  const taken = new Set<string>();

  async function library(): Promise<Result<HidLibrary, AppError>> {
    try {
      return ok(await load());
    } catch (thrown) {
      const cause = `the HID library cannot be loaded on this machine: ${causeOf(thrown)}`;
      return err(appError('scanner-unreachable', { address: 'hidpos:' }, cause));
    }
  }

  return {
    async list() {
      const loaded = await library();
      if (!loaded.ok) return loaded;
      try {
        const devices = await loaded.value.devicesAsync();
        return ok(devices.flatMap(entryOf));
      } catch (thrown) {
        return err(appError('scanner-unreachable', { address: 'hidpos:' }, causeOf(thrown)));
      }
    },

    async open({ path, vid }, listeners) {
      const loaded = await library();
      if (!loaded.ok) return loaded;
      if (taken.has(path)) return err(appError('scanner-busy-elsewhere', { address: path }));
      taken.add(path);
      try {
        const device = await loaded.value.HIDAsync.open(path);
        if (vid === honeywell) await device.sendFeatureReport(beginReporting).catch(() => undefined);
        return ok(connect(device, listeners, () => taken.delete(path)));
      } catch (thrown) {
        taken.delete(path);
        return err(appError('scanner-unreachable', { address: path }, causeOf(thrown)));
      }
    },
  };
}

function entryOf({ path, vendorId, productId, serialNumber, usagePage }: LibraryDevice): HidEntry[] {
  if (usagePage !== scannerUsagePage || path === undefined) return [];
  const hex = (id: number) => id.toString(16).padStart(4, '0');
  return [{ path, vid: hex(vendorId), pid: hex(productId), serial: serialNumber ?? null }];
}

function connect(device: LibraryConnection, listeners: HidListeners, free: () => void): HidConnection {
  let isOver = false;
  // Without a listener an 'error' would end the process; an unplug comes as one.
  device.on('error', (error) => {
    if (isOver) return;
    isOver = true;
    listeners.onLost(causeOf(error));
  });
  device.on('data', (report) => {
    if (!isOver) listeners.onReport(report);
  });
  return {
    async close() {
      isOver = true;
      await device.close().catch(() => undefined);
      free();
    },
  };
}

import { appError, causeOf, type AppError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';

/** A serial port that this machine has. Systems differ in what they tell: every field but the path may be missing. */
interface SerialPortEntry {
  readonly path: string;
  readonly vid: string | null;
  readonly pid: string | null;
  readonly serial: string | null;
  readonly manufacturer: string | null;
}

export interface LineSettings {
  readonly baudRate: number;
  readonly dataBits: 5 | 6 | 7 | 8;
  readonly parity: 'none' | 'even' | 'odd' | 'mark' | 'space';
  readonly stopBits: 1 | 1.5 | 2;
  readonly rtscts: boolean;
  /** Each side stops the other by XOFF in the stream. */
  readonly xonXoff?: boolean;
}

interface SerialListeners {
  onData(bytes: Uint8Array): void;
  /** The device went away; told at most once, and not after `close`. */
  onLost(cause: string): void;
}

export interface SerialConnection {
  /** Hands bytes to the system, in order; resolves when it has taken them. Error: why it did not. */
  write(bytes: Uint8Array): Promise<Result<null, string>>;
  /** Resolves when everything written has left this machine, or was discarded. Error: why nobody knows. */
  drain(): Promise<Result<null, string>>;
  /** Throws away what the system still holds, which also ends a `drain` that a stopped device keeps waiting. */
  discard(): Promise<void>;
  /** Frees the port. Never fails: a port that cannot be closed is gone already. */
  close(): Promise<void>;
}

/** The serial ports of this machine, in our words. An open port is locked: nobody else can open it. */
export interface SerialPorts {
  /** All ports there are. On Linux it needs `udevadm`; opening by path does not. */
  list(): Promise<Result<readonly SerialPortEntry[], AppError>>;
  open(
    path: string,
    line: LineSettings,
    listeners: SerialListeners,
  ): Promise<Result<SerialConnection, AppError>>;
}

/** What we use of the library `serialport`; a test hands in the library's own mock. */
export interface SerialLibrary {
  list(): Promise<readonly LibraryPortInfo[]>;
  create(options: LibraryOptions): LibraryPort;
}
type LibraryOptions = Omit<LineSettings, 'xonXoff'> & {
  readonly path: string;
  readonly autoOpen: false;
  readonly xon: boolean;
  readonly xoff: boolean;
};
interface LibraryPortInfo {
  readonly path: string;
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly manufacturer?: string | undefined;
}
interface LibraryPort {
  readonly isOpen: boolean;
  open(callback: (error: Error | null) => void): void;
  close(callback: (error: Error | null) => void): void;
  write(bytes: Uint8Array, callback: (error: Error | null | undefined) => void): unknown;
  drain(callback: (error: Error | null) => void): void;
  flush(callback: (error: Error | null) => void): void;
  on(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
  on(event: 'close' | 'error', listener: (error: Error | null) => void): unknown;
}

/** The native library, loaded when the first port is needed: a machine where it cannot load still runs all the rest. */
async function loadNativeLibrary(): Promise<SerialLibrary> {
  const { SerialPort } = await import('serialport');
  return { list: () => SerialPort.list(), create: (options) => new SerialPort(options) };
}

/**
 * Windows says "Access denied" for a port that another program holds, Linux and macOS "Cannot lock port" or "busy". On
 * Linux "Permission denied" is something else: the user is not allowed to use the device.
 */
function problemOf(whose: SerialUser, path: string, thrown: unknown): AppError {
  const cause = causeOf(thrown);
  if (whose === 'printer' && /permission denied/i.test(cause))
    return appError('printer-not-permitted', { path, takes: 'dialout' }, cause);
  const isBusy = /cannot lock|busy|access denied|temporarily unavailable|port is locked/i.test(cause);
  return appError(isBusy ? `${whose}-busy-elsewhere` : `${whose}-unreachable`, { address: path }, cause);
}

/** What is at the ports, and so what an error is called. */
type SerialUser = 'scanner' | 'printer';

/** Ports through the library `serialport`. */
export function librarySerialPorts(
  load: () => Promise<SerialLibrary> = loadNativeLibrary,
  whose: SerialUser = 'scanner',
): SerialPorts {
  async function library(forWhat: string): Promise<Result<SerialLibrary, AppError>> {
    try {
      return ok(await load());
    } catch (thrown) {
      const cause = `the serial port library cannot be loaded on this machine: ${causeOf(thrown)}`;
      return err(appError(`${whose}-unreachable`, { address: forWhat }, cause));
    }
  }

  return {
    async list() {
      const loaded = await library('serial:');
      if (!loaded.ok) return loaded;
      try {
        const ports = await loaded.value.list();
        return ok(
          ports.map((port) => ({
            path: port.path,
            vid: port.vendorId?.toLowerCase() ?? null,
            pid: port.productId?.toLowerCase() ?? null,
            serial: port.serialNumber ?? null,
            manufacturer: port.manufacturer ?? null,
          })),
        );
      } catch (thrown) {
        return err(appError(`${whose}-unreachable`, { address: 'serial:' }, causeOf(thrown)));
      }
    },

    async open(path, line, listeners) {
      const loaded = await library(path);
      if (!loaded.ok) return loaded;
      try {
        const port = loaded.value.create(libraryOptions(path, line));
        return await openPort(port, listeners, (thrown) => problemOf(whose, path, thrown));
      } catch (thrown) {
        return err(problemOf(whose, path, thrown));
      }
    },
  };
}

function libraryOptions(path: string, { xonXoff = false, ...line }: LineSettings): LibraryOptions {
  return { path, ...line, xon: xonXoff, xoff: xonXoff, autoOpen: false };
}

/** A port as the settings screen offers it. */
export interface SerialPortChoice {
  readonly path: string;
  readonly label: string;
  readonly address: string;
}

/**
 * The ports of this machine to choose from, USB devices first. Their address names the device rather than the port, so
 * that it is found again when the system gives it another number.
 */
export async function serialPortChoices(
  ports: SerialPorts,
): Promise<Result<readonly SerialPortChoice[], AppError>> {
  const listed = await ports.list();
  if (!listed.ok) return listed;
  const usb = listed.value.filter((port) => port.vid !== null && port.pid !== null);
  const others = listed.value.filter((port) => !usb.includes(port));
  return ok(
    [...usb, ...others].map((port) => ({
      path: port.path,
      label: port.manufacturer === null ? port.path : `${port.path} (${port.manufacturer})`,
      address: serialAddress(port),
    })),
  );
}

/** The address of a port: by the identity of its USB device where it has one, else by its name. */
export function serialAddress({ path, vid, pid, serial }: SerialPortEntry): string {
  if (vid === null || pid === null) return `serial:${path}`;
  // Windows makes up a serial number with & for devices without one; it changes with the socket.
  const isNamed = serial !== null && /^[\w.-]+$/.test(serial);
  return `serial:vid=${vid},pid=${pid}${isNamed ? `,serial=${serial}` : ''}`;
}

function openPort(
  port: LibraryPort,
  listeners: SerialListeners,
  problem: (thrown: unknown) => AppError,
): Promise<Result<SerialConnection, AppError>> {
  return new Promise((resolve) => {
    let isOver = false;
    const lost = (error: Error | null) => {
      if (isOver) return;
      isOver = true;
      listeners.onLost(error === null ? 'the port was closed' : causeOf(error));
    };
    port.open((error) => {
      if (error !== null) {
        resolve(err(problem(error)));
        return;
      }
      port.on('data', (bytes) => {
        if (!isOver) listeners.onData(bytes);
      });
      port.on('close', lost);
      resolve(ok({ write, drain, discard, close }));
    });
    // Without a listener an 'error' would end the process; an unplug often comes as one.
    port.on('error', lost);

    function told(action: (callback: (error: Error | null | undefined) => void) => void) {
      return new Promise<Result<null, string>>((done) => {
        action((error) => done(error ? err(causeOf(error)) : ok(null)));
      });
    }
    function write(bytes: Uint8Array): Promise<Result<null, string>> {
      return told((callback) => port.write(bytes, callback));
    }
    function drain(): Promise<Result<null, string>> {
      return told((callback) => port.drain(callback));
    }
    async function discard(): Promise<void> {
      if (port.isOpen) await told((callback) => port.flush(callback));
    }
    function close(): Promise<void> {
      isOver = true;
      return new Promise((closed) => {
        if (!port.isOpen) closed();
        else port.close(() => closed());
      });
    }
  });
}

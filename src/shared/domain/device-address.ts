import { z } from 'zod';
import { appError, type AppError } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';

/**
 * Where a device is (design D9), parsed. `options` are what stands after `?`.
 *
 * - `tcp://host:9100` – printer on the network
 * - `serial:/dev/ttyUSB0?baud=115200`, `serial:COM3` – serial port by name
 * - `serial:vid=0483,pid=5740,serial=A1` – serial port by USB identity, so that a new port number is found again
 * - `hidpos:`, `hidpos:vid=0c2e,pid=0b8f` – scanner in HID POS mode: any, or the one with this USB identity
 * - `usb:/dev/usb/lp0` – printer at a device node that can be read as well as written
 * - `cups:queue`, `cups:queue?server=127.0.0.1:631` – raw queue of CUPS (Linux, macOS)
 * - `winspool:name` – printer of the Windows spooler, by the name that Windows shows
 * - `file:/path` – a file or device node; `lab:name` – simulated; `wedge:` – scanner that types
 */
export type ParsedAddress =
  | { readonly scheme: 'tcp'; readonly host: string; readonly port: number; readonly options: AddressOptions }
  | {
      readonly scheme: 'serial';
      readonly path: string | null;
      readonly usb: UsbIdentity | null;
      readonly options: AddressOptions;
    }
  | { readonly scheme: 'hidpos'; readonly usb: UsbIdentity | null; readonly options: AddressOptions }
  | { readonly scheme: 'usb'; readonly path: string; readonly options: AddressOptions }
  | { readonly scheme: 'cups'; readonly queue: string; readonly options: AddressOptions }
  | { readonly scheme: 'winspool'; readonly printer: string; readonly options: AddressOptions }
  | { readonly scheme: 'file'; readonly path: string; readonly options: AddressOptions }
  | { readonly scheme: 'lab'; readonly name: string; readonly options: AddressOptions }
  | { readonly scheme: 'wedge'; readonly options: AddressOptions };

export type AddressOptions = Readonly<Record<string, string>>;
export interface UsbIdentity {
  readonly vid: string;
  readonly pid: string;
  readonly serial: string | null;
}

const labName = /^[a-z0-9-]{1,40}$/;
/** What CUPS allows in the name of a queue: printable, without space, slash and hash. */
const cupsQueue = /^[^\s/#?]{1,127}$/u;
const hex4 = /^[0-9a-f]{4}$/i;

function refuse(text: string, takes: string): Result<never, AppError> {
  return err(appError('address-invalid', { got: text.slice(0, 120), takes }));
}

/** `a=1&b=x` to a record. By hand: shared code has neither the DOM's nor Node's URLSearchParams. */
function parseOptions(query: string): AddressOptions {
  const pairs = query.split('&').filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.map((pair) => [pair.split('=', 1)[0] ?? '', pair.slice(pair.indexOf('=') + 1)]),
  );
}

/** `vid=0483,pid=5740,serial=A1`; null when it is none. */
function parseUsb(rest: string): UsbIdentity | null {
  const parts = new Map(rest.split(',').map((part) => part.split('=', 2) as [string, string | undefined]));
  const vid = parts.get('vid');
  const pid = parts.get('pid');
  if (vid === undefined || pid === undefined || !hex4.test(vid) || !hex4.test(pid)) return null;
  return { vid: vid.toLowerCase(), pid: pid.toLowerCase(), serial: parts.get('serial') ?? null };
}

function parseSerial(rest: string, options: AddressOptions, text: string): Result<ParsedAddress, AppError> {
  if (!/^(vid|pid|serial)=/.test(rest)) {
    if (rest === '') return refuse(text, 'serial:/dev/ttyUSB0?baud=115200');
    return ok({ scheme: 'serial', path: rest, usb: null, options });
  }
  const usb = parseUsb(rest);
  if (usb === null) return refuse(text, 'serial:vid=0483,pid=5740 (four hex digits each)');
  return ok({ scheme: 'serial', path: null, usb, options });
}

/** Parses an address; the error says what it got and what it takes. */
export function parseAddress(text: string): Result<ParsedAddress, AppError> {
  const [main = '', query = ''] = text.trim().split('?', 2);
  const options = parseOptions(query);
  const colon = main.indexOf(':');
  const scheme = main.slice(0, Math.max(colon, 0));
  const rest = main.slice(colon + 1);
  switch (scheme) {
    case 'tcp': {
      const match = /^\/\/(\[[0-9a-f:.]+\]|[^:/\s]+)(?::(\d{1,5}))?\/?$/i.exec(rest);
      const port = Number(match?.[2] ?? 9100);
      if (!match?.[1] || port < 1 || port > 65535) return refuse(text, 'tcp://192.168.1.50:9100');
      return ok({ scheme, host: match[1].replace(/^\[|\]$/g, ''), port, options });
    }
    case 'serial':
      return parseSerial(rest, options, text);
    case 'hidpos': {
      const usb = rest === '' ? null : parseUsb(rest);
      if (rest !== '' && usb === null) return refuse(text, 'hidpos: | hidpos:vid=0c2e,pid=0b8f');
      return ok({ scheme, usb, options });
    }
    case 'usb':
      if (rest === '') return refuse(text, 'usb:/dev/usb/lp0');
      return ok({ scheme, path: rest, options });
    case 'cups':
      if (!cupsQueue.test(rest)) return refuse(text, 'cups:queue');
      return ok({ scheme, queue: rest, options });
    case 'winspool':
      if (rest === '' || rest.length > 220) return refuse(text, 'winspool:POS-80');
      return ok({ scheme, printer: rest, options });
    case 'file':
      if (rest === '') return refuse(text, 'file:/path/to/output.bin');
      return ok({ scheme, path: rest, options });
    case 'lab':
      if (!labName.test(rest)) return refuse(text, 'lab:ticket');
      return ok({ scheme, name: rest, options });
    case 'wedge':
      return ok({ scheme, options });
    default:
      return refuse(text, 'tcp://, serial:, hidpos:, usb:, cups:, winspool:, file:, lab:, wedge:');
  }
}

/**
 * Whether two addresses certainly name one device, whatever their options are (speed, `hold`, a fault of the lab). A USB
 * identity without a serial number takes any device of its kind, so it is the same as one with. Two names of one machine on
 * the network cannot be told here.
 */
export function isSameDevice(one: ParsedAddress, other: ParsedAddress): boolean {
  if (one.scheme === 'serial' && other.scheme === 'serial' && one.usb && other.usb)
    return isSameUsb(one.usb, other.usb);
  if (one.scheme === 'hidpos' && other.scheme === 'hidpos')
    return one.usb === null || other.usb === null || isSameUsb(one.usb, other.usb);
  return placeOf(one) === placeOf(other);
}

function isSameUsb(one: UsbIdentity, other: UsbIdentity): boolean {
  const serials = [one.serial, other.serial].map((serial) => serial?.toLowerCase() ?? null);
  return (
    one.vid === other.vid && one.pid === other.pid && (serials.includes(null) || serials[0] === serials[1])
  );
}

/** What two addresses of one device have in common, as a text. */
function placeOf(address: ParsedAddress): string {
  switch (address.scheme) {
    case 'tcp':
      return `tcp ${address.host.toLowerCase()} ${address.port}`;
    case 'serial':
      return address.usb
        ? `usb ${address.usb.vid} ${address.usb.pid}`
        : `node ${nodeName(address.path ?? '')}`;
    case 'hidpos':
      return `hidpos ${address.usb?.vid ?? ''} ${address.usb?.pid ?? ''}`;
    case 'usb':
    case 'file':
      return `node ${nodeName(address.path)}`;
    case 'cups':
      return `cups ${address.queue} ${address.options['server'] ?? 'localhost:631'}`;
    case 'winspool':
      return `winspool ${address.printer.toLowerCase()}`;
    case 'lab':
      return `lab ${address.name}`;
    case 'wedge':
      return 'wedge';
  }
}

/** Windows takes com3 for COM3; a path of Linux or macOS stands as it is. */
function nodeName(path: string): string {
  return path.startsWith('/') ? path : path.toLowerCase();
}

/** The address of a device as it stands in the configuration. */
export const DeviceAddress = z
  .string()
  .min(1)
  .max(300)
  .refine((text) => parseAddress(text).ok, {
    message: 'tcp://192.168.1.50:9100 | serial:COM3 | lab:ticket',
  });

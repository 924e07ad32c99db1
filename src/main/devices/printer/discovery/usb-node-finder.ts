import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AppError } from '../../../../shared/errors.ts';
import { ok, type Result } from '../../../../shared/result.ts';
import { isStopped } from './is-stopped.ts';
import { mayUseNode, notPermitted } from './node-access.ts';
import type { FindListeners, PrinterFinder } from './port.ts';

export interface UsbNodeFinderOptions {
  readonly devFolder?: string;
  /** Where Linux describes them. */
  readonly sysFolder?: string;
  readonly mayUse?: (path: string) => Promise<boolean>;
}

/** USB printers as Linux shows them without a driver: `/dev/usb/lp0`, with the IEEE 1284 id of the device. */
export class UsbNodeFinder implements PrinterFinder {
  readonly way = 'usb';
  readonly #devFolder: string;
  readonly #sysFolder: string;
  readonly #mayUse: (path: string) => Promise<boolean>;

  constructor(options: UsbNodeFinderOptions = {}) {
    this.#devFolder = options.devFolder ?? '/dev/usb';
    this.#sysFolder = options.sysFolder ?? '/sys/class/usbmisc';
    this.#mayUse = options.mayUse ?? mayUseNode;
  }

  async find(listeners: FindListeners, signal: AbortSignal): Promise<Result<null, AppError>> {
    // No such folder: no USB printer, or a system that has none of this.
    const names = await readdir(this.#devFolder).catch(() => []);
    for (const name of names.filter((one) => /^lp\d+$/.test(one)).sort()) {
      const path = join(this.#devFolder, name);
      const [model, isAllowed] = [await this.#model(name), await this.#mayUse(path)];
      if (isStopped(signal)) break;
      listeners.found({
        way: 'usb',
        address: `usb:${path}`,
        aliases: [],
        name: path,
        model,
        problem: isAllowed ? null : notPermitted(path, 'lp'),
      });
    }
    return ok(null);
  }

  async #model(name: string): Promise<string | null> {
    const described = join(this.#sysFolder, name, 'device');
    const id = await readFile(join(described, 'ieee1284_id'), 'utf8').catch(() => '');
    return readDeviceId(id) ?? (await usbIdentity(described));
  }
}

/** Make and model of an IEEE 1284 device id: `MFG:EPSON;CMD:ESC/POS;MDL:TM-T82;`. Null when it names neither. */
export function readDeviceId(id: string): string | null {
  const fields = new Map(
    id.split(';').map((pair) => {
      const [key = '', ...value] = pair.split(':');
      return [key.trim().toUpperCase(), value.join(':').trim()] as const;
    }),
  );
  const maker = fields.get('MFG') ?? fields.get('MANUFACTURER') ?? '';
  const model = fields.get('MDL') ?? fields.get('MODEL') ?? '';
  return [maker, model].filter((part) => part !== '').join(' ') || null;
}

/** The identity of the device that the node's interface belongs to. */
async function usbIdentity(described: string): Promise<string | null> {
  try {
    const device = dirname(await realpath(described));
    const [vendor, product] = await Promise.all(
      ['idVendor', 'idProduct'].map((file) => readFile(join(device, file), 'utf8')),
    );
    return `USB ${vendor?.trim() ?? ''}:${product?.trim() ?? ''}`;
  } catch {
    return null;
  }
}

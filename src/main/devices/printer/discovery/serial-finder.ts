import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { AppError } from '../../../../shared/errors.ts';
import { ok, type Result } from '../../../../shared/result.ts';
import { librarySerialPorts, serialAddress, type SerialPorts } from '../../scanner/adapters/serial-ports.ts';
import { mayUseNode, notPermitted } from './node-access.ts';
import { isStopped } from './is-stopped.ts';
import type { FindListeners, PrinterFinder } from './port.ts';

export interface SerialFinderOptions {
  readonly ports?: SerialPorts;
  /** Where Linux describes its ports. */
  readonly sysFolder?: string;
  readonly mayUse?: (path: string) => Promise<boolean>;
}

/** Serial ports, real and virtual. Which of them has a printer, a port does not say. */
export class SerialFinder implements PrinterFinder {
  readonly way = 'serial';
  readonly #ports: SerialPorts;
  readonly #sysFolder: string;
  readonly #mayUse: (path: string) => Promise<boolean>;

  constructor(options: SerialFinderOptions = {}) {
    this.#ports = options.ports ?? librarySerialPorts(undefined, 'printer');
    this.#sysFolder = options.sysFolder ?? '/sys/class/tty';
    this.#mayUse = options.mayUse ?? mayUseNode;
  }

  async find(listeners: FindListeners, signal: AbortSignal): Promise<Result<null, AppError>> {
    if (signal.aborted) return ok(null);
    const listed = await this.#ports.list();
    if (!listed.ok) return listed;
    for (const port of listed.value) {
      const { path, vid, pid, manufacturer } = port;
      if (await this.#isEmptySocket(path)) continue;
      const isAllowed = await this.#mayUse(path);
      if (isStopped(signal)) break;
      const address = serialAddress(port);
      const usb = vid !== null && pid !== null ? `USB ${vid}:${pid}` : null;
      listeners.found({
        way: 'serial',
        address,
        aliases: [`serial:${path}`].filter((alias) => alias !== address),
        name: path,
        model: [manufacturer, usb].filter((part) => part !== null).join(', ') || null,
        problem: isAllowed ? null : notPermitted(path, 'dialout'),
      });
    }
    return ok(null);
  }

  /** Linux makes nodes for serial ports that the machine does not have: their hardware is of type 0. */
  async #isEmptySocket(path: string): Promise<boolean> {
    if (!/^\/dev\/ttyS\d+$/.test(path)) return false;
    const type = await readFile(join(this.#sysFolder, basename(path), 'type'), 'utf8').catch(() => '');
    return type.trim() === '0';
  }
}

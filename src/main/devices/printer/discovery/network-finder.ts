import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { ok, type Result } from '../../../../shared/result.ts';
import type { AppError } from '../../../../shared/errors.ts';
import { hostsOf, ownSubnets } from './own-subnets.ts';
import { isStopped } from './is-stopped.ts';
import type { FindListeners, PrinterFinder } from './port.ts';

export interface NetworkFinderOptions {
  /** Networks to look through, as `192.168.1.0/24`; left out: those that this machine stands in. */
  readonly subnets?: () => readonly string[];
  readonly port?: number;
  /** Connections open at one time. */
  readonly atOnce?: number;
  /** How long one place is waited for, milliseconds. */
  readonly timeoutMs?: number;
  /** Printers in use: known to be there, and many take one connection at a time, so they are left alone. */
  readonly isInUse?: (address: string) => boolean;
}

/** The port of raw printing. */
const rawPort = 9100;

/** Printers on the local network: whatever takes a connection at port 9100. It is closed again without a byte. */
export class NetworkFinder implements PrinterFinder {
  readonly way = 'network';
  readonly #options: Required<NetworkFinderOptions>;

  constructor(options: NetworkFinderOptions = {}) {
    this.#options = {
      subnets: () => ownSubnets(networkInterfaces()),
      port: rawPort,
      atOnce: 32,
      timeoutMs: 800,
      isInUse: () => false,
      ...options,
    };
  }

  /** The networks that a search would look through now. */
  subnets(): readonly string[] {
    return this.#options.subnets();
  }

  async find(listeners: FindListeners, signal: AbortSignal): Promise<Result<null, AppError>> {
    const hosts = this.subnets().flatMap(hostsOf);
    const { atOnce, port, isInUse } = this.#options;
    let next = 0;
    let asked = 0;
    listeners.progress?.(0, hosts.length);
    const look = async (): Promise<void> => {
      for (;;) {
        const host = hosts[next];
        next += 1;
        if (host === undefined || signal.aborted) return;
        const address = `tcp://${host}:${port}`;
        const isThere = isInUse(address) || (await this.#answers(host, signal));
        // An abort while it was waited for: nobody wants to hear of it any more.
        if (isStopped(signal)) return;
        asked += 1;
        if (isThere)
          listeners.found({ way: 'network', address, aliases: [], name: host, model: null, problem: null });
        listeners.progress?.(asked, hosts.length);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, look));
    return ok(null);
  }

  #answers(host: string, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect({ host, port: this.#options.port });
      const settle = (isThere: boolean): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        socket.destroy();
        resolve(isThere);
      };
      const onAbort = (): void => settle(false);
      const timer = setTimeout(() => settle(false), this.#options.timeoutMs);
      signal.addEventListener('abort', onAbort, { once: true });
      socket.once('connect', () => settle(true));
      socket.on('error', () => settle(false));
    });
  }
}

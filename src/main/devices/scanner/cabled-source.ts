import { keepDevice, type KeptDevice } from './keep-device.ts';
import type { ScannerListeners, ScannerSource } from './port.ts';
import { stateTeller } from './state-teller.ts';
import type { Timing } from './timing.ts';

/** How a source looks for its device; see {@link keepDevice}. */
export interface CableTiming {
  readonly timing: Timing;
  readonly retryMs: number;
  readonly watchMs: number;
}

/** A scanner with a cable: begins, stops, and finds its device again. What differs is how a device is opened and read. */
export abstract class CabledSource<Open> implements ScannerSource {
  readonly address: string;
  readonly #cable: CableTiming;
  #stop: (() => void) | null = null;
  #ended: Promise<void> = Promise.resolve();

  constructor(address: string, cable: CableTiming) {
    this.address = address;
    this.#cable = cable;
  }

  start(listeners: ScannerListeners): void {
    const stopping = new AbortController();
    this.#stop = () => stopping.abort();
    const device = this.device(listeners, stopping.signal);
    const tell = stateTeller(listeners);
    this.#ended = keepDevice(device, { tell, ...this.#cable }, stopping.signal);
  }

  async stop(): Promise<void> {
    this.#stop?.();
    await this.#ended;
  }

  /** The device behind the cable; what it reads goes to `listeners` until `stopped`. */
  protected abstract device(listeners: ScannerListeners, stopped: AbortSignal): KeptDevice<Open>;
}

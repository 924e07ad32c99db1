import type { TypedDoubt } from '../../../shared/domain/scan-meaning.ts';
import type { ScannerListeners, ScannerSource } from './port.ts';

/**
 * A scanner that types. The operating system gives its keys to the focused window, which tells them apart from a person's
 * and hands in whole scans; so this has no device to lose and is connected while it runs.
 */
export class WedgeSource implements ScannerSource {
  readonly address: string;
  #listeners: ScannerListeners | null = null;

  constructor(address = 'wedge:') {
    this.address = address;
  }

  start(listeners: ScannerListeners): void {
    this.#listeners = listeners;
    listeners.onState('connected', null);
  }

  stop(): Promise<void> {
    const listeners = this.#listeners;
    this.#listeners = null;
    listeners?.onState('off', null);
    return Promise.resolve();
  }

  /** Takes a scan that a window recognised among its keys; false when this source does not run. */
  receive(text: string, doubt: TypedDoubt, stationId: string | null): boolean {
    if (this.#listeners === null) return false;
    this.#listeners.onScan({ bytes: new TextEncoder().encode(text), typed: { doubt, stationId } });
    return true;
  }
}

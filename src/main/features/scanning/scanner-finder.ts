import { parseAddress } from '../../../shared/domain/device-address.ts';
import type { HidDevices } from '../../devices/scanner/adapters/hid-devices.ts';
import { serialPortChoices, type SerialPorts } from '../../devices/scanner/adapters/serial-ports.ts';
import { createScannerSource } from '../../devices/scanner/create-source.ts';
import { LabScanners } from '../../devices/scanner/lab-scanner.ts';
import type { ScannerSource } from '../../devices/scanner/port.ts';
import type { Timing } from '../../devices/scanner/timing.ts';
import type { Publish } from '../../host/handlers.ts';
import type { Log } from '../../log.ts';
import { readScan } from './read-scan.ts';
import { scannerTestOf } from './scanner-test.ts';

export interface ScannerFinderOptions {
  readonly ports: SerialPorts;
  /** The same as the scanners of the configuration have: a device belongs to one. */
  readonly hid: HidDevices;
  readonly timing: Timing;
  /** Addresses of the configuration, printers' too: their ports are left alone. */
  readonly inUse: () => readonly string[];
  readonly publish: Publish;
  readonly log: Log;
}

/** How often is looked for ports that came: a scanner that is set to another mode comes back as another device. */
const lookMs = 1000;
/** A settings window that was closed without a word does not keep the ports for ever. */
const longestMs = 10 * 60_000;

/**
 * Finds out how a scanner that nobody configured is connected: while it runs, it listens at every free USB serial port and
 * HID POS scanner for the test code, and tells each (`scanning.tested`). Whatever else is scanned there is dropped unread.
 */
export class ScannerFinder {
  readonly #options: ScannerFinderOptions;
  readonly #sources = new Map<string, ScannerSource>();
  #cancel: (() => void)[] = [];
  #isRunning = false;

  constructor(options: ScannerFinderOptions) {
    this.#options = options;
  }

  /** Begins to listen; where it does already, its time begins anew. */
  async begin(): Promise<void> {
    this.#cancelTimers();
    this.#isRunning = true;
    this.#cancel.push(this.#options.timing.after(longestMs, () => void this.end()));
    this.#listen('hidpos:');
    await this.#look();
  }

  /** Stops listening; every device is free when it resolves. */
  async end(): Promise<void> {
    this.#isRunning = false;
    this.#cancelTimers();
    const sources = [...this.#sources.values()];
    this.#sources.clear();
    await Promise.all(sources.map((source) => source.stop()));
  }

  #cancelTimers(): void {
    for (const cancel of this.#cancel.splice(0)) cancel();
  }

  async #look(): Promise<void> {
    const { ports, inUse, timing, log } = this.#options;
    const choices = await serialPortChoices(ports);
    if (!this.#isRunning) return;
    if (!choices.ok) log.warn('serial ports cannot be listed', { code: choices.error.code });
    const taken = inUse();
    for (const { path, address } of choices.ok ? choices.value : []) {
      // Built-in ports without a USB identity may be wired to anything.
      const isFree =
        address !== `serial:${path}` && !taken.some((other) => isSameDevice(other, path, address));
      if (isFree) this.#listen(address);
    }
    this.#cancel.push(timing.after(lookMs, () => void this.#look()));
  }

  #listen(address: string): void {
    if (this.#sources.has(address)) return;
    const { ports, hid, timing, publish } = this.#options;
    const made = createScannerSource(address, { ports, hid, timing, lab: new LabScanners() });
    if (!made.ok) return;
    this.#sources.set(address, made.value);
    made.value.start({
      onScan: (scan) => {
        const test = scannerTestOf({ id: null, address }, scan, readScan(scan));
        if (test !== null) publish('scanning.tested', test);
      },
      onGarbage: () => undefined,
      onState: () => undefined,
    });
  }
}

function isSameDevice(configured: string, path: string, address: string): boolean {
  const mine = parseAddress(address);
  const other = parseAddress(configured);
  if (!mine.ok || !other.ok || mine.value.scheme !== 'serial' || other.value.scheme !== 'serial')
    return false;
  if (other.value.path === path) return true;
  const [a, b] = [mine.value.usb, other.value.usb];
  if (a === null || b === null || a.vid !== b.vid || a.pid !== b.pid) return false;
  return a.serial === null || b.serial === null || a.serial.toLowerCase() === b.serial.toLowerCase();
}

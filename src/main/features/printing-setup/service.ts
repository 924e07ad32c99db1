import type { PrinterConfig, ScannerConfig } from '../../../shared/contract/config.ts';
import type { PrinterModel, PrinterProbe, SetupPrint } from '../../../shared/contract/printer-setup.ts';
import { isSameDevice, parseAddress, type ParsedAddress } from '../../../shared/domain/device-address.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock } from '../../clock.ts';
import { addressesOf } from '../../devices/printer/discovery/merge-found.ts';
import type { PrinterFinder } from '../../devices/printer/discovery/port.ts';
import type { LayoutEngine } from '../../devices/printer/layout-engine.ts';
import type { PrinterAdapter } from '../../devices/printer/port.ts';
import { defaultPrinterLimits, type PrinterLimits } from '../../devices/printer/printer-limits.ts';
import { printerProfiles } from '../../devices/printer/profile.ts';
import type { Publish } from '../../host/handlers.ts';
import type { Log } from '../../log.ts';
import { DraftPrinter, type SetupPrintRequest } from './draft-printer.ts';
import { probePrinter } from './probe-printer.ts';
import { Searches, type SearchPlace } from './searches.ts';

/** Devices that this installation has in use. */
export interface ConfiguredDevices {
  readonly printers: readonly PrinterConfig[];
  readonly scanners: readonly ScannerConfig[];
}

export interface PrinterSetupOptions {
  readonly adapters: readonly PrinterAdapter[];
  readonly finders: Readonly<Record<SearchPlace, readonly PrinterFinder[]>>;
  readonly networks: () => readonly string[];
  readonly layout: LayoutEngine;
  readonly configured: () => ConfiguredDevices;
  /** Other addresses of the device at one: what the system knows of its ports. */
  readonly aliases: (address: ParsedAddress) => Promise<readonly ParsedAddress[]>;
  readonly publish: Publish;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: PrinterLimits;
  /** The set-up is over: what a way keeps of printers that nobody configured may go. */
  readonly onLeft: () => void;
}

/**
 * Sets up a printer that is not configured yet. A draft never opens a device that a configured printer or scanner has: that
 * would be a second queue before it. One thing at a time is done at a draft.
 */
export class PrinterSetup {
  readonly #options: PrinterSetupOptions;
  readonly #limits: PrinterLimits;
  readonly #searches: Searches;
  #draft: DraftPrinter;
  #tail: Promise<unknown> = Promise.resolve();
  #stopping = new AbortController();

  constructor(options: PrinterSetupOptions) {
    this.#options = options;
    this.#limits = options.limits ?? defaultPrinterLimits;
    this.#searches = new Searches({
      finders: options.finders,
      networks: options.networks,
      configuredAs: (addresses) => this.#configuredAs(addresses),
      onChanged: (search) => options.publish('printerSetup.searchChanged', search),
      log: options.log,
    });
    this.#draft = this.#newDraft();
  }

  search(where: SearchPlace): void {
    this.#searches.begin(where);
  }

  stopSearch(): void {
    this.#searches.stop();
  }

  models(): PrinterModel[] {
    return printerProfiles.map(({ id, name, widthDots, dpi, cutter, dialect }) => ({
      id,
      name,
      widthDots,
      dpi,
      cuts: cutter !== 'none',
      labels: dialect === 'tspl',
    }));
  }

  /** Asks a printer what it is. Errors: those of opening it, `printer-already-configured`, `address-invalid`. */
  probe(address: string): Promise<Result<PrinterProbe, AppError>> {
    return this.#inTurn(async (signal) => {
      const adapter = await this.#wayTo(address);
      if (!adapter.ok) return adapter;
      // Many printers take one connection at a time.
      await this.#draft.close();
      const parsed = parseAddress(address);
      const found = parsed.ok ? this.#searches.foundAt(parsed.value) : [];
      const hints = found.flatMap(({ way, model, name }) => (way === 'queue' ? [model, name] : [model]));
      const { clock } = this.#options;
      const limits = this.#limits;
      const probe = await probePrinter({ adapter: adapter.value, address, hints, clock, limits, signal });
      if (probe.ok && probe.value.answers === 'yes') this.#draft.noteHeard(address);
      return probe;
    });
  }

  /** Errors: `printer-already-configured`, `address-invalid`, `not-found`, those of drawing. */
  print(request: SetupPrintRequest): Promise<Result<SetupPrint, AppError>> {
    return this.#inTurn(async (signal) => {
      const adapter = await this.#wayTo(request.address);
      return adapter.ok ? this.#draft.print(request, adapter.value, signal) : adapter;
    });
  }

  /** Breaks off what is being asked or printed, and what waits behind it. */
  stopPrint(): void {
    this.#stopping.abort();
    this.#stopping = new AbortController();
  }

  /** Ends everything; resolves when no connection is left. */
  async leave(): Promise<void> {
    this.#searches.forget();
    this.stopPrint();
    await this.#tail;
    await this.#draft.close();
    this.#draft = this.#newDraft();
    this.#options.onLeft();
  }

  #newDraft(): DraftPrinter {
    const { layout, clock } = this.#options;
    return new DraftPrinter({ layout, clock, limits: this.#limits });
  }

  async #inTurn<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal } = this.#stopping;
    const result = this.#tail.then(() => work(signal));
    this.#tail = result.catch(() => undefined);
    return result;
  }

  /** The way to a printer that nobody has in use. */
  async #wayTo(address: string): Promise<Result<PrinterAdapter, AppError>> {
    const parsed = parseAddress(address);
    if (!parsed.ok) return parsed;
    const adapter = this.#options.adapters.find(({ scheme }) => scheme === parsed.value.scheme);
    if (!adapter) {
      const takes = this.#options.adapters.map(({ scheme }) => `${scheme}:`).join(', ');
      return err(appError('address-invalid', { got: address.slice(0, 120), takes }));
    }
    // A queue before a printer that is in use is that printer, too.
    const found = this.#searches.foundAt(parsed.value).flatMap(addressesOf);
    const aliases = await this.#options.aliases(parsed.value);
    const name = this.#configuredAs([parsed.value, ...found, ...aliases]);
    return name === null ? ok(adapter) : err(appError('printer-already-configured', { got: name }));
  }

  #configuredAs(addresses: readonly ParsedAddress[]): string | null {
    const { printers, scanners } = this.#options.configured();
    const device = [...printers, ...scanners].find((configured) => {
      const parsed = parseAddress(configured.address);
      return parsed.ok && addresses.some((address) => isSameDevice(address, parsed.value));
    });
    return device?.name ?? null;
  }
}

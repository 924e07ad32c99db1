import { z } from 'zod';
import type { PrinterConfig } from '../../../../shared/contract/config.ts';
import { LabFault, type LabPrinterView, type LabView } from '../../../../shared/contract/lab.ts';
import { parseAddress } from '../../../../shared/domain/device-address.ts';
import { appError, type AppError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import type { Clock } from '../../../clock.ts';
import type { Publish } from '../../../host/handlers.ts';
import { encodePng } from '../png.ts';
import type { PrinterAdapter } from '../port.ts';
import { findProfile } from '../profile.ts';
import { LabPrinter } from './lab-printer.ts';

export interface LabBenchOptions {
  readonly clock: Clock;
  readonly publish: Publish;
  /** Names of the simulated scanners, for the view. */
  readonly scanners: () => readonly string[];
}

const ordinaryProfile = 'generic-80';
const LabFaults = z.array(LabFault);

/** The bench with the simulated printers of this installation (D10): the way to them, and the hands that tear and pull. */
export class LabBench {
  readonly #options: LabBenchOptions;
  readonly #printers = new Map<string, LabPrinter>();
  #isTelling = false;

  constructor(options: LabBenchOptions) {
    this.#options = options;
  }

  /** The way to the printers on the bench (`lab:name`). A name not seen before is set up, with 80 mm paper. */
  adapter(): PrinterAdapter {
    return {
      scheme: 'lab',
      open: (address, signal) => {
        const printer = this.setUp(address, ordinaryProfile);
        if (!printer.ok) return Promise.resolve(printer);
        if (signal.aborted)
          return Promise.resolve(err(appError('printer-unreachable', { address }, 'stopped')));
        return Promise.resolve(printer.value.connect());
      },
    };
  }

  /** Sets up what the configuration names and takes away what it no longer names. A printer whose model changed is new. */
  reconfigure(printers: readonly PrinterConfig[]): void {
    const wanted = new Map<string, PrinterConfig>();
    for (const config of printers) {
      const parsed = parseAddress(config.address);
      if (parsed.ok && parsed.value.scheme === 'lab') wanted.set(parsed.value.name, config);
    }
    for (const [name, printer] of this.#printers) {
      if (wanted.get(name)?.profile === printer.profile.id) continue;
      printer.setFault('unplugged', true);
      this.#printers.delete(name);
    }
    for (const { address, profile } of wanted.values()) this.setUp(address, profile);
    this.#tell();
  }

  /**
   * The printer of an address, set up if need be: then with the faults that the address names
   * (`lab:name?fault=paperOut,silent`). Error: `address-invalid`.
   */
  setUp(address: string, profileId: string): Result<LabPrinter, AppError> {
    const parsed = parseAddress(address);
    if (!parsed.ok) return parsed;
    if (parsed.value.scheme !== 'lab')
      return err(appError('address-invalid', { got: address, takes: 'lab:name' }));
    const { name, options } = parsed.value;
    const faults = LabFaults.safeParse(options['fault']?.split(',') ?? []);
    if (!faults.success)
      return err(appError('address-invalid', { got: address, takes: `fault=${LabFault.options.join('|')}` }));
    const known = this.#printers.get(name);
    if (known) return ok(known);
    const printer = this.printer(name, profileId);
    for (const fault of faults.data) printer.setFault(fault, true);
    return ok(printer);
  }

  /** The printer of that name, set up if need be. An unknown model counts as an ordinary one. */
  printer(name: string, profileId = ordinaryProfile): LabPrinter {
    const known = this.#printers.get(name);
    if (known) return known;
    const profile = findProfile(profileId) ?? findProfile(ordinaryProfile);
    if (!profile) throw new Error(`no profile ${ordinaryProfile}`);
    const printer = new LabPrinter({ name, profile, clock: this.#options.clock });
    printer.onChange(() => this.#tell());
    this.#printers.set(name, printer);
    return printer;
  }

  view(): LabView {
    return {
      printers: [...this.#printers.values()].map(viewOf),
      scanners: [...this.#options.scanners()],
    };
  }

  /** One slip as a PNG. Error: `not-found`. */
  paper(name: string, paperId: number): Result<Uint8Array, AppError> {
    const printer = this.#printers.get(name);
    const paper = printer?.papers.find(({ id }) => id === paperId);
    if (!printer || !paper) return err(appError('not-found', { what: 'paper' }));
    return ok(encodePng(paper.raster, printer.profile.dpi));
  }

  /** Makes or mends a fault. Error: `not-found`. */
  setFault(name: string, fault: LabFault, on: boolean, rows?: number): Result<LabView, AppError> {
    return this.#at(name, (printer) => printer.setFault(fault, on, rows));
  }

  /** Tears off and throws away. Error: `not-found`. */
  clearPaper(name: string): Result<LabView, AppError> {
    return this.#at(name, (printer) => printer.clearPaper());
  }

  #at(name: string, act: (printer: LabPrinter) => void): Result<LabView, AppError> {
    const printer = this.#printers.get(name);
    if (!printer) return err(appError('not-found', { what: 'printer' }));
    act(printer);
    return ok(this.view());
  }

  /** One event for all changes of a moment: a slip is dozens of bands. */
  #tell(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    setImmediate(() => {
      this.#isTelling = false;
      this.#options.publish('lab.changed', this.view());
    });
  }
}

function viewOf(printer: LabPrinter): LabPrinterView {
  return {
    name: printer.name,
    widthDots: printer.profile.widthDots,
    status: printer.status(),
    faults: [...printer.faults],
    rowsLeft: printer.rowsLeft,
    papers: printer.papers.map(({ id, at, raster, cut }) => ({
      id,
      at: at.toISOString(),
      height: raster.height,
      cut,
    })),
  };
}

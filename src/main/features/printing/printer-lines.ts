import type { PrinterConfig } from '../../../shared/contract/config.ts';
import type { PrinterView } from '../../../shared/contract/printing.ts';
import { parseAddress, type ParsedAddress } from '../../../shared/domain/device-address.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock } from '../../clock.ts';
import type { PrinterAdapter } from '../../devices/printer/port.ts';
import { PrinterDevice } from '../../devices/printer/printer-device.ts';
import { defaultPrinterLimits, type PrinterLimits } from '../../devices/printer/printer-limits.ts';
import { configuredProfile } from '../../devices/printer/profile.ts';
import { PrinterLine } from './printer-line.ts';

export interface PrinterLinesOptions {
  readonly adapters: readonly PrinterAdapter[];
  readonly clock: Clock;
  readonly limits?: PrinterLimits | undefined;
  readonly onChanged: (views: PrinterView[]) => void;
  readonly onBug: (thrown: unknown) => void;
  readonly stopping: AbortSignal;
  /** Whether anybody looks: only then are idle printers asked how they are. */
  readonly isWatched: () => boolean;
  readonly pollMs: number;
}

/** How many times less often a printer is asked that tells nothing of itself. */
const quietPolls = 5;

function notConfigured(printerId: string, cause: string): AppError {
  return appError('printer-not-configured', { printer: printerId }, cause);
}

/** The queues of all printers of this installation. */
export class PrinterLines {
  readonly #options: PrinterLinesOptions;
  readonly #lines = new Map<string, PrinterLine>();
  #timer: NodeJS.Timeout | null = null;
  #polls = 0;
  #told = '';

  constructor(options: PrinterLinesOptions) {
    this.#options = options;
  }

  /** The queue of a printer. Error: `printer-not-configured`. */
  line(printerId: string): Result<PrinterLine, AppError> {
    const line = this.#lines.get(printerId);
    return line ? ok(line) : err(notConfigured(printerId, 'not in the configuration'));
  }

  views(): PrinterView[] {
    return [...this.#lines.values()].map((line) => line.view());
  }

  /** Takes over the configuration. What is being printed goes on; what waits goes to the printer as it is now. */
  reconfigure(configs: readonly PrinterConfig[]): void {
    const wanted = new Map(configs.map((config) => [config.id, config]));
    for (const [id, line] of this.#lines) {
      if (wanted.has(id)) continue;
      line.replace(line.config, err(notConfigured(id, 'taken out of the configuration')));
      this.#lines.delete(id);
    }
    for (const config of configs) {
      const line = this.#lines.get(config.id);
      if (!line) this.#lines.set(config.id, this.#newLine(config));
      else if (isSamePrinter(line.config, config)) line.rename(config);
      else line.replace(config, this.#device(config));
    }
    this.#tell();
    this.#poll();
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#poll(), this.#options.pollMs);
    this.#timer.unref();
  }

  /** Resolves when no queue does anything any more. */
  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    await Promise.all([...this.#lines.values()].map((line) => line.close()));
  }

  #newLine(config: PrinterConfig): PrinterLine {
    return new PrinterLine(config, this.#device(config), {
      clock: this.#options.clock,
      onChanged: () => this.#tell(),
      onBug: this.#options.onBug,
    });
  }

  #device(config: PrinterConfig): Result<PrinterDevice, AppError> {
    const { id, address } = config;
    const profile = configuredProfile(config);
    if (!profile) return err(notConfigured(id, `no printer model "${config.profile}"`));
    const parsed = parseAddress(address);
    if (!parsed.ok) return parsed;
    const adapter = this.#options.adapters.find(({ scheme }) => scheme === parsed.value.scheme);
    if (!adapter) return err(notConfigured(id, `no printer can be reached by "${parsed.value.scheme}:"`));
    const { clock, limits = defaultPrinterLimits } = this.#options;
    const hold = isOurs(parsed.value);
    const onNews = (): void => this.#heard(id);
    return ok(new PrinterDevice({ address, profile, adapter, clock, limits, hold, onNews }));
  }

  /** A printer told by itself that something changed. */
  #heard(id: string): void {
    if (this.#options.stopping.aborted || !this.#timer) return;
    void this.#lines.get(id)?.check(this.#options.stopping);
  }

  /** A file is not asked: it knows nothing, and the question alone would make it. */
  #poll(): void {
    if (!this.#options.isWatched() || this.#options.stopping.aborted) return;
    // A printer that says nothing of itself is only looked for, and that less often.
    const everyone = this.#polls % quietPolls === 0;
    this.#polls += 1;
    for (const line of this.#lines.values())
      if (line.isIdle && (everyone || tellsItsState(line)) && !line.config.address.startsWith('file:'))
        void line.check(this.#options.stopping);
  }

  /** Tells what has changed, once: a view that reads the same (but for the time of the check) is no news. */
  #tell(): void {
    const views = this.views();
    const now = JSON.stringify(views.map((view) => ({ ...view, checkedAt: view.checkedAt !== null })));
    if (now === this.#told) return;
    this.#told = now;
    this.#options.onChanged(views);
  }
}

/** Nothing but the name differs: the queue goes on with the device that it has. */
function isSamePrinter(one: PrinterConfig, other: PrinterConfig): boolean {
  return one.address === other.address && one.profile === other.profile && one.widthDots === other.widthDots;
}

/**
 * Whether the connection may be kept between jobs: over a cable that is ours alone, or where whoever set the printer up says
 * so (`?hold=yes`), because a network printer that takes one connection at a time would be closed to everybody else.
 */
function isOurs(address: ParsedAddress): boolean {
  return address.scheme === 'serial' || address.scheme === 'usb' || address.options['hold'] === 'yes';
}

/** Whether a question each second is worth it: the printer tells whether it is online, or a spooler answers for it. */
function tellsItsState(line: PrinterLine): boolean {
  return line.view().status.online !== 'unknown' || /^(cups|winspool):/.test(line.config.address);
}

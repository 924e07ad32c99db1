import type { PrinterConfig } from '../../../shared/contract/config.ts';
import type { PrinterView } from '../../../shared/contract/printing.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { Clock } from '../../clock.ts';
import type { PrintOutcome } from '../../devices/printer/print-outcome.ts';
import type { PrinterDevice } from '../../devices/printer/printer-device.ts';
import { unknownStatus } from '../../devices/printer/status.ts';

export interface PrinterLineOptions {
  readonly clock: Clock;
  /** The view may have changed. */
  readonly onChanged: () => void;
  /** Something threw that must not have. */
  readonly onBug: (thrown: unknown) => void;
}

/**
 * The queue before one printer: one thing at a time, in order. Queues do not know of each other, so a printer that is slow
 * or silent holds up nobody else's paper.
 */
export class PrinterLine {
  readonly #options: PrinterLineOptions;
  #config: PrinterConfig;
  #device: Result<PrinterDevice, AppError>;
  #tail: Promise<void> = Promise.resolve();
  #jobs = 0;
  #isCheckQueued = false;
  #status = unknownStatus;
  #problem: AppError | null = null;
  #lastFailure: AppError | null = null;
  #checkedAt: Date | null = null;

  /** `device`: the printer, or why there is none to speak to (an unknown model, an address of no known kind). */
  constructor(config: PrinterConfig, device: Result<PrinterDevice, AppError>, options: PrinterLineOptions) {
    this.#config = config;
    this.#device = device;
    this.#options = options;
  }

  get config(): PrinterConfig {
    return this.#config;
  }

  get device(): Result<PrinterDevice, AppError> {
    return this.#device;
  }

  get isIdle(): boolean {
    return this.#jobs === 0 && !this.#isCheckQueued;
  }

  /** From the next thing in the queue on, it is this printer. */
  replace(config: PrinterConfig, device: Result<PrinterDevice, AppError>): void {
    // What it prints now it prints to the end; then it keeps nothing.
    if (this.#device.ok) void this.#device.value.close();
    this.#config = config;
    this.#device = device;
    this.#status = unknownStatus;
    this.#problem = null;
    this.#lastFailure = null;
    this.#checkedAt = null;
  }

  /** Same printer, other name. */
  rename(config: PrinterConfig): void {
    this.#config = config;
  }

  view(): PrinterView {
    const { id, name, address, profile } = this.#config;
    const missing = this.#device.ok ? null : this.#device.error;
    return {
      id,
      name,
      address,
      profile,
      status: this.#status,
      busy: this.#jobs > 0,
      problem: missing ?? this.#problem ?? (this.#status.online === 'yes' ? null : this.#lastFailure),
      checkedAt: this.#checkedAt?.toISOString() ?? null,
    };
  }

  /** Queues a job; resolves when it is over. A throw inside is a bug and leaves the queue running. */
  job(work: (device: Result<PrinterDevice, AppError>) => Promise<PrintOutcome>): Promise<PrintOutcome> {
    this.#jobs += 1;
    this.#options.onChanged();
    return this.#queue(async () => {
      try {
        const outcome = await work(this.#device);
        this.#lastFailure = outcome.outcome === 'printed' ? null : outcome.reason;
        return outcome;
      } finally {
        this.#jobs -= 1;
        this.#options.onChanged();
      }
    });
  }

  /** Asks the printer how it is, once it is free. Two questions that wait are one. */
  async check(signal: AbortSignal): Promise<PrinterView> {
    if (!this.#isCheckQueued) {
      this.#isCheckQueued = true;
      void this.#queue(async () => {
        this.#isCheckQueued = false;
        const device = this.#device;
        if (!device.ok) return;
        const { status, problem } = await device.value.check(signal);
        // The printer may have been replaced, or the program be stopping, meanwhile: then this is no news of it.
        if (device !== this.#device || signal.aborted) return;
        this.#status = status;
        this.#problem = problem;
        this.#checkedAt = this.#options.clock.now();
        this.#options.onChanged();
      });
    }
    await this.#tail;
    return this.view();
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    let seen: Promise<void>;
    do {
      seen = this.#tail;
      await seen;
    } while (seen !== this.#tail);
  }

  /** Resolves when nothing waits any more and the printer is free for others. */
  async close(): Promise<void> {
    await this.idle();
    if (this.#device.ok) await this.#device.value.close();
  }

  #queue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(work);
    this.#tail = result.then(
      () => undefined,
      (thrown: unknown) => this.#options.onBug(thrown),
    );
    return result;
  }
}

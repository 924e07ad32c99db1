import type { PrinterStatus } from '../../../shared/contract/printing.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock } from '../../clock.ts';
import { Abilities } from './abilities.ts';
import { Conversation } from './conversation.ts';
import { deadline } from './deadline.ts';
import { encodeSlip } from './encode/encode-slip.ts';
import { waitForPaper } from './fence.ts';
import { defaultPrinterLimits, type PrinterLimits } from './printer-limits.ts';
import type { PrinterAdapter, PrinterConnection } from './port.ts';
import type { PrintOutcome } from './print-outcome.ts';
import type { PrinterProfile } from './profile.ts';
import type { Slip } from './slip.ts';
import { readStatus, unknownStatus, type StatusReading } from './status.ts';

export interface PrinterCheck {
  readonly status: PrinterStatus;
  readonly problem: AppError | null;
}

export interface PrinterDeviceOptions {
  readonly address: string;
  readonly profile: PrinterProfile;
  readonly adapter: PrinterAdapter;
  readonly clock: Clock;
  readonly limits?: PrinterLimits;
}

export interface PrintOptions {
  /** Called once nothing speaks against printing and before the first byte goes out; an error calls the print off. */
  beforeSending(): Promise<Result<null, AppError>>;
  readonly signal: AbortSignal;
  /** What to say when `signal` has aborted. */
  stopped(): AppError;
}

/** The kernel and small printers take such slices well; each is waited for (unpaced pictures come out garbled: node-thermal-printer issues 99, 103). */
const sliceBytes = 4096;

/**
 * One printer at one address: asks it, prints on it, and says truthfully how that ended. One call at a time; whoever has
 * several jobs queues them. Remembers between calls what the printer was found able to answer.
 */
export class PrinterDevice {
  readonly profile: PrinterProfile;
  readonly #options: PrinterDeviceOptions;
  readonly #limits: PrinterLimits;
  readonly #abilities: Abilities;
  #closing: Promise<void> = Promise.resolve();

  constructor(options: PrinterDeviceOptions) {
    this.profile = options.profile;
    this.#options = options;
    this.#limits = options.limits ?? defaultPrinterLimits;
    this.#abilities = new Abilities(options.profile, options.clock, this.#limits.askAgainMs);
  }

  /** Asks the printer how it is. One that cannot or does not answer is `unknown` in all. */
  async check(signal: AbortSignal): Promise<PrinterCheck> {
    const way = await this.#askWay(signal);
    if (way) return way;
    const opened = await this.#open(signal);
    if (!opened.ok) {
      const online = opened.error.code === 'printer-unreachable' ? 'no' : 'unknown';
      return { status: { ...unknownStatus, online }, problem: opened.error };
    }
    const conversation = new Conversation(opened.value, signal);
    const reading = await this.#readStatus(opened.value, conversation);
    this.#close(opened.value, conversation);
    const isSilent = !reading.answers && this.#abilities.normallyAnswers;
    return { status: reading.status, problem: isSilent ? appError('printer-silent') : reading.problem };
  }

  /** Prints a slip. Never rejects for what a printer does. */
  async print(slip: Slip, options: PrintOptions): Promise<PrintOutcome> {
    const pieces = encodeSlip(slip, this.profile);
    const way = await this.#askWay(options.signal);
    if (way?.problem)
      return { outcome: 'notPrinted', reason: options.signal.aborted ? options.stopped() : way.problem };
    const opened = await this.#open(options.signal);
    if (!opened.ok)
      return { outcome: 'notPrinted', reason: options.signal.aborted ? options.stopped() : opened.error };
    const connection = opened.value;
    const conversation = new Conversation(connection, options.signal);
    const outcome = await this.#printOver(connection, conversation, pieces, options);
    this.#close(connection, conversation);
    if (options.signal.aborted && outcome.outcome !== 'printed')
      return { ...outcome, reason: options.stopped() };
    return outcome;
  }

  /** Resolves when the last connection is gone: what the system still held has gone out. */
  close(): Promise<void> {
    return this.#closing;
  }

  async #printOver(
    connection: PrinterConnection,
    conversation: Conversation,
    pieces: readonly Uint8Array[],
    options: PrintOptions,
  ): Promise<PrintOutcome> {
    const reading = await this.#readStatus(connection, conversation);
    if (reading.problem) return { outcome: 'notPrinted', reason: reading.problem };
    // What a printer can answer in the stream shows only while nothing stops it.
    if (reading.answers) await this.#abilities.probe(conversation, this.#limits);
    if (conversation.isClosed)
      return {
        outcome: 'notPrinted',
        reason: appError('printer-unreachable', { address: this.#options.address }, 'hung up before the job'),
      };
    if (options.signal.aborted) return { outcome: 'notPrinted', reason: options.stopped() };
    const begun = await options.beforeSending();
    if (!begun.ok) return { outcome: 'notPrinted', reason: begun.error };
    const sent = await this.#send(connection, pieces, options.signal);
    if (!sent.ok) return { outcome: 'unknown', reason: sent.error };
    return waitForPaper({
      connection,
      conversation,
      abilities: this.#abilities,
      limits: this.#limits,
      clock: this.#options.clock,
      signal: options.signal,
    });
  }

  async #send(
    connection: PrinterConnection,
    pieces: readonly Uint8Array[],
    signal: AbortSignal,
  ): Promise<Result<null, AppError>> {
    for (const piece of pieces) {
      for (let at = 0; at < piece.length; at += sliceBytes) {
        const limit = deadline(this.#limits.stallMs, signal);
        const written = await connection.write(piece.subarray(at, at + sliceBytes), limit.signal);
        limit.end();
        if (!written.ok) return err(written.error);
      }
    }
    return ok(null);
  }

  /** What a spooler tells; null for ways that go straight to the printer. */
  async #askWay(signal: AbortSignal): Promise<PrinterCheck | null> {
    const { adapter, address } = this.#options;
    if (!adapter.ask) return null;
    const limit = deadline(this.#limits.connectMs, signal);
    const asked = await adapter.ask(address, limit.signal);
    limit.end();
    return asked.ok
      ? { status: asked.value.status, problem: asked.value.problem }
      : { status: unknownStatus, problem: asked.error };
  }

  async #readStatus(connection: PrinterConnection, conversation: Conversation): Promise<StatusReading> {
    if (!connection.twoWay || !this.#abilities.mayAnswer)
      return { status: unknownStatus, problem: null, answers: false };
    const reading = await readStatus(conversation, this.#limits);
    // A line that broke says nothing of the printer: a box before a printer that is off takes the call and drops it.
    if (reading.answers || !conversation.isClosed) this.#abilities.learnStatus(reading.answers);
    return reading;
  }

  async #open(signal: AbortSignal): Promise<Result<PrinterConnection, AppError>> {
    // Many printers take one connection at a time: the last one must be gone first.
    await this.#closing;
    const limit = deadline(this.#limits.connectMs, signal);
    const opened = await this.#options.adapter.open(this.#options.address, limit.signal);
    limit.end();
    return opened;
  }

  #close(connection: PrinterConnection, conversation: Conversation): void {
    conversation.end();
    this.#closing = connection.close();
  }
}

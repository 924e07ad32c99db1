import type { PrinterStatus } from '../../../shared/contract/printing.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock } from '../../clock.ts';
import { Abilities } from './abilities.ts';
import { Conversation } from './conversation.ts';
import { deadline } from './deadline.ts';
import { encodeSlip } from './encode/encode-slip.ts';
import { waitForPaper } from './fence.ts';
import { HeldConnection } from './held-connection.ts';
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
  /**
   * Keeps the connection to a printer that answers, and hears from it by itself. Only for ways that nobody else can use
   * meanwhile anyway, or by the wish of whoever set the printer up: many printers take one connection at a time.
   */
  readonly hold?: boolean;
  /** The printer told by itself that something changed, or its kept connection is gone: it is worth a check. */
  readonly onNews?: () => void;
}

/** A connection in use, with what the printer said of itself at its beginning. */
interface BegunTalk {
  readonly connection: PrinterConnection;
  readonly conversation: Conversation;
  readonly reading: StatusReading;
  /** Set up by an earlier call to tell changes by itself. */
  readonly rings: boolean;
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
  #held: HeldConnection | null = null;
  #isRetired = false;

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
    const begun = await this.#begin(signal);
    if (!begun.ok) {
      const online = begun.error.code === 'printer-unreachable' ? 'no' : 'unknown';
      return { status: { ...unknownStatus, online }, problem: begun.error };
    }
    const { reading, rings } = begun.value;
    await this.#end(begun.value, reading.answers, rings);
    const isSilent = !reading.answers && this.#abilities.normallyAnswers;
    return { status: reading.status, problem: isSilent ? appError('printer-silent') : reading.problem };
  }

  /** Prints a slip. Never rejects for what a printer does. */
  async print(slip: Slip, options: PrintOptions): Promise<PrintOutcome> {
    const pieces = encodeSlip(slip, this.profile);
    const way = await this.#askWay(options.signal);
    if (way?.problem)
      return { outcome: 'notPrinted', reason: options.signal.aborted ? options.stopped() : way.problem };
    const begun = await this.#begin(options.signal);
    if (!begun.ok)
      return { outcome: 'notPrinted', reason: options.signal.aborted ? options.stopped() : begun.error };
    const outcome = await this.#printOver(begun.value, pieces, options);
    // The job began with ESC @, which also ends the telling.
    await this.#end(begun.value, outcome.outcome === 'printed', false);
    if (options.signal.aborted && outcome.outcome !== 'printed')
      return { ...outcome, reason: options.stopped() };
    return outcome;
  }

  /** Keeps nothing any more. Resolves when the last connection is gone: what the system still held has gone out. */
  async close(): Promise<void> {
    this.#isRetired = true;
    this.#letGo();
    await this.#closing;
  }

  async #printOver(
    { connection, conversation, reading }: BegunTalk,
    pieces: readonly Uint8Array[],
    options: PrintOptions,
  ): Promise<PrintOutcome> {
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

  /** Takes the connection that is kept, or a new one, and asks how the printer is. Errors: those of `open`. */
  async #begin(signal: AbortSignal): Promise<Result<BegunTalk, AppError>> {
    const held = this.#held;
    this.#held = null;
    if (held && !held.isGone) {
      const talk = await this.#talk(held.take(), held.rings, signal);
      if (talk.reading.answers || signal.aborted) return ok(talk);
      // It answered when it was kept. A line can be dead without anybody telling: a new one shows.
      this.#close(talk.connection, talk.conversation);
    }
    const opened = await this.#open(signal);
    return opened.ok ? ok(await this.#talk(opened.value, false, signal)) : opened;
  }

  async #talk(connection: PrinterConnection, rings: boolean, signal: AbortSignal): Promise<BegunTalk> {
    const conversation = new Conversation(connection, signal);
    const reading = await this.#readStatus(connection, conversation);
    return { connection, conversation, reading, rings };
  }

  /** Keeps the connection where that is wanted and the printer is one that answers; else closes it. */
  async #end(
    { connection, conversation, reading }: BegunTalk,
    isGood: boolean,
    rings: boolean,
  ): Promise<void> {
    const mayKeep = (): boolean =>
      this.#options.hold === true && isGood && reading.answers && !this.#isRetired && !conversation.isClosed;
    // A printer that is stopped does not take the request; it is looked at, and asked when it is well again.
    const isTold =
      rings || (mayKeep() && !reading.problem && (await this.#abilities.ring(conversation, this.#limits)));
    if (!mayKeep()) {
      this.#close(connection, conversation);
      return;
    }
    const hasNews = conversation.has('changed');
    conversation.end();
    this.#held = new HeldConnection(connection, isTold, () => this.#options.onNews?.());
    // It changed while it was asked: what was read may be old.
    if (hasNews) this.#options.onNews?.();
  }

  #letGo(): void {
    const held = this.#held;
    this.#held = null;
    if (held) this.#closing = held.take().close();
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

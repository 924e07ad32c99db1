import type { PrinterStatus } from '../../../shared/contract/printing.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Clock } from '../../clock.ts';
import { Abilities } from './abilities.ts';
import { Conversation } from './conversation.ts';
import { deadline } from './deadline.ts';
import { encodeSlip } from './encode/encode-slip.ts';
import { resynchronisation } from './encode/resynchronisation.ts';
import { automaticStatus, noAutomaticStatus } from './fence-commands.ts';
import { waitForPaper } from './fence.ts';
import { HeldConnection } from './held-connection.ts';
import { JobStream } from './job-stream.ts';
import { Leftover } from './leftover.ts';
import { defaultPrinterLimits, type PrinterLimits } from './printer-limits.ts';
import { readLabelStatus } from './label-status.ts';
import type { PrinterAdapter, PrinterConnection } from './port.ts';
import type { PrintOutcome } from './print-outcome.ts';
import type { PrinterProfile } from './profile.ts';
import type { Slip } from './slip.ts';
import { isStop, readStatus, unknownStatus, type StatusReading } from './status.ts';

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

/** How printing went, and what it leaves behind. */
interface PrintAttempt {
  readonly outcome: PrintOutcome;
  /** The printer tells its changes by itself over this connection. */
  readonly tells: boolean;
  /** Null when nothing was sent. */
  readonly stream: JobStream | null;
}

export interface PrintOptions {
  /** Called once nothing speaks against printing and before the first byte goes out; an error calls the print off. */
  beforeSending(): Promise<Result<null, AppError>>;
  readonly signal: AbortSignal;
  /** What to say when `signal` has aborted. */
  stopped(): AppError;
}

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
  #leftover: Leftover | null = null;
  #isRetired = false;
  /** A command of an earlier job may have broken off in the printer, which waits for its rest. */
  #mayWaitForBytes = false;

  constructor(options: PrinterDeviceOptions) {
    this.profile = options.profile;
    this.#options = options;
    this.#limits = options.limits ?? defaultPrinterLimits;
    this.#abilities = new Abilities(options.profile, options.clock, this.#limits.askAgainMs);
  }

  /** Asks the printer how it is. One that cannot or does not answer is `unknown` in all. */
  async check(signal: AbortSignal): Promise<PrinterCheck> {
    if (this.#leftover) return this.#leftover.check();
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
    const waiting = await this.#untilLeftoverIsOver(options);
    if (waiting) return waiting;
    const way = await this.#askWay(options.signal);
    if (way?.problem)
      return { outcome: 'notPrinted', reason: options.signal.aborted ? options.stopped() : way.problem };
    const begun = await this.#begin(options.signal);
    if (!begun.ok)
      return { outcome: 'notPrinted', reason: options.signal.aborted ? options.stopped() : begun.error };
    const { outcome, tells, stream } = await this.#printOver(begun.value, pieces, options);
    if (stream && outcome.outcome === 'unknown' && isStop(outcome.reason) && begun.value.reading.answers)
      this.#leave(begun.value, stream, outcome.reason, options.signal);
    else {
      stream?.stopListening();
      await this.#end(begun.value, outcome.outcome === 'printed', tells);
    }
    if (options.signal.aborted && outcome.outcome !== 'printed')
      return { ...outcome, reason: options.stopped() };
    return outcome;
  }

  /** Keeps nothing any more. Resolves when the last connection is gone: what the system still held has gone out. */
  async close(): Promise<void> {
    this.#isRetired = true;
    this.#letGo();
    this.#leftover?.giveUp();
    await this.#leftover?.over;
    await this.#closing;
  }

  /** An earlier program was broken off while it printed here: the printer may wait for the rest of a command. */
  expectBrokenCommand(): void {
    this.#mayWaitForBytes = true;
  }

  async #printOver(
    { connection, conversation, reading }: BegunTalk,
    pieces: readonly Uint8Array[],
    options: PrintOptions,
  ): Promise<PrintAttempt> {
    const unsent = (reason: AppError): PrintAttempt => ({
      outcome: { outcome: 'notPrinted', reason },
      tells: false,
      stream: null,
    });
    if (reading.problem) return unsent(reading.problem);
    if (this.#mayWaitForBytes && reading.answers)
      await conversation.send(resynchronisation(this.profile), this.#limits.stallMs);
    // What a printer can answer in the stream shows only while nothing stops it.
    if (reading.answers) await this.#abilities.probe(conversation, this.#limits);
    if (conversation.isClosed)
      return unsent(
        appError('printer-unreachable', { address: this.#options.address }, 'hung up before the job'),
      );
    if (options.signal.aborted) return unsent(options.stopped());
    const begun = await options.beforeSending();
    if (!begun.ok) return unsent(begun.error);
    const tells = reading.answers && this.#abilities.tellsItself;
    const stream = this.#send(
      connection,
      this.#asSent(pieces, tells, reading.answers),
      tells,
      options.signal,
    );
    const sent = await stream.sent();
    if (sent.type !== 'handedOver') {
      this.#mayWaitForBytes = true;
      return { outcome: { outcome: 'unknown', reason: sent.reason }, tells, stream };
    }
    const outcome = await waitForPaper({
      connection,
      conversation,
      abilities: this.#abilities,
      limits: this.#limits,
      clock: this.#options.clock,
      signal: options.signal,
      ask: (untilIdle) => this.#ask(conversation, untilIdle),
      stopped: () => stream.stop,
    });
    // Handed over is not yet arrived: what a line that breaks still held may be the end of a command.
    this.#mayWaitForBytes = outcome.outcome === 'unknown';
    return { outcome, tells, stream };
  }

  /** The pieces of a job with what this printer needs around them. */
  #asSent(pieces: readonly Uint8Array[], tells: boolean, answers: boolean): readonly Uint8Array[] {
    const [initialise, ...rest] = pieces;
    if (!initialise) return [];
    // To a printer that answers it went ahead of the questions.
    const before = this.#mayWaitForBytes && !answers ? [resynchronisation(this.profile)] : [];
    // ESC @ ends the telling; it is wanted while this job is sent.
    return tells ? [...before, initialise, automaticStatus, ...rest] : [...before, ...pieces];
  }

  #send(
    connection: PrinterConnection,
    pieces: readonly Uint8Array[],
    tells: boolean,
    signal: AbortSignal,
  ): JobStream {
    const { restMs, stallMs } = this.#limits;
    return new JobStream({ connection, pieces, stallMs, restMs, tells, signal });
  }

  /** Lets the rest of a job go on behind the scenes, and gives the next one the printer when that is over. */
  #leave(
    { connection, conversation }: BegunTalk,
    stream: JobStream,
    reason: AppError,
    signal: AbortSignal,
  ): void {
    const leftover = new Leftover({
      connection,
      conversation,
      stream,
      reason,
      ask: () => this.#ask(conversation, false),
      limits: this.#limits,
      signal,
      onNews: () => {
        if (leftover.isOver && this.#leftover === leftover) {
          this.#leftover = null;
          if (leftover.isWhole) this.#mayWaitForBytes = false;
        }
        this.#options.onNews?.();
      },
    });
    this.#leftover = leftover;
    if (this.#isRetired) leftover.giveUp();
  }

  /** Null when nothing of an earlier job is on its way any more; else why nothing can be printed yet. */
  async #untilLeftoverIsOver(options: PrintOptions): Promise<PrintOutcome | null> {
    const leftover = this.#leftover;
    if (!leftover) return null;
    const { problem } = leftover.check();
    if (problem) return { outcome: 'notPrinted', reason: problem };
    const limit = deadline(this.#limits.fenceMaxMs, options.signal);
    const isLate = new Promise<true>((resolve) =>
      limit.signal.addEventListener('abort', () => resolve(true), { once: true }),
    );
    const hasWaited = await Promise.race([leftover.over.then(() => false), isLate]);
    limit.end();
    if (!hasWaited) return null;
    const busy = appError('printer-silent', {}, 'the printer still takes the rest of the job before');
    return { outcome: 'notPrinted', reason: options.signal.aborted ? options.stopped() : busy };
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

  #ask(conversation: Conversation, untilIdle: boolean): Promise<StatusReading> {
    return this.profile.dialect === 'tspl'
      ? readLabelStatus(conversation, this.#limits, untilIdle ? this.#limits.fenceMaxMs : 0)
      : readStatus(conversation, this.#limits);
  }

  async #readStatus(connection: PrinterConnection, conversation: Conversation): Promise<StatusReading> {
    if (!connection.twoWay || !this.#abilities.mayAnswer)
      return { status: unknownStatus, problem: null, answers: false };
    const reading = await this.#ask(conversation, false);
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
    const form = this.profile.dialect === 'tspl' ? 'raw' : 'escPos';
    const conversation = new Conversation(connection, signal, form);
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
      rings ||
      (mayKeep() &&
        !reading.problem &&
        !this.#mayWaitForBytes &&
        (await this.#abilities.ring(conversation, this.#limits)));
    if (!mayKeep()) {
      // Whoever opens the line next did not ask for it.
      if (rings && !conversation.isClosed) await conversation.send(noAutomaticStatus, this.#limits.answerMs);
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

import type { AppError } from '../../../shared/errors.ts';
import type { Conversation } from './conversation.ts';
import { deadline } from './deadline.ts';
import type { JobStream } from './job-stream.ts';
import type { PrinterConnection } from './port.ts';
import type { PrinterLimits } from './printer-limits.ts';
import { unknownStatus, type StatusReading, type StatusReport } from './status.ts';

export interface LeftoverOptions {
  readonly connection: PrinterConnection;
  readonly conversation: Conversation;
  readonly stream: JobStream;
  /** Why the printer stopped. */
  readonly reason: AppError;
  readonly limits: PrinterLimits;
  readonly signal: AbortSignal;
  /** Asks the printer how it is, in its language. */
  readonly ask: () => Promise<StatusReading>;
  /** What the printer tells of itself has changed, or this is over. */
  readonly onNews: () => void;
}

/**
 * The rest of a job in the middle of which the printer stopped, for want of paper or with its cover open. The job itself has
 * ended: nobody knows what will be on the slip, and a person looks. But its bytes are not taken back: they go on as soon as
 * the printer takes them, so that it prints the slip to its end, as its maker means it to, and stands at the beginning of a
 * command for whatever comes next.
 */
export class Leftover {
  /** Resolves when the printer has taken all, or never will; the connection is closed then. */
  readonly over: Promise<void>;
  readonly #options: LeftoverOptions;
  readonly #stop = new AbortController();
  readonly #patience: NodeJS.Timeout;
  #check: StatusReport;
  #isOver = false;
  #isWhole = false;

  constructor(options: LeftoverOptions) {
    this.#options = options;
    this.#check = { status: { ...unknownStatus, online: 'no' }, problem: options.reason };
    this.#patience = setTimeout(() => this.giveUp(), options.limits.restMs);
    const abort = (): void => this.giveUp();
    if (options.signal.aborted) abort();
    options.signal.addEventListener('abort', abort, { once: true });
    this.over = this.#run().finally(() => options.signal.removeEventListener('abort', abort));
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Whether the printer got every byte of the job. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** What the printer told last. */
  check(): StatusReport {
    return this.#check;
  }

  giveUp(): void {
    this.#stop.abort();
    this.#options.stream.giveUp();
  }

  async #run(): Promise<void> {
    const { connection, conversation, limits, stream } = this.#options;
    stream.onTold = (report) => this.#note(report);
    const handedOver = await stream.finished;
    if (handedOver.ok) await this.#untilWell();
    if (handedOver.ok && !this.#stop.signal.aborted && !conversation.isClosed) {
      const limit = deadline(limits.restMs, this.#stop.signal);
      this.#isWhole = (await connection.finish(limit.signal)).ok;
      limit.end();
    }
    clearTimeout(this.#patience);
    stream.stopListening();
    conversation.end();
    await connection.close();
    this.#isOver = true;
    this.#options.onNews();
  }

  /** Looks until nothing is wrong any more; not while the printer tells that it stands, for then no question gets through. */
  async #untilWell(): Promise<void> {
    const { conversation, limits, stream } = this.#options;
    while (!conversation.isClosed && !this.#stop.signal.aborted) {
      if (stream.stop) {
        await conversation.next('changed', limits.watchMs);
        continue;
      }
      const reading = await this.#options.ask();
      if (reading.answers) this.#note(reading);
      if (reading.answers && !reading.problem) return;
      await conversation.next('changed', limits.watchMs);
    }
  }

  #note(told: StatusReport): void {
    if (this.#stop.signal.aborted) return;
    const hasChanged = JSON.stringify(told) !== JSON.stringify(this.#check);
    this.#check = { status: told.status, problem: told.problem };
    if (hasChanged) this.#options.onNews();
  }
}

import type { AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { AnswerReader } from './answers.ts';
import type { PrinterConnection } from './port.ts';
import { isStop, readAutomaticStatus, type StatusReport } from './status.ts';

/** The kernel and small printers take such slices well; each is waited for (unpaced pictures come out garbled: node-thermal-printer issues 99, 103). */
const sliceBytes = 4096;

export interface JobStreamOptions {
  readonly connection: PrinterConnection;
  /** Whole commands each, in order. */
  readonly pieces: readonly Uint8Array[];
  /** No byte taken for so long: the printer has stopped reading. */
  readonly stallMs: number;
  /** … but so long where it told that it has stopped for paper or cover. */
  readonly restMs: number;
  /** The printer tells its changes by itself. */
  readonly tells: boolean;
  readonly signal: AbortSignal;
}

/** How far the sending of a job came. */
export type Sent =
  | { readonly type: 'handedOver' }
  | { readonly type: 'failed'; readonly reason: AppError }
  /** The printer told by itself (GS a) that it has stopped; what is left goes on behind the scenes. */
  | { readonly type: 'stopped'; readonly reason: AppError };

/**
 * The bytes of a job on their way to the printer. A printer whose paper ends inside a job longer than its memory takes no
 * more bytes, and so no more questions: that it stopped, and why, it can only tell by itself.
 */
export class JobStream {
  /** Resolves when every byte is handed over, or none will be any more. */
  readonly finished: Promise<Result<null, AppError>>;
  readonly #options: JobStreamOptions;
  readonly #giveUp = new AbortController();
  #onStop: (reason: AppError) => void = () => undefined;
  readonly #stopped = new Promise<AppError>((resolve) => {
    this.#onStop = resolve;
  });
  #told: StatusReport | null = null;
  #hasFinished = false;
  #watchdog: NodeJS.Timeout | undefined;
  readonly #unsubscribe: () => void;
  /** Called when the printer tells by itself how it is. */
  onTold: (report: StatusReport) => void = () => undefined;

  constructor(options: JobStreamOptions) {
    this.#options = options;
    const reader = new AnswerReader((answer) => {
      if (answer.type === 'changed') this.#hear(readAutomaticStatus(answer.bytes));
    });
    this.#unsubscribe = options.tells
      ? options.connection.onData((bytes) => reader.push(bytes))
      : () => undefined;
    this.finished = this.#pump();
  }

  /** Why the printer has stopped, by its own word; null while it has told nothing of the kind. */
  get stop(): AppError | null {
    const problem = this.#told?.problem ?? null;
    return problem && isStop(problem) ? problem : null;
  }

  /** Resolves with whichever comes first: the end of the handing over, or the printer's word that it has stopped. */
  async sent(): Promise<Sent> {
    return Promise.race([
      this.#stopped.then((reason) => ({ type: 'stopped', reason }) as const),
      this.finished.then((result): Sent =>
        result.ok ? { type: 'handedOver' } : { type: 'failed', reason: result.error },
      ),
    ]);
  }

  /** Sends nothing more. */
  giveUp(): void {
    this.#giveUp.abort();
  }

  /** Hears nothing more: the connection is somebody else's from now on. */
  stopListening(): void {
    this.#unsubscribe();
  }

  async #pump(): Promise<Result<null, AppError>> {
    const { connection, pieces, signal } = this.#options;
    const abort = (): void => this.giveUp();
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    try {
      for (const piece of pieces) {
        for (let at = 0; at < piece.length; at += sliceBytes) {
          this.#watch();
          const written = await connection.write(piece.subarray(at, at + sliceBytes), this.#giveUp.signal);
          if (!written.ok) return err(written.error);
        }
      }
      return ok(null);
    } finally {
      clearTimeout(this.#watchdog);
      this.#hasFinished = true;
      signal.removeEventListener('abort', abort);
    }
  }

  #hear(report: StatusReport): void {
    this.#told = report;
    if (!this.#hasFinished) this.#watch();
    if (this.stop) this.#onStop(this.stop);
    this.onTold(report);
  }

  #watch(): void {
    clearTimeout(this.#watchdog);
    const ms = this.stop ? this.#options.restMs : this.#options.stallMs;
    this.#watchdog = setTimeout(() => this.giveUp(), ms);
  }
}

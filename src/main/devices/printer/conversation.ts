import { AnswerReader, type PrinterAnswer } from './answers.ts';
import { deadline } from './deadline.ts';
import type { PrinterConnection } from './port.ts';

type AnswerOf<Type extends PrinterAnswer['type']> = Extract<PrinterAnswer, { type: Type }>;

/** Questions and answers over one connection. Answers that nobody asked for are kept apart and can be thrown away. */
export class Conversation {
  readonly #connection: PrinterConnection;
  readonly #signal: AbortSignal;
  readonly #unsubscribe: readonly (() => void)[];
  #answers: PrinterAnswer[] = [];
  #wakers: (() => void)[] = [];
  #isClosed = false;

  /** `signal` ends every waiting. `form`: raw, where each byte is an answer. */
  constructor(connection: PrinterConnection, signal: AbortSignal, form: 'escPos' | 'raw' = 'escPos') {
    this.#connection = connection;
    this.#signal = signal;
    const take = (answer: PrinterAnswer): void => {
      this.#answers.push(answer);
      this.#wake();
    };
    const reader = new AnswerReader(take);
    this.#unsubscribe = [
      connection.onData((bytes) => {
        if (form === 'escPos') reader.push(bytes);
        else for (const byte of bytes) take({ type: 'raw', byte });
      }),
      connection.onClosed(() => {
        this.#isClosed = true;
        this.#wake();
      }),
    ];
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Whether the printer has said anything of that kind that nobody has taken yet. */
  has(type: PrinterAnswer['type']): boolean {
    return this.#answers.some((answer) => answer.type === type);
  }

  /** Throws away answers of that kind: late ones, and those to questions that stood in a picture by chance. */
  forget(type: PrinterAnswer['type']): void {
    this.#answers = this.#answers.filter((answer) => answer.type !== type);
  }

  /** Sends a question. False: it could not be handed over in `ms`. */
  async send(bytes: Uint8Array, ms: number): Promise<boolean> {
    const limit = deadline(ms, this.#signal);
    const sent = await this.#connection.write(bytes, limit.signal);
    limit.end();
    return sent.ok;
  }

  /** Takes the next answer of that kind that fits; null when none comes in `ms`, or none can come any more. */
  async next<Type extends PrinterAnswer['type']>(
    type: Type,
    ms: number,
    fits: (answer: AnswerOf<Type>) => boolean = () => true,
  ): Promise<AnswerOf<Type> | null> {
    const isWanted = (answer: PrinterAnswer): answer is AnswerOf<Type> =>
      answer.type === type && fits(answer as AnswerOf<Type>);
    const limit = deadline(ms, this.#signal);
    try {
      for (;;) {
        const found = this.#answers.find(isWanted);
        if (found) {
          this.#answers.splice(this.#answers.indexOf(found), 1);
          return found;
        }
        if (limit.signal.aborted || this.#isClosed) return null;
        await this.#change(limit.signal);
      }
    } finally {
      limit.end();
    }
  }

  /** Stops listening. The connection itself is closed by whoever opened it. */
  end(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#wake();
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        signal.removeEventListener('abort', done);
        resolve();
      };
      signal.addEventListener('abort', done, { once: true });
      this.#wakers.push(done);
    });
  }

  #wake(): void {
    const wakers = this.#wakers;
    this.#wakers = [];
    for (const waker of wakers) waker();
  }
}

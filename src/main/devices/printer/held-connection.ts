import { AnswerReader } from './answers.ts';
import type { PrinterConnection } from './port.ts';

/** A connection that is kept while nobody prints, listening for what the printer tells by itself. */
export class HeldConnection {
  readonly connection: PrinterConnection;
  /** Whether the printer was found to tell its changes over it. */
  readonly rings: boolean;
  readonly #unsubscribe: readonly (() => void)[];
  #isGone = false;

  /** `onNews`: something changed, or the connection is gone. */
  constructor(connection: PrinterConnection, rings: boolean, onNews: () => void) {
    this.connection = connection;
    this.rings = rings;
    const reader = new AnswerReader((answer) => {
      if (answer.type === 'changed') onNews();
    });
    this.#unsubscribe = [
      connection.onData((bytes) => reader.push(bytes)),
      connection.onClosed(() => {
        this.#isGone = true;
        onNews();
      }),
    ];
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** Hands the connection on: nothing is heard here any more. */
  take(): PrinterConnection {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    return this.connection;
  }
}

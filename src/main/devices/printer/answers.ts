/** Something that a printer said. */
export type PrinterAnswer =
  /** The one byte that answers DLE EOT n. It does not say which n. */
  | { readonly type: 'status'; readonly byte: number }
  /** The one byte that answers GS r. */
  | { readonly type: 'fence'; readonly byte: number }
  /** GS ( H function 48: everything before this id is printed. */
  | { readonly type: 'completion'; readonly id: string }
  /**
   * Four bytes of automatic status (GS a): something changed. What, differs between models in bytes 2 to 4, so it is asked by
   * DLE EOT where a question gets through; a stray one costs a question.
   */
  | { readonly type: 'changed'; readonly bytes: AutomaticStatus }
  /** A byte of a printer whose answers have no form by which they could be told apart (TSPL). */
  | { readonly type: 'raw'; readonly byte: number };

/** The four bytes of GS a. */
export type AutomaticStatus = readonly [number, number, number, number];

/** The longest answer of the form "header to NUL" that a manual has (GS I); more without NUL is noise. */
const longestBlock = 80;

/**
 * Reads what a printer sends, in pieces of any size, and passes over what it does not know. The kinds are told apart by
 * their fixed bits (Epson ESC/POS reference: DLE EOT, GS a, GS r, GS ( H):
 * - 0xx1xx10 answers DLE EOT;
 * - 0xx1xx00 begins an automatic status (ASB), three bytes 0xx0xxxx follow;
 * - 0xx0xxxx alone answers GS r;
 * - 37 … 00 is a block; 37 22 d1 d2 d3 d4 00 is a process id.
 */
export class AnswerReader {
  readonly #onAnswer: (answer: PrinterAnswer) => void;
  #block: number[] | null = null;
  #automatic: number[] = [];

  constructor(onAnswer: (answer: PrinterAnswer) => void) {
    this.#onAnswer = onAnswer;
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.#block) this.#inBlock(this.#block, byte);
      else this.#single(byte);
    }
  }

  #single(byte: number): void {
    if (byte === 0x37) {
      this.#block = [];
    } else if ((byte & 0x93) === 0x12) {
      this.#automatic = [];
      this.#onAnswer({ type: 'status', byte });
    } else if ((byte & 0x93) === 0x10) {
      this.#automatic = [byte];
    } else if ((byte & 0x90) !== 0) {
      this.#automatic = [];
    } else if (this.#automatic.length > 0) {
      this.#inAutomatic(byte);
    } else {
      this.#onAnswer({ type: 'fence', byte });
    }
  }

  #inAutomatic(byte: number): void {
    this.#automatic.push(byte);
    const [first = 0, second = 0, third = 0, fourth] = this.#automatic;
    if (fourth === undefined) return;
    this.#automatic = [];
    this.#onAnswer({ type: 'changed', bytes: [first, second, third, fourth] });
  }

  #inBlock(block: number[], byte: number): void {
    if (byte !== 0x00 && block.length < longestBlock) {
      block.push(byte);
      return;
    }
    this.#block = null;
    const [identifier, ...id] = block;
    if (byte === 0x00 && identifier === 0x22 && id.length === 4)
      this.#onAnswer({ type: 'completion', id: String.fromCharCode(...id) });
  }
}

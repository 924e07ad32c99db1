import type { PaperEvent } from './paper-event.ts';

/** Finds ESC ! ?, which a label printer answers the moment it arrives. Bytes may come in pieces of any size. */
export class LabelRealTimeCommands {
  readonly #onEvent: (event: PaperEvent) => void;
  #tail: readonly number[] = [];

  constructor(onEvent: (event: PaperEvent) => void) {
    this.#onEvent = onEvent;
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      const [first, second] = this.#tail.length === 2 ? this.#tail : [0, 0];
      if (first === 0x1b && second === 0x21 && byte === 0x3f)
        this.#onEvent({ type: 'statusWanted', kind: byte });
      this.#tail = [this.#tail.at(-1) ?? 0, byte];
    }
  }
}

/**
 * Finds the commands that a printer obeys the moment they arrive, before what waits in its buffer: DLE EOT 1–4, DLE ENQ,
 * DLE DC4. It finds them everywhere, also where the bytes happen to stand inside a picture, because real printers do so
 * (HPRT TP809 manual, p. 36). Bytes may come in pieces of any size.
 */
export class RealTimeCommands {
  readonly #onEvent: (event: PaperEvent) => void;
  #tail: readonly number[] = [];

  constructor(onEvent: (event: PaperEvent) => void) {
    this.#onEvent = onEvent;
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      const [dle, code] = this.#tail.length === 2 ? this.#tail : [0, 0];
      if (dle === 0x10 && code === 0x04 && byte >= 1 && byte <= 4) {
        this.#onEvent({ type: 'statusWanted', kind: byte });
      } else if (dle === 0x10 && code === 0x05 && (byte === 1 || byte === 2)) {
        this.#onEvent({ type: 'recover', kind: byte });
      } else if (dle === 0x10 && code === 0x14 && byte === 8) {
        this.#onEvent({ type: 'clearBuffers' });
      }
      this.#tail = [this.#tail.at(-1) ?? 0, byte];
    }
  }
}

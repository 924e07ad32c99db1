import { isBlack, blacken, blankRaster } from '../raster.ts';
import type { Raster } from '../slip.ts';
import type { PaperEvent } from './paper-event.ts';

const [LF, CR, ESC, comma] = [0x0a, 0x0d, 0x1b, 0x2c];
const bitmapHead = /^BITMAP (\d+),(\d+),(\d+),(\d+),([012]),$/;

interface Bitmap {
  readonly left: number;
  readonly top: number;
  readonly rowBytes: number;
  readonly rows: number;
  readonly mode: number;
}

/**
 * Reads the part of TSPL that prints pictures, as the manual of TSC has it: one command a line, but for the bytes that
 * follow a BITMAP. A label is drawn into a buffer of its size and comes out, cut off, with PRINT; what lies outside the
 * label is lost. Shares no code with the encoder, so that it can contradict it.
 */
export class LabelInterpreter {
  /** Every command executed, in words. */
  readonly commands: string[] = [];
  /** Bytes of lines that are no command known here. */
  unknown = 0;

  readonly #widthDots: number;
  readonly #dotsPerMm: number;
  readonly #onEvent: (event: PaperEvent) => void;
  #pending = new Uint8Array(0);
  #label: Raster;

  constructor(widthDots: number, dpi: number, onEvent: (event: PaperEvent) => void) {
    this.#widthDots = widthDots;
    this.#dotsPerMm = dpi / 25.4;
    this.#onEvent = onEvent;
    this.#label = blankRaster(widthDots, 0);
  }

  push(bytes: Uint8Array): void {
    const joined = new Uint8Array(this.#pending.length + bytes.length);
    joined.set(this.#pending);
    joined.set(bytes, this.#pending.length);
    let position = 0;
    for (;;) {
      const taken = this.#step(joined.subarray(position));
      if (taken === 0) break;
      position += taken;
    }
    this.#pending = joined.slice(position);
  }

  /** Bytes of a command that has not arrived whole. */
  get waitingBytes(): number {
    return this.#pending.length;
  }

  #step(bytes: Uint8Array): number {
    const first = bytes[0];
    if (first === CR || first === LF) return 1;
    // ESC ! and a letter: obeyed when it came in.
    if (first === ESC) return bytes.length < 3 ? 0 : 3;
    const bitmap = bitmapOf(bytes);
    if (bitmap) return this.#bitmap(bytes, bitmap);
    const end = bytes.indexOf(LF);
    if (end === -1) return 0;
    this.#line(Buffer.from(bytes.subarray(0, end)).toString('latin1').trimEnd(), end + 1);
    return end + 1;
  }

  #line(line: string, size: number): void {
    const [name = ''] = line.split(' ');
    const numbers = [...line.matchAll(/[\d.]+/g)].map(([digits]) => Number(digits));
    const [one = 0, two = 0] = numbers;
    switch (name) {
      case 'SIZE':
        this.#label = blankRaster(this.#widthDots, Math.round(two * this.#dotsPerMm));
        break;
      case 'CLS':
        this.#label.data.fill(0);
        break;
      case 'PRINT':
        for (let copy = 0; copy < one * Math.max(1, two); copy += 1) {
          this.#onEvent({
            type: 'picture',
            raster: { ...this.#label, data: this.#label.data.slice() },
            left: 0,
          });
          this.#onEvent({ type: 'cut', mode: 'full', toCutter: true });
        }
        break;
      case 'GAP':
      case 'DIRECTION':
      case 'REFERENCE':
      case 'SET':
        break;
      default:
        this.unknown += size;
        return;
    }
    this.commands.push(line);
  }

  #bitmap(bytes: Uint8Array, { head, ...bitmap }: Bitmap & { readonly head: number }): number {
    const size = head + bitmap.rowBytes * bitmap.rows;
    if (bytes.length < size) return 0;
    const { left, top, rowBytes, rows, mode } = bitmap;
    for (let y = 0; y < rows; y += 1) {
      for (let x = 0; x < rowBytes * 8; x += 1) {
        const isInk = ((bytes[head + y * rowBytes + (x >> 3)] ?? 0xff) & (0x80 >> (x & 7))) === 0;
        this.#draw(left + x, top + y, isInk, mode);
      }
    }
    this.commands.push(`BITMAP ${left},${top},${rowBytes},${rows},${mode}`);
    return size;
  }

  /** Modes: 0 takes the place of what was there, 1 is added to it, 2 is added and taken away where both are black. */
  #draw(x: number, y: number, isInk: boolean, mode: number): void {
    if (x >= this.#label.width || y >= this.#label.height) return;
    const wasInk = isBlack(this.#label, x, y);
    const becomesInk = mode === 0 ? isInk : mode === 1 ? isInk || wasInk : isInk !== wasInk;
    if (becomesInk) blacken(this.#label, x, y);
    else if (wasInk) {
      const at = y * this.#label.rowBytes + (x >> 3);
      this.#label.data[at] = (this.#label.data[at] ?? 0) & ~(0x80 >> (x & 7));
    }
  }
}

/** The head of a BITMAP, with its length in bytes; null for anything else, and while the fifth comma has not come. */
function bitmapOf(bytes: Uint8Array): (Bitmap & { readonly head: number }) | null {
  let head = 0;
  for (let commas = 0; commas < 5; commas += 1) {
    head = bytes.indexOf(comma, head) + 1;
    if (head === 0) return null;
  }
  const found = bitmapHead.exec(Buffer.from(bytes.subarray(0, Math.min(head, 60))).toString('latin1'));
  if (!found) return null;
  const [left = 0, top = 0, rowBytes = 0, rows = 0, mode = 0] = found.slice(1).map(Number);
  return { head, left, top, rowBytes, rows, mode };
}

import { blankRaster, rowsOf, stackRasters } from '../raster.ts';
import type { Raster } from '../slip.ts';
import type { PaperEvent } from './paper-event.ts';

const [NUL, EOT, FF, ESC, rowLetter] = [0x00, 0x04, 0x0c, 0x1b, 0x62];

/** What the modes of ESC FF NUL (and EOT) do behind the printing: the table of ESC * r E and F in the manual. */
const cuts: Readonly<
  Record<number, { readonly mode: 'full' | 'partial'; readonly toCutter: boolean } | null>
> = {
  0: { mode: 'partial', toCutter: true },
  1: null,
  2: null,
  3: null,
  8: { mode: 'full', toCutter: false },
  9: { mode: 'full', toCutter: true },
  12: { mode: 'partial', toCutter: false },
  13: { mode: 'partial', toCutter: true },
};

/**
 * Reads Star's raster mode, as the STAR Graphic Mode specification (rev. 2.32) has it: rows go into a buffer, which ESC FF
 * prints; a setting is ignored while the buffer holds rows, and ESC FF while it holds none. Shares no code with the encoder,
 * so that it can contradict it.
 */
export class StarInterpreter {
  /** Every command executed, in words; ignored ones say so. */
  readonly commands: string[] = [];
  /** Bytes that are no command known here, or none in this mode. */
  unknown = 0;

  readonly #widthDots: number;
  readonly #onEvent: (event: PaperEvent) => void;
  #pending = new Uint8Array(0);
  #isInRasterMode = false;
  #rows: Raster[] = [];
  #pageMode = 13;
  #endMode = 13;

  constructor(widthDots: number, onEvent: (event: PaperEvent) => void) {
    this.#widthDots = widthDots;
    this.#onEvent = onEvent;
  }

  push(bytes: Uint8Array): void {
    const joined = new Uint8Array(this.#pending.length + bytes.length);
    joined.set(this.#pending);
    joined.set(bytes, this.#pending.length);
    let position = 0;
    while (position < joined.length) {
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
    const [first, second, third] = bytes;
    if (first === NUL) return 1;
    if (first === rowLetter && this.#isInRasterMode) return this.#row(bytes);
    if (first !== ESC) {
      this.unknown += 1;
      return 1;
    }
    if (second === undefined || third === undefined) return 0;
    if (second === FF && (third === NUL || third === EOT)) {
      this.#execute(
        third === NUL ? this.#pageMode : this.#endMode,
        third === NUL ? 'ESC FF NUL' : 'ESC FF EOT',
      );
      return 3;
    }
    if (second === 0x2a && third === 0x72) return this.#rasterCommand(bytes);
    this.unknown += 1;
    return 1;
  }

  /** b nL nH data: one row. */
  #row(bytes: Uint8Array): number {
    const length = (bytes[1] ?? 0) + (bytes[2] ?? 0) * 256;
    if (bytes.length < 3 + length) return 0;
    const row = blankRaster(this.#widthDots, 1);
    row.data.set(bytes.subarray(3, 3 + Math.min(length, row.rowBytes)));
    this.#rows.push(row);
    this.commands.push(`b ${length}`);
    return 3 + length;
  }

  /** ESC * r and a letter, for most of them a decimal number and NUL. */
  #rasterCommand(bytes: Uint8Array): number {
    const [code] = bytes.subarray(3);
    if (code === undefined) return 0;
    const name = String.fromCharCode(code);
    if ('ABCR'.includes(name)) {
      this.#mode(name);
      return 4;
    }
    const end = bytes.indexOf(NUL, 4);
    if (end === -1) return bytes.length > 4 + 255 ? this.#noCommand() : 0;
    const digits = Buffer.from(bytes.subarray(4, end)).toString('latin1');
    if (!/^\d+$/.test(digits) || !'PEFQDYT'.includes(name)) return this.#noCommand();
    this.#set(name, Number(digits));
    return end + 1;
  }

  #noCommand(): number {
    this.unknown += 1;
    return 1;
  }

  #mode(name: string): void {
    if (name === 'B') this.#execute(this.#endMode, 'the end');
    if (name === 'R' || name === 'C' || (name === 'A' && !this.#isInRasterMode)) this.#rows = [];
    if (name === 'R' || (name === 'A' && !this.#isInRasterMode)) [this.#pageMode, this.#endMode] = [13, 13];
    if (name === 'A') this.#isInRasterMode = true;
    if (name === 'B') this.#isInRasterMode = false;
    this.commands.push(`ESC * r ${name}`);
  }

  #set(name: string, value: number): void {
    const words = `ESC * r ${name} ${value}`;
    if (!this.#isInRasterMode || (name !== 'Y' && this.#rows.length > 0)) {
      this.commands.push(`${words}, ignored`);
      return;
    }
    this.commands.push(words);
    if (name === 'Y' && value > 0) this.#rows.push(blankRaster(this.#widthDots, value));
    if (name === 'F') this.#pageMode = value;
    if (name === 'E') this.#endMode = value;
    if (name === 'D') this.#onEvent({ type: 'drawer', pin: value === 2 ? 5 : 2, onMs: 200, offMs: 200 });
  }

  #execute(mode: number, words: string): void {
    const all = stackRasters(this.#widthDots, this.#rows);
    this.#rows = [];
    if (all.height === 0) {
      if (words !== 'the end') this.commands.push(`${words}, ignored`);
      return;
    }
    this.commands.push(words);
    this.#onEvent({ type: 'picture', raster: rowsOf(all, 0, all.height), left: 0 });
    const cut = cuts[mode];
    if (cut) this.#onEvent({ type: 'cut', ...cut });
  }
}

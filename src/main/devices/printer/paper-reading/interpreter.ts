import type { Raster } from '../slip.ts';
import { beside, clipped, columnRows, rasterRows } from './graphics.ts';
import type { PaperEvent } from './paper-event.ts';

const [LF, FF, CR, DLE, ESC, FS, GS] = [0x0a, 0x0c, 0x0d, 0x10, 0x1b, 0x1c, 0x1d];
/** 1/6 inch, the spacing of lines after ESC @ and ESC 2, in dots of a 203 dpi head. */
const defaultLineSpacing = 30;

/** A command in the stream: how many bytes it has (undefined: more bytes are needed to tell) and what it does. */
interface Command {
  readonly size: (bytes: Uint8Array) => number | undefined;
  /** Returns how the command reads in a list of commands. */
  readonly run: (bytes: Uint8Array) => string;
}

function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}

function word(bytes: Uint8Array, index: number): number {
  return at(bytes, index) + at(bytes, index + 1) * 256;
}

/**
 * Reads ESC/POS as a printer does: by the manuals (Epson, HPRT, Ithaca, Samsung), not by our encoder, so that
 * it can contradict the encoder. Bytes may come in pieces of any size. Text is not printed: we send pictures only, so a
 * letter in the stream is an error of the sender and counts as unknown.
 *
 * It executes in order. Whoever plays a printer and must answer DLE EOT ahead of the buffered bytes watches the incoming
 * bytes with `RealTimeCommands` instead and passes over the `statusWanted` from here.
 */
export class PaperInterpreter {
  /** Every command executed, in words; for tests and for support. */
  readonly commands: string[] = [];
  /** Bytes that were no command known to the manuals we read. */
  unknown = 0;

  readonly #widthDots: number;
  readonly #onEvent: (event: PaperEvent) => void;
  readonly #commands: ReadonlyMap<number, Command>;
  #pending = new Uint8Array(0);
  #lineSpacing = defaultLineSpacing;
  #leftMargin = 0;
  #areaWidth: number;
  #align: 0 | 1 | 2 = 0;
  #line: Raster | null = null;
  #stored: Raster | null = null;

  /** `widthDots`: dots of the print head; what is sent beyond them is lost, as on paper. */
  constructor(widthDots: number, onEvent: (event: PaperEvent) => void) {
    this.#widthDots = widthDots;
    this.#areaWidth = widthDots;
    this.#onEvent = onEvent;
    this.#commands = this.#table();
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
    const first = at(bytes, 0);
    const isPrefix = first === DLE || first === ESC || first === FS || first === GS;
    if (isPrefix && bytes.length < 2) return 0;
    const command = this.#commands.get(isPrefix ? first * 256 + at(bytes, 1) : first);
    if (command === undefined) {
      this.unknown += 1;
      return 1;
    }
    const size = command.size(bytes);
    if (size === undefined || size > bytes.length) return 0;
    this.commands.push(command.run(bytes.subarray(0, size)));
    return size;
  }

  #printArea(): number {
    return Math.max(0, Math.min(this.#areaWidth, this.#widthDots - this.#leftMargin));
  }

  #print(raster: Raster): void {
    const area = this.#printArea();
    const visible = clipped(raster, area);
    const spare = area - visible.width;
    const shift = this.#align === 0 ? 0 : this.#align === 1 ? Math.floor(spare / 2) : spare;
    this.#onEvent({ type: 'picture', raster: visible, left: this.#leftMargin + shift });
  }

  #feed(dots: number): void {
    if (dots > 0) this.#onEvent({ type: 'feed', dots });
  }

  /** Prints what ESC * put into the line and moves the paper by `dots`, at least by the height of the line. */
  #endLine(dots: number): void {
    const line = this.#line;
    this.#line = null;
    if (line !== null) this.#print(line);
    this.#feed(dots - (line?.height ?? 0));
  }

  #reset(): void {
    this.#lineSpacing = defaultLineSpacing;
    this.#leftMargin = 0;
    this.#areaWidth = this.#widthDots;
    this.#align = 0;
    this.#line = null;
    this.#stored = null;
    this.#onEvent({ type: 'initialised' });
  }

  #table(): Map<number, Command> {
    const table = new Map<number, Command>();
    const fixed = (prefix: number, letter: number, size: number, run: Command['run']): void => {
      table.set(prefix * 256 + letter, { size: () => size, run });
    };
    const one = (byte: number, run: Command['run']): void => {
      table.set(byte, { size: () => 1, run });
    };
    const letter = (text: string): number => text.charCodeAt(0);

    one(LF, () => {
      this.#endLine(this.#lineSpacing);
      return 'LF';
    });
    one(CR, () => 'CR');
    one(FF, () => 'FF');
    one(0x00, () => 'NUL');

    fixed(ESC, letter('@'), 2, () => {
      this.#reset();
      return 'ESC @';
    });
    fixed(ESC, letter('2'), 2, () => {
      this.#lineSpacing = defaultLineSpacing;
      return 'ESC 2';
    });
    fixed(ESC, letter('3'), 3, (bytes) => {
      this.#lineSpacing = at(bytes, 2);
      return `ESC 3 ${at(bytes, 2)}`;
    });
    fixed(ESC, letter('J'), 3, (bytes) => {
      this.#endLine(at(bytes, 2));
      return `ESC J ${at(bytes, 2)}`;
    });
    fixed(ESC, letter('d'), 3, (bytes) => {
      this.#endLine(at(bytes, 2) * this.#lineSpacing);
      return `ESC d ${at(bytes, 2)}`;
    });
    fixed(ESC, letter('a'), 3, (bytes) => {
      const wanted = at(bytes, 2) % 48;
      if (wanted === 0 || wanted === 1 || wanted === 2) this.#align = wanted;
      return `ESC a ${wanted}`;
    });
    fixed(ESC, letter('p'), 5, (bytes) => {
      const pin = at(bytes, 2) % 48 === 0 ? 2 : 5;
      const [onMs, offMs] = [at(bytes, 3) * 2, at(bytes, 4) * 2];
      this.#onEvent({ type: 'drawer', pin, onMs, offMs });
      return `ESC p pin ${pin} on ${onMs} off ${offMs}`;
    });
    table.set(ESC * 256 + letter('*'), {
      size: (bytes) => (bytes.length < 5 ? undefined : 5 + word(bytes, 3) * (at(bytes, 2) >= 32 ? 3 : 1)),
      run: (bytes) => {
        const mode = at(bytes, 2);
        // Single density spreads the columns over two dots; the 8-dot modes spread the rows over three.
        const across = mode === 0 || mode === 32 ? 2 : 1;
        const part = columnRows(bytes.subarray(5), mode >= 32 ? 3 : 1, across, mode >= 32 ? 1 : 3);
        this.#line = this.#line === null ? part : beside(this.#line, part);
        return `ESC * ${mode} ${word(bytes, 3)}`;
      },
    });
    // Settings of sensors, buttons and text: they print nothing, but they are commands and no noise.
    fixed(ESC, letter('c'), 4, (bytes) => `ESC c ${String.fromCharCode(at(bytes, 2))} ${at(bytes, 3)}`);
    for (const name of ['!', 'E', 'G', 'M', 'R', 't', '-', ' ', '{']) {
      fixed(ESC, letter(name), 3, (bytes) => `ESC ${name} ${at(bytes, 2)}`);
    }
    for (const name of ['!', 'B', 'H', 'f', 'h', 'w']) {
      fixed(GS, letter(name), 3, (bytes) => `GS ${name} ${at(bytes, 2)}`);
    }
    fixed(FS, letter('.'), 2, () => 'FS .');
    fixed(FS, letter('&'), 2, () => 'FS &');

    fixed(GS, letter('L'), 4, (bytes) => {
      this.#leftMargin = word(bytes, 2);
      return `GS L ${word(bytes, 2)}`;
    });
    fixed(GS, letter('W'), 4, (bytes) => {
      this.#areaWidth = word(bytes, 2);
      return `GS W ${word(bytes, 2)}`;
    });
    fixed(GS, letter('a'), 3, (bytes) => {
      this.#onEvent({ type: 'automaticStatus', bits: at(bytes, 2) });
      return `GS a ${at(bytes, 2)}`;
    });
    fixed(GS, letter('r'), 3, (bytes) => {
      this.#onEvent({ type: 'fenceWanted', kind: at(bytes, 2) });
      return `GS r ${at(bytes, 2)}`;
    });
    fixed(GS, letter('I'), 3, (bytes) => {
      this.#onEvent({ type: 'identityWanted', kind: at(bytes, 2) });
      return `GS I ${at(bytes, 2)}`;
    });
    table.set(GS * 256 + letter('V'), {
      size: (bytes) => (bytes.length < 3 ? undefined : at(bytes, 2) === 65 || at(bytes, 2) === 66 ? 4 : 3),
      run: (bytes) => this.#cut(bytes),
    });
    table.set(GS * 256 + letter('v'), {
      size: (bytes) => (bytes.length < 8 ? undefined : 8 + word(bytes, 4) * word(bytes, 6)),
      run: (bytes) => {
        const [rowBytes, height, mode] = [word(bytes, 4), word(bytes, 6), at(bytes, 3) % 48];
        const size = { width: rowBytes * 8, height };
        this.#print(rasterRows(bytes.subarray(8), size, (mode & 1) + 1, ((mode >> 1) & 1) + 1));
        return `GS v 0 ${size.width}x${height}`;
      },
    });
    table.set(GS * 256 + letter('('), {
      size: (bytes) => (bytes.length < 5 ? undefined : 5 + word(bytes, 3)),
      run: (bytes) => this.#extended(String.fromCharCode(at(bytes, 2)), bytes, 5),
    });
    table.set(GS * 256 + letter('8'), {
      size: (bytes) => (bytes.length < 7 ? undefined : 7 + word(bytes, 3) + word(bytes, 5) * 65_536),
      run: (bytes) => this.#extended(String.fromCharCode(at(bytes, 2)), bytes, 7),
    });

    fixed(DLE, 0x04, 3, (bytes) => {
      this.#onEvent({ type: 'statusWanted', kind: at(bytes, 2) });
      return `DLE EOT ${at(bytes, 2)}`;
    });
    fixed(DLE, 0x05, 3, (bytes) => {
      this.#onEvent({ type: 'recover', kind: at(bytes, 2) });
      return `DLE ENQ ${at(bytes, 2)}`;
    });
    table.set(DLE * 256 + 0x14, {
      size: (bytes) => (bytes.length < 3 ? undefined : at(bytes, 2) === 8 ? 10 : 5),
      run: (bytes) => {
        if (at(bytes, 2) === 8) this.#onEvent({ type: 'clearBuffers' });
        return `DLE DC4 ${at(bytes, 2)}`;
      },
    });
    return table;
  }

  #cut(bytes: Uint8Array): string {
    const mode = at(bytes, 2);
    const known = [0, 48, 65, 1, 49, 66];
    if (!known.includes(mode)) {
      this.unknown += bytes.length;
      return `GS V ${mode}?`;
    }
    const toCutter = mode === 65 || mode === 66;
    const kind = mode === 0 || mode === 48 || mode === 65 ? 'full' : 'partial';
    if (toCutter) this.#feed(at(bytes, 3));
    this.#onEvent({ type: 'cut', mode: kind, toCutter });
    return toCutter ? `GS V ${mode} ${at(bytes, 3)}` : `GS V ${mode}`;
  }

  /** GS ( x and GS 8 x: a length, then a function. `body`: where the bytes counted by the length begin. */
  #extended(family: string, bytes: Uint8Array, body: number): string {
    const [m, fn] = [at(bytes, body), at(bytes, body + 1)];
    if (family === 'L' && m === 48 && fn === 112) return this.#storeGraphics(bytes, body);
    if (family === 'L' && m === 48 && (fn === 50 || fn === 2)) {
      if (this.#stored !== null) this.#print(this.#stored);
      this.#stored = null;
      return `GS ( L print`;
    }
    // Of GS ( H the function comes first: 48 asks for the id, 49 sets the answer when offline.
    if (family === 'H' && m === 48 && fn === 48) {
      this.#onEvent({ type: 'completionWanted', id: bytes.slice(body + 2, body + 6) });
      return 'GS ( H 48';
    }
    if (family === 'H' && m === 49) return `GS ( H 49 ${at(bytes, body + 2)}`;
    this.unknown += bytes.length;
    return `GS ( ${family} ${m} ${fn}?`;
  }

  #storeGraphics(bytes: Uint8Array, body: number): string {
    const [across, down] = [at(bytes, body + 3), at(bytes, body + 4)];
    const size = { width: word(bytes, body + 6), height: word(bytes, body + 8) };
    this.#stored = rasterRows(bytes.subarray(body + 10), size, across, down);
    return `GS ( L ${size.width}x${size.height}`;
  }
}

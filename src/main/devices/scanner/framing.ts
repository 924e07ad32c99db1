import { assertNever } from '../../../shared/assert-never.ts';
import type { GarbageKind, RawScan, SentEnd } from './port.ts';
import type { Timing } from './timing.ts';

/**
 * How a scanner marks the end of a scan.
 *
 * - `auto`: CR, LF, CR LF or STX … ETX, whichever comes, or silence
 * - `cr`, `lf`, `crlf`, `etx`: only that one; the other control characters are content
 * - `gap`: only silence
 */
export const frameEnds = ['auto', 'cr', 'lf', 'crlf', 'etx', 'gap'] as const;
export type FrameEnd = (typeof frameEnds)[number];

export interface FramingSettings {
  readonly end: FrameEnd;
  /**
   * Silence after which what was gathered is over; milliseconds. It is a scan where silence may end one (`auto`, `gap`),
   * and torn where an end was to come: the beginning of a code can be another code.
   */
  readonly gapMs: number;
  /** The longest scan; the largest QR code holds 2953 bytes. */
  readonly maxBytes: number;
}

export interface FrameListeners {
  /** A whole scan, without its end. The array belongs to the listener. */
  onFrame(bytes: Uint8Array, sent: NonNullable<RawScan['sent']>): void;
  /** More bytes than a scan can have came without an end, or a scan lost its end; they were thrown away. */
  onGarbage(bytes: number, why: GarbageKind): void;
}

const stx = 0x02;
const etx = 0x03;
const lf = 0x0a;
const cr = 0x0d;
const space = 0x20;

/** Room for every code that exists, with identifiers around it. */
export const defaultMaxBytes = 8192;
export const defaultGapMs = 30;
/** Where the end is known, silence only cleans up after a torn scan, so a radio hiccup must not cut one. */
export const knownEndGapMs = 250;

/**
 * Cuts a stream of bytes into scans, however the reads fall. A scan inside STX … ETX may hold line ends. Frames of
 * nothing but blanks (the LF of a CR LF) are no scans. What a scan left behind is wiped: nothing of one person's card
 * stays in memory for the next.
 */
export class Framer {
  readonly #gathered: Uint8Array;
  #length = 0;
  #dropped = 0;
  #inBrackets = false;
  #previous = -1;
  #firstByteAt = 0;
  #lastByteAt = 0;
  #cancelGap: (() => void) | null = null;
  readonly #settings: FramingSettings;
  readonly #listeners: FrameListeners;
  readonly #timing: Timing;

  constructor(settings: FramingSettings, listeners: FrameListeners, timing: Timing) {
    this.#settings = settings;
    this.#listeners = listeners;
    this.#timing = timing;
    this.#gathered = new Uint8Array(settings.maxBytes);
  }

  /** Takes the bytes of one read. */
  push(chunk: Uint8Array): void {
    this.#stopGap();
    this.#lastByteAt = this.#timing.monotonicMs();
    for (const byte of chunk) this.#take(byte);
    // A stray STX is forgotten too: the next scan may come without one, and would wait for an ETX.
    if (this.#length > 0 || this.#dropped > 0 || this.#inBrackets) this.#startGap(true);
  }

  /** Forgets what was gathered: the device went away in the middle of a scan. */
  reset(): void {
    this.#stopGap();
    this.#wipe();
  }

  #take(byte: number): void {
    const previous = this.#previous;
    this.#previous = byte;
    const { end } = this.#settings;
    if (byte === stx && (end === 'auto' || end === 'etx')) {
      // A new opening before the last one closed: its scan was torn. It must not run into this one.
      this.#finish('etx', this.#inBrackets);
      this.#inBrackets = true;
      return;
    }
    if (this.#ends(byte, previous)) {
      if (end === 'crlf' && this.#length > 0) this.#length -= 1;
      this.#finish(byte === cr ? 'cr' : byte === lf ? 'lf' : 'etx');
      return;
    }
    if (this.#dropped > 0) {
      this.#dropped += 1;
    } else if (this.#length === this.#settings.maxBytes) {
      this.#dropped = this.#length + 1;
      this.#gathered.fill(0);
      this.#length = 0;
    } else {
      if (this.#length === 0) this.#firstByteAt = this.#lastByteAt;
      this.#gathered[this.#length] = byte;
      this.#length += 1;
    }
  }

  #ends(byte: number, previous: number): boolean {
    const { end } = this.#settings;
    switch (end) {
      case 'auto':
        return byte === etx || (!this.#inBrackets && (byte === cr || byte === lf));
      case 'cr':
        return byte === cr;
      case 'lf':
        return byte === lf;
      case 'crlf':
        return byte === lf && previous === cr;
      case 'etx':
        return byte === etx;
      case 'gap':
        return false;
      default:
        return assertNever(end);
    }
  }

  /** Whether a scan that silence ends here lacks an end that was to come. */
  #lacksEnd(): boolean {
    const { end } = this.#settings;
    return this.#inBrackets || (end !== 'auto' && end !== 'gap');
  }

  #finish(end: SentEnd, isTorn = false): void {
    const dropped = this.#dropped;
    const tookMs = this.#lastByteAt - this.#firstByteAt;
    const bytes = this.#gathered.slice(0, this.#length);
    this.#wipe();
    if (dropped > 0) {
      this.#listeners.onGarbage(dropped, 'too-long');
      return;
    }
    if (!bytes.some((byte) => byte > space)) return;
    if (isTorn) this.#listeners.onGarbage(bytes.length, 'torn');
    else this.#listeners.onFrame(bytes, { end, tookMs });
  }

  #wipe(): void {
    this.#gathered.fill(0, 0, this.#length);
    this.#length = 0;
    this.#dropped = 0;
    this.#inBrackets = false;
    this.#previous = -1;
  }

  /**
   * A timer that comes much too late says that this machine was busy, not that the scanner was silent: the rest of the
   * scan may lie in the system's buffer. It then gets one more chance to be read.
   */
  #startGap(mayWaitAgain: boolean): void {
    const { gapMs } = this.#settings;
    this.#cancelGap = this.#timing.after(gapMs, () => {
      this.#cancelGap = null;
      const silence = this.#timing.monotonicMs() - this.#lastByteAt;
      if (mayWaitAgain && silence > gapMs * 1.5) this.#startGap(false);
      else this.#finish('silence', this.#lacksEnd());
    });
  }

  #stopGap(): void {
    this.#cancelGap?.();
    this.#cancelGap = null;
  }
}

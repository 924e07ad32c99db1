import { defaultMaxBytes } from './framing.ts';
import type { ScannerListeners } from './port.ts';
import type { Timing } from './timing.ts';

/** The report in which scanners in HID POS mode tell what they read. */
const scanReportId = 2;
const closingBracket = 0x5d;
const mostData = 56;
const continuedAt = 63;

/** Between two reports of one scan lie single milliseconds; after this the rest will not come any more. */
const reportGapMs = 250;

/**
 * - `identified`: AIM identifier in bytes 2 to 4, data from byte 5 (Hand Held/Honeywell, Access-IS)
 * - `plain`: data from byte 2 and no identifier (Newland, IDTech, Quio)
 *
 * Both: report id 2, the number of data bytes in byte 1 (at most 56), and bit 0 of byte 63 set when more follows.
 */
type Layout = 'identified' | 'plain';

/**
 * Joins the reports of a scanner in HID POS mode into scans. The AIM identifier goes before the data, as a scanner on a
 * cable sends it, so that the resolver sees the same bytes whatever the cable. A scan whose rest does not come is torn: it
 * is thrown away and told as such, never taken for a shorter code.
 */
export class ReportJoiner {
  #pieces: Uint8Array[] = [];
  #length = 0;
  #layout: Layout | null = null;
  #cancelGap: (() => void) | null = null;
  readonly #listeners: Pick<ScannerListeners, 'onScan' | 'onGarbage'>;
  readonly #timing: Timing;

  constructor(listeners: Pick<ScannerListeners, 'onScan' | 'onGarbage'>, timing: Timing) {
    this.#listeners = listeners;
    this.#timing = timing;
  }

  /** Takes one input report, its id first. Reports of another kind (status, battery, trigger) are left alone. */
  push(report: Uint8Array): void {
    if (report[0] !== scanReportId || report.length <= continuedAt) return;
    this.#stopGap();
    const length = report[1] ?? 0;
    if (length > mostData) {
      this.#drop('torn', length);
      return;
    }
    if (this.#layout === 'identified' && !hasIdentifier(report)) this.#drop('torn');
    const isFirst = this.#layout === null;
    this.#layout ??= layoutOf(report, length);
    const from = this.#layout === 'identified' ? 5 : 2;
    if (isFirst && this.#layout === 'identified') this.#add(report.slice(2, 5));
    this.#add(report.slice(from, from + length));
    if (isContinued(report)) this.#cancelGap = this.#timing.after(reportGapMs, () => this.#drop('torn'));
    else this.#finish();
  }

  /** Forgets what was gathered: the device went away in the middle of a scan. */
  reset(): void {
    this.#stopGap();
    this.#wipe();
  }

  #add(piece: Uint8Array): void {
    this.#length += piece.length;
    if (this.#length <= defaultMaxBytes) this.#pieces.push(piece);
  }

  #finish(): void {
    if (this.#length > defaultMaxBytes) {
      this.#drop('too-long');
      return;
    }
    const bytes = new Uint8Array(this.#length);
    let at = 0;
    for (const piece of this.#pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    const isEmpty = this.#length <= (this.#layout === 'identified' ? 3 : 0);
    this.#wipe();
    if (!isEmpty) this.#listeners.onScan({ bytes });
  }

  #drop(why: 'torn' | 'too-long', more = 0): void {
    this.#cancelGap = null;
    const bytes = this.#length + more;
    this.#wipe();
    this.#listeners.onGarbage(bytes, why);
  }

  /** Nothing of one person's card stays in memory for the next. */
  #wipe(): void {
    for (const piece of this.#pieces) piece.fill(0);
    this.#pieces = [];
    this.#length = 0;
    this.#layout = null;
  }

  #stopGap(): void {
    this.#cancelGap?.();
    this.#cancelGap = null;
  }
}

function isContinued(report: Uint8Array): boolean {
  return ((report[continuedAt] ?? 0) & 1) === 1;
}

function hasIdentifier(report: Uint8Array): boolean {
  const [first, code = 0, modifier = 0] = report.subarray(2, 5);
  return first === closingBracket && isLetter(code) && (isLetter(modifier) || isDigit(modifier));
}

/**
 * A plain report whose data begin with an AIM identifier (the scanner was told to send one) looks like an identified one
 * but for its end: counted from byte 5, its last three bytes would be the filling of zeros.
 */
function layoutOf(report: Uint8Array, length: number): Layout {
  if (!hasIdentifier(report)) return 'plain';
  const isFilling = length >= 3 && report.subarray(2 + length, 5 + length).every((byte) => byte === 0);
  return isFilling ? 'plain' : 'identified';
}

function isLetter(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

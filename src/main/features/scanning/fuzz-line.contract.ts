import { Framer, type FrameEnd } from '../../devices/scanner/framing.ts';
import { ReportJoiner } from '../../devices/scanner/hid-reports.ts';
import type { ScannerListeners } from '../../devices/scanner/port.ts';
import type { Timing } from '../../devices/scanner/timing.ts';
import type { Dice } from './fuzz-codes.contract.ts';

/** Time that passes when the run says so. */
export class HeldTime implements Timing {
  #now = 0;
  #due: { readonly at: number; readonly callback: () => void }[] = [];
  monotonicMs(): number {
    return this.#now;
  }
  after(milliseconds: number, callback: () => void): () => void {
    const entry = { at: this.#now + milliseconds, callback };
    this.#due.push(entry);
    return () => {
      this.#due = this.#due.filter((other) => other !== entry);
    };
  }
  /** In small steps: a clock that jumps would look like a machine that was busy, not like a scanner that is silent. */
  pass(milliseconds: number): void {
    for (let left = milliseconds; left > 0; left -= 10) {
      this.#now += Math.min(left, 10);
      const due = this.#due.filter(({ at }) => at <= this.#now);
      this.#due = this.#due.filter(({ at }) => at > this.#now);
      for (const { callback } of due) callback();
    }
  }
}

/** A scanner as bytes go in and meanings come out, through the product's own code. */
export interface Line {
  /** The bytes of a whole scan, with its end. */
  whole(content: Uint8Array): void;
  /** The beginning of a scan, whose end never comes. */
  torn(content: Uint8Array): void;
  silence(): void;
  /** Whether a silence may end a scan: then the beginning of a code is told as a code. */
  readonly silenceEnds: boolean;
}

const ends: Readonly<Record<FrameEnd, readonly [before: string, after: string]>> = {
  auto: ['', '\r'],
  cr: ['', '\r'],
  lf: ['', '\n'],
  crlf: ['', '\r\n'],
  etx: ['\x02', '\x03'],
  gap: ['', ''],
};

export function serialLine(end: FrameEnd, listeners: ScannerListeners, time: HeldTime, dice: Dice): Line {
  const framer = new Framer(
    { end, gapMs: 30, maxBytes: 8192 },
    {
      onFrame: (bytes) => listeners.onScan({ bytes }),
      onGarbage: (bytes, why) => listeners.onGarbage(bytes, why),
    },
    time,
  );
  const [before, after] = ends[end];
  function push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const size = 1 + dice.roll(bytes.length > 4000 ? 4000 : 70);
      framer.push(bytes.subarray(at, at + size));
      at += size;
      if (dice.roll(4) === 0) time.pass(dice.roll(20));
    }
  }
  return {
    whole: (content) => {
      push(Buffer.concat([Buffer.from(before), content, Buffer.from(after)]));
      if (end === 'gap') time.pass(100);
    },
    torn: (content) => push(Buffer.concat([Buffer.from(before), content])),
    silence: () => time.pass(300),
    silenceEnds: end === 'auto' || end === 'gap',
  };
}

export function hidLine(listeners: ScannerListeners, time: HeldTime, dice: Dice): Line {
  const joiner = new ReportJoiner(listeners, time);
  const isIdentified = dice.roll(2) === 0;
  function push(content: Uint8Array, isWhole: boolean): void {
    const count = Math.max(1, Math.ceil(content.length / 56));
    for (let index = 0; index < count; index += 1) {
      const data = content.subarray(index * 56, (index + 1) * 56);
      const report = new Uint8Array(64);
      report.set([2, data.length, ...(isIdentified ? Buffer.from(']Q1') : []), ...data]);
      report[63] = isWhole && index === count - 1 ? 0 : 1;
      joiner.push(report);
    }
  }
  return {
    whole: (content) => push(content, true),
    torn: (content) => push(content, false),
    silence: () => time.pass(300),
    silenceEnds: false,
  };
}

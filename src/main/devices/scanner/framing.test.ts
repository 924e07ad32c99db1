import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Framer, type FrameEnd } from './framing.ts';
import type { Timing } from './timing.ts';

/** Time that passes when the test says so. `wake` moves the clock without running what is due: a machine that was busy. */
class HeldTime implements Timing {
  #now = 0;
  #due: { at: number; callback: () => void }[] = [];

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
  pass(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const next = this.#due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#due = this.#due.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
    }
    this.#now = end;
  }
  /** The clock jumps; only then what is overdue runs, late. */
  oversleep(milliseconds: number): void {
    this.#now += milliseconds;
    const overdue = this.#due.filter(({ at }) => at <= this.#now);
    this.#due = this.#due.filter(({ at }) => at > this.#now);
    for (const { callback } of overdue) callback();
  }
}

function framer(end: FrameEnd = 'auto', maxBytes = 64, gapMs = 30) {
  const time = new HeldTime();
  const frames: string[] = [];
  const garbage: number[] = [];
  const reasons: string[] = [];
  const made = new Framer(
    { end, gapMs, maxBytes },
    {
      onFrame: (bytes) => frames.push(Buffer.from(bytes).toString('utf8')),
      onGarbage: (bytes, why) => {
        garbage.push(bytes);
        reasons.push(why);
      },
    },
    time,
  );
  return {
    frames,
    garbage,
    reasons,
    time,
    push: (text: string) => made.push(Buffer.from(text)),
    framer: made,
  };
}

describe('framing', () => {
  it.each<[FrameEnd, string, string[]]>([
    ['auto', 'A\rB\nC\r\nD\x03\x02E\x03\r\n', ['A', 'B', 'C', 'D', 'E']],
    ['auto', '\x02hai\r\ndòng\x03tiếp\r', ['hai\r\ndòng', 'tiếp']],
    ['auto', '\x02rách\x02nguyên\x03', ['nguyên']],
    ['auto', 'không đóng\x02nguyên\x03', ['không đóng', 'nguyên']],
    ['cr', 'A\nB\x03C\rD\r\n', ['A\nB\x03C', 'D']],
    ['lf', 'A\rB\nC\n', ['A\rB', 'C']],
    ['crlf', 'A\rB\nC\r\nD\r\r\n\r\n', ['A\rB\nC', 'D\r']],
    ['etx', '\x02A\r\nB\x03C\x03', ['A\r\nB', 'C']],
    ['auto', '\r\n\r\n \t\r', []],
    ['auto', ']C1GS\x1dở giữa\r', [']C1GS\x1dở giữa']],
  ])('with %s cuts %j', (end, stream, expected) => {
    const { frames, push } = framer(end);
    push(stream);
    expect(frames).toEqual(expected);
  });

  it('gives the same scans however the stream is split into reads', () => {
    const content = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .map((text) => text.replace(/[\p{Cc}\s]/gu, ''))
      .filter((text) => text !== '' && Buffer.byteLength(text) <= 400);
    const ends = fc.constantFrom('\r', '\n', '\r\n', '\x03');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(content, ends), { minLength: 1, maxLength: 12 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
        (scans, sizes) => {
          const stream = Buffer.from(scans.map(([text, end]) => text + end).join(''));
          const cut = framer('auto', 400);
          for (let at = 0; at < stream.length;) {
            const size = Number(sizes.next().value);
            cut.framer.push(stream.subarray(at, at + size));
            at += size;
          }
          expect(cut.frames).toEqual(scans.map(([text]) => text));
          expect(cut.garbage).toEqual([]);
        },
      ),
    );
  });

  it('takes any bytes without harm, and nothing of them reaches the scan after a silence', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<FrameEnd>('auto', 'cr', 'lf', 'crlf', 'etx', 'gap'),
        fc.array(fc.uint8Array({ maxLength: 120 }), { maxLength: 10 }),
        (end, noise) => {
          const cut = framer(end);
          for (const chunk of noise) cut.framer.push(chunk);
          cut.time.pass(100);
          const before = cut.frames.length;
          const endOf = { auto: '\r', cr: '\r', lf: '\n', crlf: '\r\n', etx: '\x03', gap: '' };
          cut.push(`080090000001${endOf[end]}`);
          cut.time.pass(100);
          expect(cut.frames.slice(before)).toEqual(['080090000001']);
          expect(cut.frames.every((frame) => Buffer.byteLength(frame) <= 64 * 3)).toBe(true);
        },
      ),
    );
  });

  it('ends a scan without an end by silence, not before it', () => {
    const { frames, push, time } = framer();
    push('A-0');
    time.pass(29);
    push('25');
    time.pass(29);
    expect(frames).toEqual([]);
    time.pass(1);
    expect(frames).toEqual(['A-025']);
  });

  it.each<[FrameEnd, string]>([
    ['cr', 'H39.30-260302-1000'],
    ['lf', 'H39.30-260302-1000'],
    ['crlf', 'H39.30-260302-1000\r'],
    ['etx', '\x02H39.30-260302-1000'],
    ['auto', '\x02H39.30-260302-1000'],
  ])('with %s never takes the beginning of a scan for a scan: %j', (end, torn) => {
    const { frames, garbage, reasons, push, time } = framer(end);
    push(torn);
    time.pass(100);
    expect(frames).toEqual([]);
    expect(garbage).toHaveLength(1);
    expect(reasons).toEqual(['torn']);
  });

  it('takes the line feed behind a carriage return for nothing, not for a torn scan', () => {
    const { frames, garbage, push, time } = framer('cr');
    push('A-025\r\n');
    time.pass(100);
    expect(frames).toEqual(['A-025']);
    expect(garbage).toEqual([]);
  });

  it('forgets a stray STX', () => {
    const { frames, garbage, push, time } = framer('auto');
    push('\x02');
    time.pass(100);
    push('A-025\r');
    expect(frames).toEqual(['A-025']);
    expect(garbage).toEqual([]);
  });

  it('does not cut a scan because this machine was busy', () => {
    const { frames, push, time } = framer();
    push('080090000001||Nguyễn');
    time.oversleep(400);
    push(' Văn A\r');
    expect(frames).toEqual(['080090000001||Nguyễn Văn A']);
    push('A-025');
    time.oversleep(400);
    time.pass(30);
    expect(frames.at(-1)).toBe('A-025');
  });

  it('drops what is too long up to the next end, says how much, and keeps no more of it than a scan', () => {
    const { frames, garbage, push } = framer('auto', 64);
    for (let round = 0; round < 1000; round += 1) push('x'.repeat(100));
    push('\rA-025\r');
    expect(garbage).toEqual([100_000]);
    expect(frames).toEqual(['A-025']);
    push(`${'y'.repeat(64)}\r`);
    expect(frames.at(-1)).toBe('y'.repeat(64));
  });

  it('reports what is too long after a silence when no end comes', () => {
    const { frames, garbage, push, time } = framer('auto', 64);
    push('x'.repeat(65));
    time.pass(30);
    expect(garbage).toEqual([65]);
    expect(frames).toEqual([]);
  });

  it('forgets half a scan on reset', () => {
    const { frames, push, time, framer: made } = framer();
    push('\x02nửa');
    made.reset();
    time.pass(100);
    push('A\rB\r');
    expect(frames).toEqual(['A', 'B']);
  });
});

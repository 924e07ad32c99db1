import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReportJoiner } from './hid-reports.ts';
import type { Timing } from './timing.ts';

/** Silence that falls when the test says so. */
class HeldSilence implements Timing {
  #due: (() => void) | null = null;
  monotonicMs(): number {
    return 0;
  }
  after(_milliseconds: number, callback: () => void): () => void {
    this.#due = callback;
    return () => {
      this.#due = null;
    };
  }
  fall(): void {
    const due = this.#due;
    this.#due = null;
    due?.();
  }
}

function joiner() {
  const scans: string[] = [];
  const garbage: string[] = [];
  const silence = new HeldSilence();
  const made = new ReportJoiner(
    {
      onScan: ({ bytes }) => scans.push(Buffer.from(bytes).toString('utf8')),
      onGarbage: (_bytes, why) => garbage.push(why),
    },
    silence,
  );
  return { scans, garbage, silence, made };
}

/** A report of the manuals' form: the identifier if there is one, the data, then the bytes from 61 on. */
function report(length: number, identifier: string, data: string, tail: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set([2, length, ...Buffer.from(identifier + data, 'utf8')]);
  bytes.set(tail, 61);
  return bytes;
}

describe('recorded reports', () => {
  it('of a Honeywell scanner, 289 bytes in six reports, then one of another kind of answer', () => {
    // Its answer to a question about its version, as published by who recorded it.
    const recorded = [
      'Product Name: Voyager 1602g\r\nBoot Revision: : 8992\r\nSoft',
      'ware Part Number: CW000082BBA\r\nSoftware Revision: $Proje',
      'ctRevision: 16345 \r\nSerial Number: 15232B1F0C\r\nSupported',
      ' IF: Bluetooth\r\nPCB Assembly ID: 000000\r\nEngine Firmware',
      ' Type: N/A   Revision: N/A   Serial Number: N/A   Checks',
    ];
    const { scans, garbage, made } = joiner();
    for (const piece of recorded) made.push(report(56, ']X0', piece, [63, 0, 1]));
    made.push(report(9, ']X0', 'um: N/A\r\n', [63, 0, 0]));
    made.push(report(8, ']Z6', 'REVINF\u0006.', [54, 0, 0]));
    expect(scans).toEqual([`]X0${recorded.join('')}um: N/A\r\n`, ']Z6REVINF\u0006.']);
    expect(garbage).toEqual([]);
  });

  it('of an Access-IS scanner: the example of its manual, 60 bytes in two reports', () => {
    const first = 'M1GATHERGOOD/MICHAEL YABCDEF LHRDURAK 3542 052Y003D23   ';
    const { scans, made } = joiner();
    made.push(report(56, ']Q0', first, [0x73, 0, 1]));
    expect(scans).toEqual([]);
    made.push(report(4, ']Q0', ' 100', [0x73, 0, 0]));
    expect(scans).toEqual([`]Q0${first} 100`]);
  });

  it('of the plain layout, with the vendor symbology in byte 62', () => {
    const { scans, made } = joiner();
    made.push(report(18, '', 'H39.30-260302-0001', [0, 0x73, 0]));
    expect(scans).toEqual(['H39.30-260302-0001']);
  });
});

describe('joining', () => {
  const tail = (more: boolean) => [0, 0, more ? 1 : 0];

  it('gives any content back in both layouts, whatever it looks like', () => {
    const content = fc
      .oneof(fc.string({ minLength: 1, maxLength: 300, unit: 'binary' }), fc.constant(`]Q1${'x'.repeat(56)}`))
      .filter((text) => !text.includes('\0'));
    fc.assert(
      fc.property(content, fc.boolean(), (text, identified) => {
        const bytes = Buffer.from(text, 'utf8');
        const { scans, garbage, made } = joiner();
        for (let at = 0; at < bytes.length; at += 56) {
          const data = bytes.subarray(at, at + 56);
          const out = new Uint8Array(64);
          out.set([2, data.length, ...(identified ? Buffer.from(']Q1') : []), ...data]);
          out.set(tail(at + 56 < bytes.length), 61);
          made.push(out);
        }
        expect(scans).toEqual([(identified ? ']Q1' : '') + bytes.toString('utf8')]);
        expect(garbage).toEqual([]);
      }),
    );
  });

  it('throws away a scan whose rest does not come, and the next is whole', () => {
    const { scans, garbage, silence, made } = joiner();
    made.push(report(56, ']C0', 'H39.30-260302-1000'.padEnd(56, '0'), tail(true)));
    silence.fall();
    expect(garbage).toEqual(['torn']);
    made.push(report(5, ']C0', 'A-025', tail(false)));
    expect(scans).toEqual([']C0A-025']);
  });

  it('never joins the beginning of a scan from before an unplug to one after it', () => {
    const { scans, garbage, silence, made } = joiner();
    made.push(report(56, '', 'x'.repeat(56), tail(true)));
    made.reset();
    silence.fall();
    made.push(report(5, '', 'A-025', tail(false)));
    expect(scans).toEqual(['A-025']);
    expect(garbage).toEqual([]);
  });

  it('leaves other reports, empty scans and impossible lengths alone', () => {
    const { scans, garbage, made } = joiner();
    made.push(Uint8Array.of(3, 1, 2));
    made.push(Uint8Array.of(2, 1, 0x41));
    made.push(new Uint8Array(0));
    made.push(report(0, ']Q1', '', tail(false)));
    expect(scans).toEqual([]);
    expect(garbage).toEqual([]);
    made.push(report(200, ']Q1', 'abc', tail(false)));
    expect(scans).toEqual([]);
    expect(garbage).toEqual(['torn']);
  });

  it('takes any reports without harm, and nothing of them reaches the scan after a silence', () => {
    const noise = fc.array(
      fc.tuple(fc.boolean(), fc.uint8Array({ minLength: 0, maxLength: 70 })).map(([looksRight, bytes]) => {
        if (!looksRight) return bytes;
        const whole = new Uint8Array(64);
        whole.set(bytes.subarray(0, 64));
        whole[0] = 2;
        return whole;
      }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(noise, (reports) => {
        const { scans, silence, made } = joiner();
        for (const one of reports) made.push(one);
        silence.fall();
        const before = scans.length;
        made.push(report(12, ']Q1', '080090000001', tail(false)));
        expect(scans.slice(before)).toEqual([']Q1080090000001']);
      }),
    );
  });
});

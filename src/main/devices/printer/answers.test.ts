import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerReader, type PrinterAnswer } from './answers.ts';

function read(...pieces: readonly (readonly number[])[]): PrinterAnswer[] {
  const answers: PrinterAnswer[] = [];
  const reader = new AnswerReader((answer) => answers.push(answer));
  for (const piece of pieces) reader.push(Uint8Array.from(piece));
  return answers;
}

const completion = [0x37, 0x22, 0x41, 0x42, 0x31, 0x32, 0x00];

describe('AnswerReader', () => {
  it('tells the kinds of answers apart', () => {
    expect(read([0x16, 0x00, ...completion, 0x0c, 0x72])).toEqual([
      { type: 'status', byte: 0x16 },
      { type: 'fence', byte: 0x00 },
      { type: 'completion', id: 'AB12' },
      { type: 'fence', byte: 0x0c },
      { type: 'status', byte: 0x72 },
    ]);
  });

  it('tells automatic status, and passes over flow control and noise', () => {
    expect(read([0x14, 0x00, 0x00, 0x0f, 0x11, 0x13, 0xff, 0x12])).toEqual([
      { type: 'changed', bytes: [0x14, 0x00, 0x00, 0x0f] },
      { type: 'status', byte: 0x12 },
    ]);
  });

  it('does not take the rest of a broken automatic status for the fence, nor miss what follows it', () => {
    expect(read([0x14, 0x00, 0x12, 0x00])).toEqual([
      { type: 'status', byte: 0x12 },
      { type: 'fence', byte: 0x00 },
    ]);
  });

  it('passes over other blocks, and over one that never ends', () => {
    expect(read([0x37, 0x25, 0x00, 0x12])).toEqual([{ type: 'status', byte: 0x12 }]);
    expect(read([0x37, ...Array<number>(81).fill(0x41), 0x12])).toEqual([{ type: 'status', byte: 0x12 }]);
  });

  it('reads the same however the bytes are cut into pieces', () => {
    const byte = fc.oneof(fc.constantFrom(0x12, 0x14, 0x00, 0x37, 0x22), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(
        fc.array(byte, { maxLength: 60 }),
        fc.array(fc.nat(60), { maxLength: 8 }),
        (bytes, cuts) => {
          const at = [0, ...cuts, bytes.length].sort((a, b) => a - b);
          const pieces = at.slice(1).map((to, index) => bytes.slice(at[index], to));
          expect(read(...pieces)).toEqual(read(bytes));
        },
      ),
    );
  });
});

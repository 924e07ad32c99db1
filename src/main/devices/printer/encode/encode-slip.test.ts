import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RealTimeCommands } from '../paper-reading/real-time-commands.ts';
import { readPaper } from '../paper-reading/read-paper.ts';
import type { PaperEvent } from '../paper-reading/paper-event.ts';
import { findProfile, type PrinterProfile } from '../profile.ts';
import type { Raster, Slip } from '../slip.ts';
import { encodeSlip } from './encode-slip.ts';
import { startsRealTimeCommand } from './real-time-pattern.ts';

function profile(changes: Partial<PrinterProfile> = {}): PrinterProfile {
  return { ...findProfile('xprinter-xp80')!, widthDots: 16, maxBandRows: 3, ...changes };
}

function raster(...rows: readonly (readonly [number, number])[]): Raster {
  return { width: 16, height: rows.length, rowBytes: 2, data: Uint8Array.from(rows.flat()) };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(pieces.flatMap((piece) => [...piece]));
}

function hex(pieces: readonly Uint8Array[]): string[] {
  return pieces.map((piece) => Buffer.from(piece).toString('hex'));
}

function slip(...parts: Slip['parts']): Slip {
  return { widthDots: 16, parts };
}

function realTimeCommandsIn(pieces: readonly Uint8Array[]): PaperEvent[] {
  const found: PaperEvent[] = [];
  new RealTimeCommands((event) => found.push(event)).push(joined(pieces));
  return found;
}

const black = raster([0xff, 0xff], [0x80, 0x01], [0xff, 0xff], [0x0f, 0xf0]);

describe('encodeSlip', () => {
  it('initialises, prints bands of at most the rows of the model, and feeds to the cutter by GS V 66', () => {
    const pieces = encodeSlip(
      slip({ type: 'raster', raster: black }, { type: 'cut', mode: 'partial' }),
      profile(),
    );
    expect(hex(pieces)).toEqual([
      '1b401b6100',
      '1d7630000200' + '0300' + 'ffff8001ffff',
      '1d7630000200' + '0100' + '0ff0',
      '1d564200',
    ]);
  });

  it('cuts through with GS V 65', () => {
    expect(hex(encodeSlip(slip({ type: 'cut', mode: 'full' }), profile()))[1]).toBe('1d564100');
  });

  it('feeds to the cutter by itself for a printer that knows plain cuts only, without the library’s vertical tabs', () => {
    const plain = profile({ cutter: 'plain', feedToCutterDots: 300 });
    expect(hex(encodeSlip(slip({ type: 'cut', mode: 'full' }), plain)).slice(1)).toEqual([
      '1b4aff1b4a2d',
      '1d56001b40',
    ]);
    expect(hex(encodeSlip(slip({ type: 'cut', mode: 'partial' }), plain)).at(-1)).toBe('1d56011b40');
  });

  it('feeds to the tear bar where there is no cutter', () => {
    const none = profile({ cutter: 'none', feedToCutterDots: 100 });
    expect(hex(encodeSlip(slip({ type: 'cut', mode: 'full' }), none)).slice(1)).toEqual(['1b4a64']);
  });

  it('opens the drawer with both times, which the library leaves out so that its next command is eaten', () => {
    const opened = slip({ type: 'drawer', pin: 5, onMs: 100, offMs: 510 });
    expect(hex(encodeSlip(opened, profile()))[1]).toBe('1b700132ff');
    expect(encodeSlip(opened, profile({ drawer: false }))).toHaveLength(1);
    expect(readPaper(joined(encodeSlip(opened, profile()))).events).toContainEqual({
      type: 'drawer',
      pin: 5,
      onMs: 100,
      offMs: 510,
    });
  });

  it('feeds blank runs where the printer counts in dots, and draws them where that is not known', () => {
    const rows: (readonly [number, number])[] = [
      [1, 1],
      ...Array<[number, number]>(300).fill([0, 0]),
      [2, 2],
    ];
    const picture = slip({ type: 'raster', raster: raster(...rows) });
    expect(hex(encodeSlip(picture, profile())).slice(1)).toEqual([
      '1d76300002000100' + '0101',
      '1b4aff1b4a2d',
      '1d76300002000100' + '0202',
    ]);
    const drawn = encodeSlip(picture, profile({ feedUnit: 'unknown', maxBandRows: 255 }));
    expect(drawn.map((piece) => piece.length)).toEqual([5, 8 + 255 * 2, 8 + 47 * 2]);
  });

  it('keeps nothing from one job to the next, unlike the buffer of the library', () => {
    const one = slip({ type: 'raster', raster: black });
    expect(hex(encodeSlip(one, profile()))).toEqual(hex(encodeSlip(one, profile())));
  });

  it('selects no code page and sends no text: what stands in the bytes are commands and pictures alone', () => {
    const reading = readPaper(
      joined(
        encodeSlip(slip({ type: 'raster', raster: black }, { type: 'cut', mode: 'partial' }), profile()),
      ),
    );
    expect(reading.unknown).toBe(0);
    expect(reading.commands).toEqual(['ESC @', 'ESC a 0', 'GS v 0 16x3', 'GS v 0 16x1', 'GS V 66 0']);
  });

  it('refuses a slip that was laid out for a wider head', () => {
    expect(() => encodeSlip({ widthDots: 24, parts: [] }, profile())).toThrow('24 dots');
  });

  it('gives back the same dots when its bytes are read as a printer reads them', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }));
    const blank = fc.constant<[number, number]>([0, 0]);
    const rows = fc.array(fc.oneof({ weight: 1, arbitrary: row }, { weight: 6, arbitrary: blank }), {
      minLength: 1,
      maxLength: 200,
    });
    const settings = fc.record({
      maxBandRows: fc.integer({ min: 1, max: 255 }),
      feedUnit: fc.constantFrom('dot' as const, 'unknown' as const),
    });
    fc.assert(
      fc.property(rows, settings, (picture, model) => {
        const original = raster(...picture);
        // A pattern that stands within a row is changed on purpose; the next test is about those. Two bytes a row have none.
        const bytes = joined(encodeSlip(slip({ type: 'raster', raster: original }), profile(model)));
        const reading = readPaper(bytes, 16);
        expect(reading.unknown).toBe(0);
        expect(Buffer.from(reading.papers[0]!.data).toString('hex')).toBe(
          Buffer.from(original.data).toString('hex'),
        );
      }),
    );
  });
});

describe('real-time commands in a picture', () => {
  it('is broken by a new band, without changing a dot, where it stands across two rows', () => {
    const picture = raster([0, 0x10], [0x04, 0x01], [0x10, 0x14], [0x01, 0x10], [0x05, 0x00]);
    const pieces = encodeSlip(slip({ type: 'raster', raster: picture }), profile({ maxBandRows: 255 }));
    expect(realTimeCommandsIn(pieces)).toEqual([]);
    expect(hex(pieces).slice(1)).toEqual([
      '1d76300002000100' + '0010',
      '1d76300002000200' + '04011014',
      '1d76300002000100' + '0110',
      '1d76300002000100' + '0500',
    ]);
  });

  it('is broken by one dot beside a black one where it stands within a row', () => {
    const wide: Raster = {
      width: 48,
      height: 1,
      rowBytes: 6,
      data: Uint8Array.of(0xff, 0x10, 0x04, 0x04, 0x00, 0x10),
    };
    const pieces = encodeSlip(
      { widthDots: 48, parts: [{ type: 'raster', raster: wide }] },
      profile({ widthDots: 48 }),
    );
    expect(hex(pieces)[1]).toBe('1d76300006000100' + 'ff1804040010');
  });

  it('never reaches the printer, whatever the picture, and adds nothing but dots beside dots', () => {
    const byte = fc.constantFrom(0x10, 0x04, 0x05, 0x14, 0x01, 0x02, 0x08, 0x00, 0xff);
    fc.assert(
      fc.property(
        fc.array(byte, { minLength: 12, maxLength: 120 }),
        fc.integer({ min: 1, max: 4 }),
        (data, bands) => {
          const height = Math.floor(data.length / 3);
          const picture: Raster = {
            width: 24,
            height,
            rowBytes: 3,
            data: Uint8Array.from(data.slice(0, height * 3)),
          };
          const model = profile({ widthDots: 24, maxBandRows: bands });
          const pieces = encodeSlip({ widthDots: 24, parts: [{ type: 'raster', raster: picture }] }, model);
          const bytes = joined(pieces);
          expect([...bytes.keys()].filter((at) => startsRealTimeCommand(bytes, at))).toEqual([]);
          const printed = readPaper(bytes, 24).papers[0]!;
          const added = [...printed.data].map((dots, at) => dots ^ picture.data[at]!);
          expect(added.every((dots, at) => dots === 0 || (dots === 0x08 && picture.data[at] === 0x10))).toBe(
            true,
          );
        },
      ),
    );
  });
});

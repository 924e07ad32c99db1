import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStar } from '../paper-reading/read-paper.ts';
import { findProfile, type PrinterProfile } from '../profile.ts';
import { stackRasters } from '../raster.ts';
import type { Raster, Slip } from '../slip.ts';
import { encodeSlip } from './encode-slip.ts';

function profile(changes: Partial<PrinterProfile> = {}): PrinterProfile {
  return { ...findProfile('star-tsp100')!, widthDots: 16, ...changes };
}

function raster(...rows: readonly (readonly [number, number])[]): Raster {
  return { width: 16, height: rows.length, rowBytes: 2, data: Uint8Array.from(rows.flat()) };
}

function bytesOf(parts: Slip['parts'], model = profile()): Buffer {
  return Buffer.concat(encodeSlip({ widthDots: 16, parts }, model));
}

const picture = {
  type: 'raster',
  raster: raster([0xff, 0x01], [0x80, 0], [0, 0], [0, 0], [0x0f, 0xf0]),
} as const;
const cut = { type: 'cut', mode: 'partial' } as const;

// Bytes as the STAR Graphic Mode specification (rev. 2.32) and the Line Mode manual (3-91 to 3-101) have them.
const begin = [
  '1b2a7252', // ESC * r R
  '1b2a7241', // ESC * r A
  '1b2a7243', // ESC * r C
  '1b2a72503000', // ESC * r P "0" NUL
  '1b2a72453100', // ESC * r E "1" NUL
].join('');
const rows = [
  '620200ff01', // b 2 0
  '62010080', // b 1 0, without the white at the end of the row
  '1b2a72593200', // ESC * r Y "2" NUL
  '6202000ff0',
].join('');
const print = '1b0c00'; // ESC FF NUL
const quit = '1b2a7242'; // ESC * r B

describe('slips in the raster mode of Star', () => {
  it.each([
    ['partly', 'partial', 'feedAndCut', '3133'],
    ['through', 'full', 'feedAndCut', '39'],
    ['by the hand of whoever tears it off', 'partial', 'none', '33'],
  ] as const)('are cut %s', (_how, mode, cutter, digits) => {
    const bytes = bytesOf([picture, { type: 'cut', mode }], profile({ cutter }));
    expect(bytes.toString('hex')).toBe(begin + `1b2a7246${digits}00` + rows + print + quit);
  });

  it('end without a cut where there is none', () => {
    expect(bytesOf([picture]).toString('hex')).toBe(begin + '1b2a72463100' + rows + print + quit);
  });

  it('open the drawer only while no rows wait, which the printer would ignore', () => {
    const drawer = { type: 'drawer', pin: 5, onMs: 100, offMs: 100 } as const;
    expect(bytesOf([picture, drawer, cut]).toString('hex')).toBe(
      begin + '1b2a72463100' + rows + print + '1b2a72443200' + '1b2a7246313300' + '62010000' + print + quit,
    );
    expect(bytesOf([drawer], profile({ drawer: false })).toString('hex')).toBe(begin + quit);
    expect(readStar(bytesOf([picture, drawer, cut]), 16).events.map(({ type }) => type)).toEqual([
      'picture',
      'drawer',
      'picture',
      'cut',
    ]);
  });

  it('stand on the paper dot for dot, whatever the picture, and no command is ignored', () => {
    const anyRows = fc.array(
      fc.tuple(fc.constantFrom(0, 0, 0x1b, 0x62, 0xff, 0x0c), fc.integer({ min: 0, max: 255 })),
      { minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(anyRows, anyRows, (first, second) => {
        const pictures = [raster(...first), raster(...second)];
        const reading = readStar(
          bytesOf(pictures.flatMap((one) => [{ type: 'raster' as const, raster: one }, cut])),
          16,
        );
        expect(reading.unknown).toBe(0);
        expect(reading.commands.filter((command) => command.includes('ignored'))).toEqual([]);
        expect(reading.papers.map(({ data }) => [...data])).toEqual(pictures.map(({ data }) => [...data]));
      }),
    );
  });

  it('print each of several pictures on one slip', () => {
    const reading = readStar(bytesOf([picture, picture, cut]), 16);
    expect(reading.papers).toEqual([stackRasters(16, [picture.raster, picture.raster])]);
  });
});

describe('reading the raster mode of Star', () => {
  const read = (hex: string): ReturnType<typeof readStar> => readStar(Buffer.from(hex, 'hex'), 16);
  const enter = '1b2a7241';

  it('ignores a setting while rows wait, and ESC FF while none do', () => {
    const reading = read(enter + '1b0c00' + '620100ff' + '1b2a72463900' + '1b0c00');
    expect(reading.commands).toEqual([
      'ESC * r A',
      'ESC FF NUL, ignored',
      'b 1',
      'ESC * r F 9, ignored',
      'ESC FF NUL',
    ]);
    // The mode of the beginning: to the cutter, partly.
    expect(reading.events.at(-1)).toEqual({ type: 'cut', mode: 'partial', toCutter: true });
  });

  it('prints what waits when raster mode is left, and forgets what is cleared', () => {
    expect(read(enter + '1b2a72453100' + '620100ff' + '1b2a7242').papers).toHaveLength(1);
    expect(read(enter + '620100ff' + '1b2a7243' + '1b2a7242').papers).toEqual([]);
  });

  it('loses what lies beyond the head', () => {
    expect([...read(enter + '620300ffffff' + '1b0c00').papers[0]!.data]).toEqual([0xff, 0xff]);
  });

  it('counts what is no command, and one that broke off', () => {
    // Outside raster mode b is no command; NUL is passed over.
    expect(read('620100ff').unknown).toBe(3);
    expect(read(enter + '620200ff').unknown).toBe(4);
    expect(read('1b40').unknown).toBe(2);
    expect(read(enter + '1b2a725a3000').unknown).toBeGreaterThan(0);
  });
});

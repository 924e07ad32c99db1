import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPaper } from '../paper-reading/read-paper.ts';
import { findProfile, type PrinterProfile } from '../profile.ts';
import { blankRaster, isBlack } from '../raster.ts';
import type { Raster } from '../slip.ts';
import { encodeSlip } from './encode-slip.ts';
import { storedBand } from './raster-bands.ts';
import { startsRealTimeCommand } from './real-time-pattern.ts';

function profile(changes: Partial<PrinterProfile>): PrinterProfile {
  return { ...findProfile('epson-tm-t82')!, feedUnit: 'dot', ...changes };
}

function encoded(raster: Raster, model: PrinterProfile): Uint8Array {
  return Buffer.concat(encodeSlip({ widthDots: raster.width, parts: [{ type: 'raster', raster }] }, model));
}

function pictureOf(rowBytes: number, data: readonly number[]): Raster {
  const height = Math.max(1, Math.floor(data.length / rowBytes));
  const raster = blankRaster(rowBytes * 8, height);
  raster.data.set(data.slice(0, height * rowBytes));
  return raster;
}

/** How many dots of the head a dot of the picture is: 8-dot lines are coarser. */
const scales = {
  gsV0: { across: 1, down: 1 },
  gsParenL: { across: 1, down: 1 },
  escStar24: { across: 1, down: 1 },
  escStar8: { across: 2, down: 3 },
} as const;
type Graphics = keyof typeof scales;
const everyWay = Object.keys(scales) as Graphics[];

/** Asserts dot by dot that the paper shows the picture and, below it, nothing. */
function expectShows(
  paper: Raster,
  picture: Raster,
  { across, down }: { across: number; down: number },
): void {
  const wrong: string[] = [];
  for (let y = 0; y < paper.height; y += 1) {
    for (let x = 0; x < paper.width; x += 1) {
      const wanted = isBlack(picture, Math.floor(x / across), Math.floor(y / down));
      if (isBlack(paper, x, y) !== wanted) wrong.push(`${x},${y}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(paper.height).toBeGreaterThanOrEqual(picture.height * down);
}

/** Bytes of pictures without 10 (what stands in a pattern is changed on purpose), mostly blank. */
const byte = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 255 }).filter((value) => value !== 0x10) },
);
const picture = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.array(byte, { minLength: 9, maxLength: 900, size: 'max' }))
  .map(([rowBytes, data]) => pictureOf(rowBytes, data));

describe.each(everyWay)('a picture by %s', (graphics) => {
  const scale = scales[graphics];

  it('is on the paper dot for dot', () => {
    // Whole 24-dot columns of a 10 04 01 would be changed; leaving the 10 out of rows does not keep it out of columns.
    const isKept = (raster: Raster): boolean =>
      !graphics.startsWith('escStar') || ![...encodedColumns(raster)].includes(0x10);
    fc.assert(
      fc.property(picture.filter(isKept), fc.integer({ min: 1, max: 255 }), (raster, maxBandRows) => {
        const model = profile({ graphics, maxBandRows });
        const reading = readPaper(encoded(raster, model), raster.width * scale.across);
        expect(reading.unknown).toBe(0);
        if (raster.data.every((dots) => dots === 0)) return;
        expectShows(reading.papers[0]!, raster, scale);
      }),
      { numRuns: 60 },
    );
  });

  it('holds no real-time command, and a dot that was added lies beside a black one', () => {
    const risky = fc.constantFrom(0x10, 0x04, 0x05, 0x14, 0x01, 0x08, 0x00, 0xff);
    const pictures = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.array(risky, { minLength: 24, maxLength: 200 }))
      .map(([rowBytes, data]) => pictureOf(rowBytes, data));
    fc.assert(
      fc.property(fc.oneof(pictures, pictures.map(onItsSide)), (raster) => {
        const bytes = encoded(raster, profile({ graphics }));
        expect([...bytes.keys()].filter((at) => startsRealTimeCommand(bytes, at))).toEqual([]);
        const { papers } = readPaper(bytes, raster.width * scale.across);
        const paper = papers[0];
        if (paper === undefined) return;
        for (let y = 0; y < raster.height; y += 1) {
          for (let x = 0; x < raster.width; x += 1) {
            const isNow = isBlack(paper, x * scale.across, y * scale.down);
            if (isNow === isBlack(raster, x, y)) continue;
            const beside = graphics === 'escStar24' ? isBlack(raster, x, y - 1) : isBlack(raster, x - 1, y);
            expect([isNow, beside]).toEqual([true, true]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each([1040, 1296])('of %i dots, whose width is itself such a command, holds none either', (width) => {
    const raster = blankRaster(width, 3);
    for (let at = 0; at < raster.data.length; at += 1) raster.data[at] = 1;
    raster.data.fill(0x80, 0, width / 8);
    const bytes = encoded(raster, profile({ graphics, widthDots: width }));
    expect([...bytes.keys()].filter((at) => startsRealTimeCommand(bytes, at))).toEqual([]);
    expectShows(readPaper(bytes, width * scale.across).papers[0]!, raster, scale);
  });
});

/** Rows become columns: what stood in a row byte by byte stands in a column now. */
function onItsSide(raster: Raster): Raster {
  const side = blankRaster(Math.ceil(raster.height / 8) * 8, raster.width);
  for (let y = 0; y < raster.height; y += 1) {
    for (let x = 0; x < raster.width; x += 1) {
      if (isBlack(raster, x, y)) side.data[x * side.rowBytes + (y >> 3)]! |= 0x80 >> (y & 7);
    }
  }
  return side;
}

/** The bytes of all columns, by looking at each dot. */
function* encodedColumns(raster: Raster): Generator<number> {
  for (let x = 0; x < raster.width; x += 1) {
    for (let y = 0; y < raster.height; y += 8) {
      let value = 0;
      for (let dot = 0; dot < 8; dot += 1) if (isBlack(raster, x, y + dot)) value |= 0x80 >> dot;
      yield value;
    }
  }
}

describe('GS ( L', () => {
  it('stores and prints each band, as the manuals write it', () => {
    const raster = pictureOf(2, [0xff, 0xff, 0x80, 0x01]);
    expect(
      Buffer.from(encoded(raster, profile({ graphics: 'gsParenL', maxBandRows: 1 }))).toString('hex'),
    ).toBe(
      '1b401b6100' +
        '1d284c0c00307030010131' +
        '1000' +
        '0100' +
        'ffff' +
        '1d284c02003032' +
        '1d284c0c00307030010131' +
        '1000' +
        '0100' +
        '8001' +
        '1d284c02003032',
    );
  });

  it('takes the form GS 8 L where its length has no room', () => {
    const rows = 1200;
    const raster = blankRaster(576, rows);
    raster.data.fill(0xaa);
    const bytes = encoded(raster, profile({ graphics: 'gsParenL', maxBandRows: 2303 }));
    expect(Buffer.from(bytes.subarray(5, 12)).toString('hex')).toBe('1d384c' + '8a510100');
    const reading = readPaper(bytes, 576);
    expect(reading.commands).toEqual(['ESC @', 'ESC a 0', 'GS ( L 576x1200', 'GS ( L print']);
    expect(Buffer.from(reading.papers[0]!.data).equals(Buffer.from(raster.data))).toBe(true);
  });

  it('gives way to GS v 0 where its own length would be a real-time command', () => {
    // 66576 bytes are written 10 04 01 00: eighty-three bytes a row, 802 rows, and ten of the header.
    const band = storedBand(83, 802, new Uint8Array(83 * 802));
    expect([...band.subarray(0, 4)]).toEqual([0x1d, 0x76, 0x30, 0]);
  });
});

describe('ESC *', () => {
  it('prints lines of 24 dots, sending no column after the last black one', () => {
    const raster = blankRaster(576, 30);
    raster.data[0] = 0x40;
    raster.data[25 * 72] = 0x80;
    const bytes = encoded(raster, profile({ graphics: 'escStar24' }));
    expect(Buffer.from(bytes).toString('hex')).toBe(
      '1b401b6100' + '1b3318' + '1b2a210200' + '000000800000' + '0a' + '1b2a210100' + '400000' + '0a',
    );
  });

  it('prints lines of 8 dots in single density, a blank line as a blank column', () => {
    const raster = blankRaster(200, 16);
    raster.data[8 * 25] = 0x80;
    const bytes = encoded(raster, profile({ graphics: 'escStar8' }));
    expect(Buffer.from(bytes).toString('hex')).toBe(
      '1b401b6100' + '1b3310' + '1b2a000100' + '00' + '0a' + '1b2a000100' + '80' + '0a',
    );
  });
});

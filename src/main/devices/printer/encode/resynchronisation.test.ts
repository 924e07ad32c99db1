import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLabels, readPaper, readStar, type PaperReading } from '../paper-reading/read-paper.ts';
import { findProfile, printerProfiles, type PrinterProfile } from '../profile.ts';
import { blankRaster } from '../raster.ts';
import type { Slip } from '../slip.ts';
import { encodeSlip } from './encode-slip.ts';
import { resynchronisation } from './resynchronisation.ts';

function slipFor(profile: PrinterProfile): Slip {
  const raster = blankRaster(profile.widthDots, profile.maxBandRows + 40);
  raster.data.forEach((_, at) => (raster.data[at] = (at * 37) & 0xff));
  return {
    widthDots: profile.widthDots,
    parts: [
      { type: 'raster', raster },
      { type: 'cut', mode: 'partial' },
    ],
  };
}

function read(profile: PrinterProfile, bytes: Uint8Array): PaperReading {
  if (profile.dialect === 'star') return readStar(bytes, profile.widthDots);
  return profile.dialect === 'tspl'
    ? readLabels(bytes, profile.widthDots, profile.dpi)
    : readPaper(bytes, profile.widthDots);
}

const epson = findProfile('generic-80')!;
const models: readonly PrinterProfile[] = [
  ...printerProfiles,
  ...(['gsParenL', 'escStar24', 'escStar8'] as const).map((graphics) => ({
    ...epson,
    id: graphics,
    graphics,
  })),
];

describe('bytes after which a printer stands at the beginning of a command', () => {
  it.each(models)('wherever a job for $id broke off', (profile) => {
    const job = Buffer.concat(encodeSlip(slipFor(profile), profile));
    const whole = read(profile, job);
    const lastOf = (reading: PaperReading): Uint8Array => reading.papers.at(-1)!.data;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: job.length - 1 }), (length) => {
        const reading = read(
          profile,
          Buffer.concat([job.subarray(0, length), resynchronisation(profile), job]),
        );
        // The slip is there whole, below whatever the broken one left on the paper.
        const paper = Buffer.from(lastOf(reading));
        expect(paper.subarray(-lastOf(whole).length).equals(Buffer.from(lastOf(whole)))).toBe(true);
      }),
      { numRuns: 12 },
    );
  });

  it('print nothing by themselves', () => {
    for (const profile of models) expect(read(profile, resynchronisation(profile)).papers).toEqual([]);
  });
});

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProfile, PrinterProfile, printerProfiles } from './profile.ts';

describe('printer profiles', () => {
  it('are all the files of the folder, each named by its id', async () => {
    const files = await readdir(join(import.meta.dirname, 'profiles'));
    expect(printerProfiles.map(({ id }) => `${id}.json`).sort()).toEqual(files.sort());
  });

  it('are found by id, and only by an id that is there', () => {
    expect(findProfile('generic-58')).toMatchObject({ widthDots: 384, dpi: 203 });
    expect(findProfile('generic-80')).toMatchObject({ widthDots: 576, dpi: 203 });
    expect(findProfile('epson-180dpi-80')).toMatchObject({ widthDots: 512, dpi: 180 });
    expect(findProfile('no-such-model')).toBeUndefined();
  });

  it.each([
    ['a width that is no whole number of bytes', { widthDots: 570 }],
    ['bands that the picture command of clones cannot count', { maxBandRows: 256 }],
    ['a field that nobody reads', { paperWidthMm: 80 }],
    ['a dialect that nobody speaks', { dialect: 'zpl' }],
  ])('refuse %s', (_what, change) => {
    expect(PrinterProfile.safeParse({ ...findProfile('generic-80'), ...change }).success).toBe(false);
  });
});

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

  it('say of which models they are and what no device has proved yet', () => {
    for (const { description } of printerProfiles)
      expect(description).toContain('Not verified on a device: ');
  });

  it.each([
    // 180 dpi heads print 512 dots on 80 mm paper, the others 576; 58 mm paper takes 384.
    ['epson-tm-t88', 512, 180],
    ['bixolon-srp-350', 512, 180],
    ['epson-tm-t82', 576, 203],
    ['xprinter-q200', 576, 203],
    ['citizen-ct-s310', 576, 203],
    ['star-mc-print3', 576, 203],
    ['xprinter-xp58', 384, 203],
  ])('give %s its head of %i dots at %i dpi', (id, widthDots, dpi) => {
    expect(findProfile(id)).toMatchObject({ widthDots, dpi });
  });

  it('take pictures by GS v 0 and print on continuous paper unless they say otherwise', () => {
    const file: Record<string, unknown> = { ...findProfile('generic-80') };
    delete file['graphics'];
    delete file['label'];
    expect(PrinterProfile.parse(file)).toMatchObject({ graphics: 'gsV0', label: null });
    expect(PrinterProfile.safeParse({ ...file, graphics: 'gsParenL', maxBandRows: 2303 }).success).toBe(true);
  });

  it('ask a label printer how it is, and nothing that only a receipt printer understands', () => {
    const labels = printerProfiles.filter(({ dialect }) => dialect === 'tspl');
    expect(labels.length).toBeGreaterThan(0);
    for (const { status, drawer } of labels)
      expect({ ...status, drawer }).toEqual({
        dleEot: 'probe',
        gsR: 'no',
        gsParenH: 'no',
        gsA: 'no',
        drawer: false,
      });
  });

  it.each([
    ['a width that is no whole number of bytes', { widthDots: 570 }],
    ['bands that the picture command of clones cannot count', { maxBandRows: 256 }],
    ['bands that not even GS ( L can count', { graphics: 'gsParenL', maxBandRows: 2304 }],
    ['a label that no roll has', { label: { heightMm: 0, gapMm: 2 } }],
    ['a field that nobody reads', { paperWidthMm: 80 }],
    ['a dialect that nobody speaks', { dialect: 'zpl' }],
  ])('refuse %s', (_what, change) => {
    expect(PrinterProfile.safeParse({ ...findProfile('generic-80'), ...change }).success).toBe(false);
  });
});

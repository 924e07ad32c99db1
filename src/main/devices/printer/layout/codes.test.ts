import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PaperDocumentInput } from '../../../../shared/paper/document.ts';
import { scanCodes } from '../paper-reading/reading-programs.ts';
import { toPng } from '../paper-reading/read-paper.ts';
import { isBlack } from '../raster.ts';
import type { Raster } from '../slip.ts';
import { drawn, laidOut } from './drawn.test-support.ts';

type Element = PaperDocumentInput['elements'][number];

const widths = [384, 420, 512, 576, 832] as const;

async function scanned(widthDots: number, element: Element, dpi = 203): Promise<unknown> {
  const raster = await drawn({ widthDots, dpi }, [
    { type: 'spacer', mm: 4 },
    element,
    { type: 'spacer', mm: 4 },
  ]);
  return scanCodes(toPng(raster, dpi));
}

/** Lengths of the black and white stretches in the middle row that has ink, edges included. */
function stretches(raster: Raster, y: number): number[] {
  const lengths: number[] = [];
  let [colour, length] = [false, 0];
  for (let x = 0; x < raster.width; x += 1) {
    if (isBlack(raster, x, y) === colour) length += 1;
    else {
      lengths.push(length);
      [colour, length] = [!colour, 1];
    }
  }
  return [...lengths, length];
}

describe('a bar code', () => {
  it.each(widths)('is read from paper of %i dots', async (widthDots) => {
    const text = 'H39.30-260302-0012';
    expect(await scanned(widthDots, { type: 'barcode', symbology: 'code128', text })).toEqual([
      { type: 'CODE-128', text },
    ]);
    expect(
      await scanned(widthDots, { type: 'barcode', symbology: 'code128', text, caption: false }, 180),
    ).toEqual([{ type: 'CODE-128', text }]);
  });

  it('is read whatever printable ASCII it holds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({
          unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)),
          minLength: 1,
          maxLength: 24,
        }),
        async (text) => {
          expect(await scanned(832, { type: 'barcode', symbology: 'code128', text })).toEqual([
            { type: 'CODE-128', text },
          ]);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('has modules of whole dots, at least two, and ten of them white on each side', async () => {
    for (const widthDots of [576, 832]) {
      const raster = await drawn({ widthDots, dpi: 203 }, [
        { type: 'barcode', symbology: 'code128', text: 'H39.30-260302-0012', caption: false },
      ]);
      const lengths = stretches(raster, 20);
      const [left, right] = [lengths[0]!, lengths.at(-1)!];
      const bars = lengths.slice(1, -1);
      const module = Math.min(...bars);
      expect(module).toBeGreaterThanOrEqual(2);
      expect(bars.every((length) => length % module === 0)).toBe(true);
      expect(Math.min(left, right)).toBeGreaterThanOrEqual(10 * module);
    }
  });

  it('is turned along the paper where it is too wide, and refused where it would be too long for a reader', async () => {
    const format = { widthDots: 384, dpi: 203 };
    const along = await drawn(format, [
      { type: 'barcode', symbology: 'code128', text: 'H39.30-260302-0012', caption: false },
    ]);
    expect(along.height).toBeGreaterThan(400);
    const tooLong = await laidOut(format, [
      { type: 'barcode', symbology: 'code128', text: '000.00.30.H39-' + 'Abc-'.repeat(16) },
    ]);
    expect(tooLong).toMatchObject({
      ok: false,
      error: { code: 'document-too-wide', detail: { widthDots: 384 } },
    });
  });
});

describe('a QR', () => {
  it.each(widths)('is read from paper of %i dots', async (widthDots) => {
    const text = 'https://dichvucong.longan.gov.vn/tra-cuu?ma=H39.30-260302-0012';
    for (const align of ['left', 'center', 'right'] as const) {
      expect(await scanned(widthDots, { type: 'qr', text, align })).toEqual([{ type: 'QR-Code', text }]);
    }
  });

  it('carries Vietnamese byte for byte', async () => {
    const text = 'Hồ sơ của Nguyễn Văn Đức|Đà Nẵng|ẴẬỆỠỤ ẳắẩấ|<&]]>';
    for (const level of ['L', 'M', 'Q', 'H'] as const) {
      expect(await scanned(576, { type: 'qr', text, level, sizeMm: 40 })).toEqual([
        { type: 'QR-Code', text },
      ]);
    }
    expect(await scanned(576, { type: 'qr', text: text.normalize('NFD'), sizeMm: 40 })).toEqual([
      { type: 'QR-Code', text },
    ]);
  });

  it('is no larger than wanted, in whole dots', async () => {
    const raster = await drawn({ widthDots: 576, dpi: 203 }, [{ type: 'qr', text: 'A-025', sizeMm: 25 }]);
    expect(raster.height).toBeLessThanOrEqual(200);
    expect(raster.height % (21 + 8)).toBe(0);
  });

  it('takes its smallest form where the wish is too small, and is refused where even that is too wide', async () => {
    const text = 'x'.repeat(700);
    const smallest = await drawn({ widthDots: 384, dpi: 203 }, [
      { type: 'qr', text, sizeMm: 10, level: 'L' },
    ]);
    expect(await scanCodes(toPng(smallest))).toEqual([{ type: 'QR-Code', text }]);
    expect(await laidOut({ widthDots: 192, dpi: 203 }, [{ type: 'qr', text, level: 'L' }])).toMatchObject({
      ok: false,
      error: { code: 'document-too-wide', detail: { element: 'qr', widthDots: 192 } },
    });
  });

  it('is refused where no QR holds so much', async () => {
    expect(
      await laidOut({ widthDots: 832, dpi: 203 }, [{ type: 'qr', text: 'ệ'.repeat(2000), level: 'H' }]),
    ).toMatchObject({ ok: false, error: { code: 'document-invalid' } });
  });
});

describe('scanCodes', () => {
  it('finds nothing on white paper, and refuses to guess between two codes of a kind', async () => {
    const format = { widthDots: 576, dpi: 203 };
    expect(await scanCodes(toPng(await drawn(format, [{ type: 'spacer', mm: 20 }])))).toEqual([]);
    const two = await drawn(format, [
      { type: 'qr', text: 'A-001' },
      { type: 'spacer', mm: 10 },
      { type: 'qr', text: 'A-002' },
    ]);
    await expect(scanCodes(toPng(two))).rejects.toThrow('2 codes of the kind QR-Code');
  });
});

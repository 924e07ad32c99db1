import { afterEach, describe, expect, it, vi } from 'vitest';
import { blankRaster } from '../raster.ts';
import { ocr, scanCodes } from './reading-programs.ts';
import { toPng } from './read-paper.ts';

const white = toPng(blankRaster(80, 80));

afterEach(() => vi.unstubAllEnvs());

describe('reading programs', () => {
  it('read nothing from white paper', async () => {
    expect(await ocr(white)).toBe('');
    expect(await scanCodes(white)).toEqual([]);
  });

  it('fail with the package to install when they are missing', async () => {
    vi.stubEnv('PATH', '/nowhere');
    await expect(ocr(white)).rejects.toThrow('apt-get install tesseract-ocr tesseract-ocr-vie');
    await expect(scanCodes(white)).rejects.toThrow('apt-get install zbar-tools');
  });

  it('fail when Tesseract has no Vietnamese', async () => {
    vi.stubEnv('TESSDATA_PREFIX', '/nowhere');
    await expect(ocr(white)).rejects.toThrow('Tesseract has no Vietnamese: apt-get install');
  });

  it('fail on what is no picture', async () => {
    await expect(ocr(Uint8Array.of(1, 2, 3))).rejects.toThrow('tesseract ended with');
    await expect(scanCodes(Uint8Array.of(1, 2, 3))).rejects.toThrow('zbarimg ended with');
  });
});

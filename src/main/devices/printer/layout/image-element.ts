import { createCanvas, loadImage } from '@napi-rs/canvas';
import { appError, causeOf, type AppError } from '../../../../shared/errors.ts';
import type { PaperElement } from '../../../../shared/paper/document.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { blacken, blankRaster } from '../raster.ts';
import type { Raster } from '../slip.ts';
import type { Page } from './page.ts';
import { offsetFor } from './text-block.ts';

type Image = Extract<PaperElement, { type: 'image' }>;

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Pixels of the source; more is a photograph that has no place on a slip, or a trap. */
const largestSource = 4000 * 4000;
/** Rows on the paper: about half a metre. */
const tallestRows = 4000;

function invalid(cause: string): Result<never, AppError> {
  return err(appError('document-invalid', { element: 'image' }, cause));
}

/**
 * A PNG in black and white. Drawings (nearly all dots black or white) are cut at half grey, which keeps their edges clean;
 * what has greys is dithered (Floyd–Steinberg). Wider than the paper: made smaller. Error: `document-invalid`.
 */
export async function drawImage(element: Image, page: Page): Promise<Result<Raster, AppError>> {
  const bytes = Buffer.from(element.png, 'base64');
  if (!pngSignature.every((byte, index) => bytes[index] === byte)) return invalid('not a PNG');
  // The size stands in the first chunk; it is asked before the picture is unpacked.
  const pixels = bytes.length < 24 ? 0 : bytes.readUInt32BE(16) * bytes.readUInt32BE(20);
  if (pixels === 0 || pixels > largestSource) return invalid(`a PNG of ${pixels} pixels`);
  let image: Awaited<ReturnType<typeof loadImage>>;
  try {
    image = await loadImage(bytes);
  } catch (thrown) {
    return invalid(causeOf(thrown));
  }
  const width = Math.max(1, Math.min(page.dots(element.widthMm), page.width));
  const height = Math.max(1, Math.round((image.height * width) / image.width));
  if (height > tallestRows) return invalid(`${height} rows on the paper`);
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const luminance = Float32Array.from({ length: width * height }, (_, index) => {
    const at = index * 4;
    return 0.2126 * (data[at] ?? 0) + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0);
  });
  const greys = luminance.filter((value) => value > 64 && value < 192).length;
  const isDrawing = greys < luminance.length * 0.08;
  const left = offsetFor(element.align, page.width, width);
  const raster = blankRaster(page.width, height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const value = luminance[y * width + x] ?? 255;
      const black = value < 128;
      if (black) blacken(raster, left + x, y);
      if (!isDrawing) spreadError(luminance, width, x, y, value - (black ? 0 : 255));
    }
  }
  return ok(raster);
}

function spreadError(luminance: Float32Array, width: number, x: number, y: number, error: number): void {
  for (const [dx, dy, share] of [
    [1, 0, 7 / 16],
    [-1, 1, 3 / 16],
    [0, 1, 5 / 16],
    [1, 1, 1 / 16],
  ] as const) {
    const [toX, at] = [x + dx, (y + dy) * width + x + dx];
    if (toX >= 0 && toX < width && at < luminance.length)
      luminance[at] = (luminance[at] ?? 0) + error * share;
  }
}

import { blacken, blankRaster, isBlack } from '../raster.ts';
import type { Raster } from '../slip.ts';

/**
 * Picture data as the commands carry it, turned into pictures. `across` and `down` say how many dots of the head one dot of
 * the data is.
 */

/** Rows from the top, 8 dots a byte, the leftmost in the highest bit: GS v 0, GS ( L function 112. */
export function rasterRows(
  data: Uint8Array,
  size: { readonly width: number; readonly height: number },
  across: number,
  down: number,
): Raster {
  const raster = blankRaster(size.width * across, size.height * down);
  const rowBytes = Math.ceil(size.width / 8);
  if (across === 1 && down === 1 && size.width % 8 === 0) {
    raster.data.set(data.subarray(0, raster.data.length));
    return raster;
  }
  for (let y = 0; y < raster.height; y += 1) {
    const row = Math.floor(y / down) * rowBytes;
    for (let x = 0; x < raster.width; x += 1) {
      const dot = Math.floor(x / across);
      if ((data[row + (dot >> 3)] ?? 0) & (0x80 >> (dot & 7))) blacken(raster, x, y);
    }
  }
  return raster;
}

/** Columns from the left, each `bytesPerColumn` bytes from the top, the topmost dot in the highest bit: ESC *. */
export function columnRows(data: Uint8Array, bytesPerColumn: number, across: number, down: number): Raster {
  const columns = Math.floor(data.length / bytesPerColumn);
  const raster = blankRaster(columns * across, bytesPerColumn * 8 * down);
  for (let column = 0; column < columns; column += 1) {
    for (let dot = 0; dot < bytesPerColumn * 8; dot += 1) {
      if (((data[column * bytesPerColumn + (dot >> 3)] ?? 0) & (0x80 >> (dot & 7))) === 0) continue;
      for (let dy = 0; dy < down; dy += 1) {
        for (let dx = 0; dx < across; dx += 1) blacken(raster, column * across + dx, dot * down + dy);
      }
    }
  }
  return raster;
}

/** The part of `raster` that is at most `width` dots wide: what falls outside the print area is not printed. */
export function clipped(raster: Raster, width: number): Raster {
  if (raster.width <= width) return raster;
  const kept = blankRaster(Math.max(0, width), raster.height);
  for (let y = 0; y < kept.height; y += 1) {
    const row = raster.data.subarray(y * raster.rowBytes, y * raster.rowBytes + kept.rowBytes);
    kept.data.set(row, y * kept.rowBytes);
    const spare = kept.rowBytes * 8 - kept.width;
    const last = (y + 1) * kept.rowBytes - 1;
    if (spare > 0) kept.data[last] = (kept.data[last] ?? 0) & (0xff << spare);
  }
  return kept;
}

/** Two pictures side by side, tops level. */
export function beside(left: Raster, right: Raster): Raster {
  const joined = blankRaster(left.width + right.width, Math.max(left.height, right.height));
  for (const [picture, offset] of [
    [left, 0],
    [right, left.width],
  ] as const) {
    for (let y = 0; y < picture.height; y += 1) {
      for (let x = 0; x < picture.width; x += 1) {
        if (isBlack(picture, x, y)) blacken(joined, offset + x, y);
      }
    }
  }
  return joined;
}

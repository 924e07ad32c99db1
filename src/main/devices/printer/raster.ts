import type { Raster } from './slip.ts';

/** A white picture. */
export function blankRaster(width: number, height: number): Raster {
  const rowBytes = Math.ceil(width / 8);
  return { width, height, rowBytes, data: new Uint8Array(rowBytes * height) };
}

/** Whether the dot is black. What lies outside the picture is white. */
export function isBlack(raster: Raster, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= raster.width || y >= raster.height) return false;
  return ((raster.data[y * raster.rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

/** Makes a dot black; what lies outside the picture is left out. */
export function blacken(raster: Raster, x: number, y: number): void {
  if (x < 0 || y < 0 || x >= raster.width || y >= raster.height) return;
  const at = y * raster.rowBytes + (x >> 3);
  raster.data[at] = (raster.data[at] ?? 0) | (0x80 >> (x & 7));
}

/** How many dots are black. */
export function inkOf(raster: Raster): number {
  let dots = 0;
  for (const byte of raster.data) {
    for (let bits = byte; bits !== 0; bits &= bits - 1) dots += 1;
  }
  return dots;
}

/** Pictures of one width, one below the other. */
export function stackRasters(width: number, pictures: readonly Raster[]): Raster {
  const stacked = blankRaster(
    width,
    pictures.reduce((height, picture) => height + picture.height, 0),
  );
  let row = 0;
  for (const picture of pictures) {
    if (picture.width !== width) throw new Error(`a picture of ${picture.width} dots in a stack of ${width}`);
    stacked.data.set(picture.data, row * stacked.rowBytes);
    row += picture.height;
  }
  return stacked;
}

/** The rows `from` (included) to `to` (excluded). */
export function rowsOf(raster: Raster, from: number, to: number): Raster {
  return {
    width: raster.width,
    height: to - from,
    rowBytes: raster.rowBytes,
    data: raster.data.slice(from * raster.rowBytes, to * raster.rowBytes),
  };
}

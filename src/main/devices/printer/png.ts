import { deflateSync } from 'node:zlib';
import type { Raster } from './slip.ts';

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/**
 * A 1-bit picture as a grey PNG of one bit a dot: a receipt is some 20 kB, where the canvas would write a colour picture of
 * several hundred. `dpi` goes into the file, so that a viewer or Tesseract knows how large a dot is.
 */
export function encodePng(raster: Raster, dpi: number): Uint8Array {
  const header = new Uint8Array(13);
  const headerView = new DataView(header.buffer);
  headerView.setUint32(0, raster.width);
  headerView.setUint32(4, raster.height);
  header[8] = 1;
  const physical = new Uint8Array(9);
  const physicalView = new DataView(physical.buffer);
  const dotsPerMetre = Math.round(dpi / 0.0254);
  physicalView.setUint32(0, dotsPerMetre);
  physicalView.setUint32(4, dotsPerMetre);
  physical[8] = 1;

  const lines = new Uint8Array((raster.rowBytes + 1) * raster.height);
  for (let y = 0; y < raster.height; y += 1) {
    const line = y * (raster.rowBytes + 1) + 1;
    // In a grey PNG 0 is black; on paper 1 is.
    for (let x = 0; x < raster.rowBytes; x += 1) {
      lines[line + x] = ~(raster.data[y * raster.rowBytes + x] ?? 0) & 0xff;
    }
  }
  const parts = [
    signature,
    chunk('IHDR', header),
    chunk('pHYs', physical),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', new Uint8Array(0)),
  ];
  const png = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    png.set(part, at);
    at += part.length;
  }
  return png;
}

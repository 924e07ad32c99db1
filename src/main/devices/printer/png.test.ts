import fc from 'fast-check';
import { PNG } from 'pngjs';
import { expect, it } from 'vitest';
import { encodePng } from './png.ts';
import { blacken, blankRaster, isBlack } from './raster.ts';

it('writes PNGs that another program reads dot for dot', () => {
  const dots = fc.array(fc.tuple(fc.nat(40), fc.nat(30)), { maxLength: 200 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 30 }),
      dots,
      (width, height, black) => {
        const raster = blankRaster(width, height);
        for (const [x, y] of black) blacken(raster, x, y);
        const read = PNG.sync.read(Buffer.from(encodePng(raster, 203)));
        expect([read.width, read.height]).toEqual([width, height]);
        for (let y = 0; y < height; y += 1) {
          for (let x = 0; x < width; x += 1) {
            expect(read.data[(y * width + x) * 4]).toBe(isBlack(raster, x, y) ? 0 : 255);
          }
        }
      },
    ),
  );
});

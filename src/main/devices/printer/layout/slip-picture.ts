import { encodePng } from '../png.ts';
import { blankRaster, stackRasters } from '../raster.ts';
import type { Raster, Slip } from '../slip.ts';
import { fill } from './text-block.ts';

/** White around the line that shows a cut, and the length of its dashes, in dots. */
const room = 12;
const dash = 16;

function cutLine(width: number): Raster {
  const strip = blankRaster(width, room * 2 + 2);
  for (let left = 0; left < width; left += dash * 2) {
    fill(strip, { left, top: room, width: dash, height: 2 });
  }
  return strip;
}

/** The whole slip as one picture, cuts as a dashed line. */
export function slipRaster(slip: Slip): Raster {
  return stackRasters(
    slip.widthDots,
    slip.parts.flatMap((part) => {
      if (part.type === 'raster') return [part.raster];
      return part.type === 'cut' ? [cutLine(slip.widthDots)] : [];
    }),
  );
}

/** The whole slip as a PNG. A slip without any row (only a drawer) gives one white row: there is no PNG of none. */
export function slipPicture(slip: Slip, dpi = 203): Uint8Array {
  const raster = slipRaster(slip);
  return encodePng(raster.height > 0 ? raster : blankRaster(slip.widthDots, 1), dpi);
}

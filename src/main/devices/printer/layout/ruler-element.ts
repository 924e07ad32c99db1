import { formatNumber } from '../../../../shared/domain/vietnamese-format.ts';
import { blankRaster } from '../raster.ts';
import type { Raster } from '../slip.ts';
import { breakLines, widthOf } from './lines.ts';
import type { Page } from './page.ts';
import { fill, setLines, stamp } from './text-block.ts';

/** Millimetres from the left edge, with a full bar at the first and the last dot, and what the width comes to. */
export function drawRuler(page: Page): Raster {
  const face = page.face('small');
  const scale = page.dots(5);
  const lineHeight = setLines(breakLines('0', page.width, face), page.width, face, 'left').height;
  const ruler = blankRaster(page.width, scale + lineHeight * 2);
  fill(ruler, { left: 0, top: 0, width: page.width, height: 2 });
  // Millimetres are no whole dots, so each line is placed by itself: errors do not add up.
  for (let mm = 0; page.dots(mm) < page.width; mm += 1) {
    const left = page.dots(mm);
    const height = mm % 10 === 0 ? scale : mm % 5 === 0 ? page.dots(3.5) : page.dots(2);
    fill(ruler, { left, top: 0, width: 1, height });
    if (mm % 10 !== 0) continue;
    const text = String(mm);
    const width = widthOf(text, face);
    const at = Math.min(Math.max(0, left - Math.floor(width / 2)), page.width - width);
    stamp(ruler, setLines(breakLines(text, width, face), width, face, 'left'), at, scale);
  }
  fill(ruler, { left: 0, top: 0, width: 2, height: scale });
  fill(ruler, { left: page.width - 2, top: 0, width: 2, height: scale });
  const millimetres = Math.round((page.width / page.dots(1000)) * 10_000) / 10;
  const caption = `${formatNumber(page.width)} điểm = ${formatNumber(millimetres)} mm`;
  stamp(
    ruler,
    setLines(breakLines(caption, page.width, face), page.width, face, 'center'),
    0,
    scale + lineHeight,
  );
  return ruler;
}

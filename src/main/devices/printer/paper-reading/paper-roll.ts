import { blacken, blankRaster, isBlack, rowsOf, stackRasters } from '../raster.ts';
import type { Raster } from '../slip.ts';
import type { PaperEvent } from './paper-event.ts';

/** A slip that lies in the tray. */
export interface Paper {
  readonly raster: Raster;
  /** How it was cut off; null while it still hangs in the printer. */
  readonly cut: 'full' | 'partial' | null;
}

/**
 * The roll of paper in a printer: turns what the printer does into slips.
 *
 * The cutter sits above the head, so paper cut without a feed leaves its last rows behind, on the next slip.
 * `headToCutterDots` says how many (10–15 mm on real printers); 0 leaves this out.
 */
export class PaperRoll {
  readonly #widthDots: number;
  readonly #headToCutterDots: number;
  #strips: Raster[] = [];

  constructor(widthDots: number, headToCutterDots = 0) {
    this.#widthDots = widthDots;
    this.#headToCutterDots = headToCutterDots;
    this.#loadPaper();
  }

  /** Does to the paper what the event says. Returns the slip when this cut one off. */
  accept(event: PaperEvent): Paper | null {
    if (event.type === 'picture') this.#strips.push(this.#placed(event.raster, event.left));
    if (event.type === 'feed') this.#strips.push(blankRaster(this.#widthDots, event.dots));
    if (event.type !== 'cut') return null;
    if (event.toCutter) this.#strips.push(blankRaster(this.#widthDots, this.#headToCutterDots));
    const all = stackRasters(this.#widthDots, this.#strips);
    const cutAt = all.height - this.#headToCutterDots;
    this.#strips = [rowsOf(all, cutAt, all.height)];
    return { raster: rowsOf(all, 0, cutAt), cut: event.mode };
  }

  /** What hangs out of the printer, not cut off; null when nothing was printed or fed since the last cut. */
  hanging(): Paper | null {
    const raster = stackRasters(this.#widthDots, this.#strips);
    return raster.height > this.#headToCutterDots ? { raster, cut: null } : null;
  }

  /** Tears off what hangs out, as a hand does. */
  tearOff(): Paper | null {
    const paper = this.hanging();
    this.#loadPaper();
    return paper;
  }

  #loadPaper(): void {
    this.#strips = [blankRaster(this.#widthDots, this.#headToCutterDots)];
  }

  #placed(raster: Raster, left: number): Raster {
    const strip = blankRaster(this.#widthDots, raster.height);
    if (left % 8 === 0 && left + raster.rowBytes * 8 <= strip.rowBytes * 8) {
      for (let y = 0; y < raster.height; y += 1) {
        strip.data.set(
          raster.data.subarray(y * raster.rowBytes, (y + 1) * raster.rowBytes),
          y * strip.rowBytes + left / 8,
        );
      }
      return strip;
    }
    for (let y = 0; y < raster.height; y += 1) {
      for (let x = 0; x < raster.width; x += 1) {
        if (isBlack(raster, x, y)) blacken(strip, left + x, y);
      }
    }
    return strip;
  }
}

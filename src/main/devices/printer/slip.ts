/** A 1-bit picture: rows from the top, 8 dots a byte, the leftmost dot in the highest bit, 1 = black. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** Bytes in a row: width / 8, rounded up. */
  readonly rowBytes: number;
  readonly data: Uint8Array;
}

/** One thing a printer does, in order. */
export type SlipPart =
  | { readonly type: 'raster'; readonly raster: Raster }
  | { readonly type: 'cut'; readonly mode: 'full' | 'partial' }
  | { readonly type: 'drawer'; readonly pin: 2 | 5; readonly onMs: number; readonly offMs: number };

/** A document laid out for a width: what the layout engine gives and the encoder takes (design D7). */
export interface Slip {
  readonly widthDots: number;
  readonly parts: readonly SlipPart[];
}

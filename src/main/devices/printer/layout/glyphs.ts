import { join } from 'node:path';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { blacken, blankRaster } from '../raster.ts';
import type { Raster } from '../slip.ts';

/** A letter in dots. `left` and `top` place its picture: dots right of the pen and above the baseline. */
export interface Glyph {
  readonly advance: number;
  readonly left: number;
  readonly top: number;
  readonly picture: Raster;
}

/** One font at one size. */
export interface Face {
  readonly size: number;
  /** Dots above and below the baseline that the letters reach, marks on marks (Ẵ) and below (Ậ) included. */
  readonly ascent: number;
  readonly descent: number;
  glyph(grapheme: string): Glyph;
  /** What to add to the pen between two letters. */
  kerning(before: string, after: string): number;
}

export interface FaceStyle {
  /** Dots of the em. */
  readonly size: number;
  readonly bold: boolean;
  readonly italic: boolean;
}

/** The fonts of the papers, as faces. */
export interface PaperFonts {
  face(style: FaceStyle): Face;
}

/** Files of the fonts: TTF with all Vietnamese letters. */
export interface FontFiles {
  readonly regular: string;
  readonly bold: string;
}

/** The fonts that the product ships, in its folder `assets/fonts`. */
export function paperFontFiles(folder: string): FontFiles {
  return {
    regular: join(folder, 'NotoSans-SemiCondensedMedium.ttf'),
    bold: join(folder, 'NotoSans-SemiCondensedSemiBold.ttf'),
  };
}

/** Drawn this much larger, then brought down: enough to choose among four places within a dot. */
const superSampling = 4;
/** From this size on a place within a dot changes nothing that an eye sees. */
const largeSize = 64;
/** Leaning of the letters made italic: one dot to the right for five up. The fonts have no italics of their own. */
const slant = 0.2;
const letterLimit = 4000;
const faceLimit = 60;
/** Between words there is a dot more than the font has: letters burnt by heat spread, and narrow gaps close. */
const noBreakSpace = '\u00a0';
/** Letters that reach highest and lowest; the real ink of these makes the height of a line. */
const extremes = 'ẰẲẴẮẶẦẨẪẤẬỂỄỖỔỘỠỮỰỶỸỴĐQgjpqyợựỵ()[]{}/|,;';

let registered = 0;

/**
 * Loads the fonts of the papers. Throws when a file is missing or no font: the installation is broken then.
 *
 * How letters become dots, found by looking at all letters from 20 to 32 dots and by Tesseract:
 * - The canvas' own drawing with a threshold makes vertical strokes of one or two dots by chance, since letters begin
 *   anywhere within a dot and hinting is of no help to a grey canvas. So each letter is drawn four times larger and placed
 *   on whole dots, at that of four places within the dot where the fewest dots are half covered: the same letter always
 *   looks the same and its strokes are clean.
 * - A dot is black from 35 % covered (40 % in bold): thermal heads lose thin strokes sooner than they fill small holes, and
 *   with these figures the letters differ most where they are most alike (ẳ and ắ, ổ and ố): by 3 dots at least at 22, by 5 at 24.
 *   At 50 % some pairs are left with 1 or 2, and Tesseract takes one for the other.
 * - Advances are whole dots, so that what was measured is what is drawn and a line never runs over its column.
 */
export function loadPaperFonts(files: FontFiles): PaperFonts {
  registered += 1;
  const [regular, bold] = [`paper-${registered}`, `paper-${registered}-bold`];
  for (const [path, name] of [
    [files.regular, regular],
    [files.bold, bold],
  ] as const) {
    if (GlobalFonts.registerFromPath(path, name) === null) throw new Error(`no font in ${path}`);
  }
  const faces = new Map<string, Face>();
  return {
    face(style) {
      const key = `${style.size} ${style.bold} ${style.italic}`;
      const known = faces.get(key);
      if (known !== undefined) return known;
      if (faces.size >= faceLimit) faces.clear();
      const face = new CanvasFace(style, style.bold ? bold : regular);
      faces.set(key, face);
      return face;
    },
  };
}

class CanvasFace implements Face {
  readonly size: number;
  readonly ascent: number;
  readonly descent: number;
  readonly #style: FaceStyle;
  readonly #font: string;
  readonly #threshold: number;
  readonly #measuring = createCanvas(1, 1).getContext('2d');
  readonly #letters = new Map<string, Glyph>();
  readonly #advances = new Map<string, number>();
  readonly #pairs = new Map<string, number>();

  constructor(style: FaceStyle, family: string) {
    this.size = style.size;
    this.#style = style;
    this.#threshold = style.bold ? 0.4 : 0.35;
    this.#font = `${style.size * superSampling}px ${family}`;
    // With a language given, text looks the same on every system (the canvas' own documentation).
    this.#measuring.lang = 'vi';
    this.#measuring.font = this.#font;
    const ink = this.#measuring.measureText(extremes);
    this.ascent = Math.ceil(ink.actualBoundingBoxAscent / superSampling);
    this.descent = Math.ceil(ink.actualBoundingBoxDescent / superSampling);
  }

  glyph(grapheme: string): Glyph {
    const known = this.#letters.get(grapheme);
    if (known !== undefined) return known;
    if (this.#letters.size >= letterLimit) this.#letters.clear();
    const drawn = this.#draw(grapheme);
    const glyph =
      grapheme === ' ' || grapheme === noBreakSpace ? { ...drawn, advance: drawn.advance + 1 } : drawn;
    this.#letters.set(grapheme, glyph);
    return glyph;
  }

  kerning(before: string, after: string): number {
    const pair = before + after;
    const known = this.#pairs.get(pair);
    if (known !== undefined) return known;
    if (this.#pairs.size >= letterLimit) this.#pairs.clear();
    const together = this.#measuring.measureText(pair).width;
    const kerning = Math.trunc((together - this.#advance(before) - this.#advance(after)) / superSampling);
    this.#pairs.set(pair, kerning);
    return kerning;
  }

  /** Width of a letter in the fine drawing, not rounded. */
  #advance(grapheme: string): number {
    const known = this.#advances.get(grapheme);
    if (known !== undefined) return known;
    if (this.#advances.size >= letterLimit) this.#advances.clear();
    const { width } = this.#measuring.measureText(grapheme);
    this.#advances.set(grapheme, width);
    return width;
  }

  #draw(grapheme: string): Glyph {
    const metrics = this.#measuring.measureText(grapheme);
    const lean = this.#style.italic ? slant : 0;
    const dots = (length: number): number => Math.max(0, Math.ceil(length / superSampling)) + 2;
    const above = dots(metrics.actualBoundingBoxAscent);
    const below = dots(metrics.actualBoundingBoxDescent);
    const before = dots(metrics.actualBoundingBoxLeft) + Math.ceil(below * lean);
    const after = dots(metrics.actualBoundingBoxRight) + Math.ceil(above * lean);
    const [width, height] = [before + after, above + below];

    const canvas = createCanvas(width * superSampling, height * superSampling);
    const context = canvas.getContext('2d');
    context.lang = 'vi';
    context.font = this.#font;
    context.setTransform(1, 0, -lean, 1, before * superSampling, above * superSampling);
    context.fillText(grapheme, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const columns = columnsOf(data, canvas.width, height);

    const places = this.size < largeSize ? [0, -1, 1, -2] : [0];
    let coverage = new Float32Array(0);
    let least = Infinity;
    for (const place of places) {
      const moved = coverageOf(columns, { width, height, place });
      // The slightest preference for the true place, so that two equally clear ones do not flip a coin.
      const blur = moved.reduce((sum, value) => sum + Math.min(value, 1 - value), 0) + Math.abs(place) * 0.02;
      if (blur < least) [least, coverage] = [blur, moved];
    }
    const threshold = this.#threshold;
    return cropped({ width, height, before, above }, Math.round(metrics.width / superSampling), (x, y) => {
      return (coverage[y * width + x] ?? 0) >= threshold;
    });
  }
}

/** What the drawing covers of each row of dots, still fine from left to right: 0 to 1 in each column of the drawing. */
function columnsOf(rgba: Uint8ClampedArray, width: number, height: number): Float32Array {
  const columns = new Float32Array(width * height);
  for (let fineY = 0; fineY < height * superSampling; fineY += 1) {
    const row = Math.floor(fineY / superSampling) * width;
    for (let x = 0; x < width; x += 1) {
      const alpha = rgba[(fineY * width + x) * 4 + 3] ?? 0;
      if (alpha > 0) columns[row + x] = (columns[row + x] ?? 0) + alpha / (255 * superSampling);
    }
  }
  return columns;
}

/** How much of each dot is covered when the drawing is moved `place` quarters of a dot to the right. */
function coverageOf(
  columns: Float32Array,
  area: { readonly width: number; readonly height: number; readonly place: number },
): Float32Array<ArrayBuffer> {
  const coverage = new Float32Array(area.width * area.height);
  const fineWidth = area.width * superSampling;
  columns.forEach((value, index) => {
    const moved = (index % fineWidth) + area.place;
    if (value === 0 || moved < 0 || moved >= fineWidth) return;
    const at = Math.floor(index / fineWidth) * area.width + Math.floor(moved / superSampling);
    coverage[at] = (coverage[at] ?? 0) + value / superSampling;
  });
  return coverage;
}

/** The letter without the white around it. */
function cropped(
  area: { readonly width: number; readonly height: number; readonly before: number; readonly above: number },
  advance: number,
  black: (x: number, y: number) => boolean,
): Glyph {
  let [left, right, top, bottom] = [area.width, -1, area.height, -1];
  for (let y = 0; y < area.height; y += 1) {
    for (let x = 0; x < area.width; x += 1) {
      if (!black(x, y)) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  if (right < 0) return { advance, left: 0, top: 0, picture: blankRaster(0, 0) };
  const picture = blankRaster(right - left + 1, bottom - top + 1);
  for (let y = top; y <= bottom; y += 1) {
    for (let x = left; x <= right; x += 1) {
      if (black(x, y)) blacken(picture, x - left, y - top);
    }
  }
  return { advance, left: left - area.before, top: area.above - top, picture };
}

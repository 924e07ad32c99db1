import type { PaperElement } from '../../../../shared/paper/document.ts';
import { blankRaster, stackRasters } from '../raster.ts';
import type { Raster } from '../slip.ts';
import type { Face } from './glyphs.ts';
import { breakEvenly, breakLines, widestWord, widthOf, type Line } from './lines.ts';
import type { Page, TextSize } from './page.ts';
import { fill, setLines, stamp } from './text-block.ts';

type Element<Type extends PaperElement['type']> = Extract<PaperElement, { type: Type }>;

/** Sizes that stand on the paper to be read from afar: better smaller than broken within a word. */
const shrinkable: readonly TextSize[] = ['huge', 'giant'];

function fittingFace(
  text: string,
  size: TextSize,
  style: { bold: boolean; italic: boolean },
  page: Page,
): Face {
  let face = page.face(size, style);
  if (!shrinkable.includes(size)) return face;
  const smallest = page.face('normal', style).size;
  while (face.size > smallest && widestWord(text, face) > page.width) {
    face = page.faceOfDots(Math.max(smallest, Math.floor(face.size * 0.95)), style);
  }
  return face;
}

export function drawHeading(element: Element<'heading'>, page: Page): Raster {
  const size = element.level === 1 ? 'large' : 'normal';
  const face = page.face(size, { bold: element.level !== 3 });
  const lines =
    element.align === 'center'
      ? breakEvenly(element.text, page.width, face)
      : breakLines(element.text, page.width, face);
  const text = setLines(lines, page.width, face, element.align);
  const room = blankRaster(page.width, page.dots(element.level === 1 ? 1 : 0.5));
  return stackRasters(page.width, element.level === 3 ? [text] : [room, text, room]);
}

export function drawText(element: Element<'text'>, page: Page): Raster {
  const { align, bold, italic, size, text } = element;
  const face = fittingFace(text, size, { bold, italic }, page);
  const lines = align === 'center' ? breakEvenly(text, page.width, face) : breakLines(text, page.width, face);
  if (size !== 'giant') return setLines(lines, page.width, face, align);
  const room = blankRaster(page.width, page.dots(2));
  return stackRasters(page.width, [room, setLines(lines, page.width, face, align, 'tight'), room]);
}

/** Of the paper's width, the most that a column of keys may take, and the lines that a value may take beside its key. */
const widestKey = 0.45;
const mostLinesBeside = 3;

/**
 * Keys in a column, values beside them. A key too wide for the column stands in front of its value where both fit in one
 * line. Else, and where the value would make a tall thin column, the value begins below its key, indented: long labels of
 * forms do not squeeze the values.
 */
export function drawKeyValue(element: Element<'keyValue'>, page: Page): Raster {
  const keyFace = page.face('normal');
  const gap = page.dots(1.5);
  const indent = page.dots(3);
  const widest = Math.floor(page.width * widestKey);
  const keyWidths = element.rows.map((row) => widthOf(row.key, keyFace));
  const column = Math.max(0, ...keyWidths.filter((width) => width <= widest));
  const rows = element.rows.map((row, index) => {
    const face = page.face('normal', { bold: row.bold });
    const keyWidth = keyWidths[index] ?? 0;
    const value = (left: number): Line[] => breakLines(row.value, page.width - left, face);
    const draw = (left: number, below: boolean): Raster => {
      const key = setLines(breakLines(row.key, page.width, keyFace), page.width, keyFace, 'left');
      const text = setLines(value(left), page.width - left, face, 'left');
      const drawn = blankRaster(
        page.width,
        below ? key.height + text.height : Math.max(key.height, text.height),
      );
      stamp(drawn, key, 0, 0);
      stamp(drawn, text, left, below ? key.height : 0);
      return drawn;
    };
    const beside = keyWidth <= widest ? column + gap : keyWidth + gap;
    const fitsBeside = keyWidth <= widest || beside + widthOf(row.value, face) <= page.width;
    const isTall = fitsBeside && value(beside).length > mostLinesBeside;
    if (fitsBeside && !(isTall && value(indent).length + 1 < value(beside).length))
      return draw(beside, false);
    // A key without a value is a line left empty for a pen; nothing stands below it.
    return row.value === '' ? draw(0, false) : draw(indent, true);
  });
  const room = blankRaster(page.width, page.dots(0.4));
  return stackRasters(
    page.width,
    rows.flatMap((row, index) => (index === 0 ? [row] : [room, row])),
  );
}

/** Widths of blocks beside each other: as their titles need where all fit in one line, else alike. */
function blockWidths(titles: readonly number[], width: number): number[] {
  const spare = width - titles.reduce((sum, title) => sum + title, 0);
  const share = Math.floor((spare < 0 ? width : spare) / titles.length);
  return titles.map((title) => (spare < 0 ? share : title + share));
}

/** Blocks beside each other where their words fit, else below each other. */
export function drawSignatures(element: Element<'signatures'>, page: Page): Raster {
  const titleFace = page.face('normal', { bold: true });
  const noteFace = page.face('small', { italic: true });
  const gap = page.dots(1);
  const space = page.width - gap * (element.blocks.length - 1);
  const widths = blockWidths(
    element.blocks.map((block) => widthOf(block.title, titleFace)),
    space,
  );
  const inColumns = element.blocks.every((block, index) => {
    const words = Math.max(
      widestWord(block.title, titleFace),
      widestWord(block.note ?? '', noteFace),
      widestWord(block.name ?? '', titleFace),
    );
    return (widths[index] ?? 0) >= Math.max(words, page.dots(18));
  });
  const set = (text: string | undefined, width: number, face: Face): Raster =>
    text === undefined
      ? blankRaster(width, 0)
      : setLines(breakEvenly(text, width, face), width, face, 'center');
  const parts = element.blocks.map((block, index) => {
    const width = inColumns ? (widths[index] ?? 0) : page.width;
    const head = stackRasters(width, [set(block.title, width, titleFace), set(block.note, width, noteFace)]);
    return { width, head, name: set(block.name, width, titleFace) };
  });
  // The room to sign begins level although one title may take two lines.
  const headHeight = inColumns ? Math.max(...parts.map((part) => part.head.height)) : 0;
  const blocks = parts.map(({ width, head, name }) => {
    const room = Math.max(0, headHeight - head.height) + page.dots(element.roomMm);
    return stackRasters(width, [head, blankRaster(width, room), name]);
  });
  if (!inColumns) return stackRasters(page.width, blocks);
  const row = blankRaster(page.width, Math.max(...blocks.map((block) => block.height)));
  let left = 0;
  for (const block of blocks) {
    stamp(row, block, left, 0);
    left += block.width + gap;
  }
  return row;
}

export function drawRule(element: Element<'rule'>, page: Page): Raster {
  const room = page.dots(1);
  const thick = Math.max(1, page.dots(0.25));
  const height = element.style === 'double' ? thick * 3 + 1 : thick;
  const rule = blankRaster(page.width, height + 2 * room);
  if (element.style === 'dashed') {
    const dash = page.dots(1);
    for (let left = 0; left < page.width; left += dash * 2) {
      fill(rule, { left, top: room, width: dash, height });
    }
    return rule;
  }
  fill(rule, { left: 0, top: room, width: page.width, height: thick });
  if (element.style === 'double')
    fill(rule, { left: 0, top: room + height - thick, width: page.width, height: thick });
  return rule;
}

import type { PaperElement } from '../../../../shared/paper/document.ts';
import { blankRaster, stackRasters } from '../raster.ts';
import type { Raster } from '../slip.ts';
import type { Face } from './glyphs.ts';
import { breakEvenly, breakLines, widestWord, widthOf } from './lines.ts';
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
  return setLines(lines, page.width, face, align);
}

/**
 * Keys in a column, values beside them. A key that would take more than 42 % of the paper stands in front of its value where
 * both fit in one line, else the value begins below it, indented, so that long labels of forms do not squeeze the values.
 */
export function drawKeyValue(element: Element<'keyValue'>, page: Page): Raster {
  const keyFace = page.face('normal');
  const gap = page.dots(1.5);
  const widest = Math.floor(page.width * 0.42);
  const column = Math.max(
    0,
    ...element.rows.map((row) => widthOf(row.key, keyFace)).filter((width) => width <= widest),
  );
  const rows = element.rows.map((row) => {
    const valueFace = page.face('normal', { bold: row.bold });
    const keyWidth = widthOf(row.key, keyFace);
    const set = (text: string, width: number, face: Face): Raster =>
      setLines(breakLines(text, width, face), width, face, 'left');
    if (keyWidth <= widest)
      return sideBySide(set(row.key, column, keyFace), column + gap, row.value, valueFace);
    if (keyWidth + gap + widthOf(row.value, valueFace) <= page.width)
      return sideBySide(set(row.key, keyWidth, keyFace), keyWidth + gap, row.value, valueFace);
    const indent = page.dots(3);
    const key = set(row.key, page.width, keyFace);
    if (row.value === '') return key;
    const below = blankRaster(page.width, 0);
    return stackRasters(page.width, [key, sideBySide(below, indent, row.value, valueFace)]);
  });
  return stackRasters(page.width, rows);

  function sideBySide(key: Raster, left: number, value: string, face: Face): Raster {
    const width = page.width - left;
    const text = setLines(breakLines(value, width, face), width, face, 'left');
    const row = blankRaster(page.width, Math.max(key.height, text.height));
    stamp(row, key, 0, 0);
    stamp(row, text, left, 0);
    return row;
  }
}

/** Blocks beside each other where their words fit, else below each other. */
export function drawSignatures(element: Element<'signatures'>, page: Page): Raster {
  const titleFace = page.face('normal', { bold: true });
  const noteFace = page.face('small', { italic: true });
  const nameFace = page.face('normal', { bold: true });
  const gap = page.dots(2);
  const count = element.blocks.length;
  const beside = Math.floor((page.width - gap * (count - 1)) / count);
  const narrowest = Math.max(
    ...element.blocks.flatMap((block) => [
      widestWord(block.title, titleFace),
      widestWord(block.note ?? '', noteFace),
      widestWord(block.name ?? '', nameFace),
    ]),
  );
  const inColumns = narrowest <= beside && beside >= page.dots(18);
  const width = inColumns ? beside : page.width;
  const set = (text: string | undefined, face: Face): Raster =>
    text === undefined
      ? blankRaster(width, 0)
      : setLines(breakEvenly(text, width, face), width, face, 'center');
  const heads = element.blocks.map((block) =>
    stackRasters(width, [set(block.title, titleFace), set(block.note, noteFace)]),
  );
  const room = page.dots(element.roomMm);
  // Names stand in one row, so that the room to sign is level although one title may take two lines.
  const headHeight = inColumns ? Math.max(...heads.map((head) => head.height)) : 0;
  const blocks = element.blocks.map((block, index) => {
    const head = heads[index] ?? blankRaster(width, 0);
    const rest = blankRaster(width, Math.max(0, headHeight - head.height) + room);
    return stackRasters(width, [head, rest, set(block.name, nameFace)]);
  });
  if (!inColumns) return stackRasters(page.width, blocks);
  const row = blankRaster(page.width, Math.max(...blocks.map((block) => block.height)));
  blocks.forEach((block, index) => stamp(row, block, index * (width + gap), 0));
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

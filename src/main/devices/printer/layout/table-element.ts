import type { PaperElement } from '../../../../shared/paper/document.ts';
import { blankRaster, stackRasters } from '../raster.ts';
import type { Raster } from '../slip.ts';
import { breakLines, widestWord } from './lines.ts';
import type { Page } from './page.ts';
import { fill, setLines, stamp } from './text-block.ts';

type Table = Extract<PaperElement, { type: 'table' }>;

/**
 * Shares `width` among columns by weight, but no column gets less than its widest word (`narrowest`). Where the words of all
 * columns together are wider than the paper, the column with the widest gives way and breaks them.
 */
export function columnWidths(
  weights: readonly number[],
  narrowest: readonly number[],
  width: number,
): number[] {
  const needs = [...narrowest];
  for (let excess = needs.reduce((sum, need) => sum + need, 0) - width; excess > 0; excess -= 1) {
    const widest = needs.indexOf(Math.max(...needs));
    needs[widest] = (needs[widest] ?? 0) - 1;
  }
  const settled = new Map<number, number>();
  for (;;) {
    const rest = width - [...settled.values()].reduce((sum, dots) => sum + dots, 0);
    const weight = weights.reduce((sum, value, index) => (settled.has(index) ? sum : sum + value), 0);
    const share = (index: number): number => Math.floor((rest * (weights[index] ?? 0)) / weight);
    const short = weights.findIndex(
      (_, index) =>
        !settled.has(index) && share(index) < (needs[index] ?? 0) && settled.size < weights.length - 1,
    );
    if (short < 0) return weights.map((_, index) => settled.get(index) ?? share(index));
    settled.set(short, needs[short] ?? 0);
  }
}

/** Cells wrap; a line below the titles, a fine dotted one between rows. */
export function drawTable(table: Table, page: Page): Raster {
  const titleFace = page.face('small', { bold: true });
  const cellFace = page.face('normal');
  const gap = page.dots(1.5);
  const space = page.width - gap * (table.columns.length - 1);
  const narrowest = table.columns.map((column, index) =>
    Math.max(
      widestWord(column.title ?? '', titleFace),
      ...table.rows.map((row) => widestWord(row[index] ?? '', cellFace)),
    ),
  );
  const widths = columnWidths(
    table.columns.map((column) => column.weight),
    narrowest,
    space,
  );
  const row = (cells: readonly string[], face: typeof cellFace): Raster => {
    const blocks = cells.map((cell, index) => {
      const width = widths[index] ?? 0;
      return setLines(breakLines(cell, width, face), width, face, table.columns[index]?.align ?? 'left');
    });
    const drawn = blankRaster(page.width, Math.max(...blocks.map((block) => block.height)));
    let left = 0;
    blocks.forEach((block, index) => {
      stamp(drawn, block, left, 0);
      left += (widths[index] ?? 0) + gap;
    });
    return drawn;
  };
  const strips: Raster[] = [];
  if (table.columns.some((column) => column.title !== undefined)) {
    strips.push(
      row(
        table.columns.map((column) => column.title ?? ''),
        titleFace,
      ),
      line(page, 'solid'),
    );
  }
  table.rows.forEach((cells, index) => {
    if (index > 0) strips.push(line(page, 'dotted'));
    strips.push(row(cells, cellFace));
  });
  return stackRasters(page.width, strips);
}

function line(page: Page, style: 'solid' | 'dotted'): Raster {
  const room = page.dots(0.4);
  const thick = style === 'solid' ? Math.max(1, page.dots(0.25)) : 1;
  const strip = blankRaster(page.width, thick + room * 2);
  if (style === 'solid') fill(strip, { left: 0, top: room, width: page.width, height: thick });
  else for (let left = 0; left < page.width; left += 4) fill(strip, { left, top: room, width: 1, height: 1 });
  return strip;
}

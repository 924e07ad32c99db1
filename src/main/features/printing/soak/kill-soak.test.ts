import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTools } from '../../../../../scripts/lib/build-tools.mjs';
import { blankRaster, rowsOf, stackRasters } from '../../../devices/printer/raster.ts';
import type { Raster } from '../../../devices/printer/slip.ts';
import { PaperDocument } from '../../../../shared/paper/document.ts';
import { killSoak } from './kill-soak.test-support.ts';
import { NumberedLayout, numberedDocument, wholeSlipsOn } from './numbered-slips.test-support.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kill-soak-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function drawn(slip: number, rows: number): Promise<Raster> {
  const layout = new NumberedLayout();
  const document = PaperDocument.parse(numberedDocument(slip, rows));
  const laidOut = await layout.layOut(document, { widthDots: 384, dpi: 203 });
  const [part] = laidOut.ok ? laidOut.value.parts : [];
  if (part?.type !== 'raster') throw new Error('no picture');
  return part.raster;
}

describe('a person who looks at numbered slips', () => {
  it('knows the whole ones, the torn ones, and two on one paper', async () => {
    const [one, two] = [await drawn(1, 30), await drawn(70_000, 5)];
    const on = (...strips: Raster[]): number[] => wholeSlipsOn(stackRasters(384, strips));
    expect(on(blankRaster(384, 9), one, two)).toEqual([1, 70_000]);
    expect(on(rowsOf(one, 0, 29), two)).toEqual([70_000]);
    expect(on(rowsOf(one, 1, 30))).toEqual([]);
    expect(on(rowsOf(one, 0, 10), rowsOf(one, 11, 30))).toEqual([]);
    expect(on(rowsOf(one, 0, 10), one, one)).toEqual([1, 1]);
  });
});

describe('a station that is killed while it prints', () => {
  it('loses no slip and prints none twice (npm run soak:print for many more)', async () => {
    const program = await buildTools(
      { station: fileURLToPath(new URL('./station-program.test-support.ts', import.meta.url)) },
      'soak-test',
    );
    const report = await killSoak({ program: program('station'), folder, runs: 12, seed: 20_261_122 });
    expect(report).toMatchObject({ kills: 12, lost: [], doubled: [] });
    expect(report.slips).toBeGreaterThan(0);
    // A dozen starts of a program, on a machine that may have other work.
  }, 240_000);
});

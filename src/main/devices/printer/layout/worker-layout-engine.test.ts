import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PNG } from 'pngjs';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PaperDocument } from '../../../../shared/paper/document.ts';
import { samplePaper } from '../../../../shared/paper/samples.ts';
import { fontFolder, fonts } from './drawn.test-support.ts';
import { layOutSlip } from './lay-out-slip.ts';
import { slipRaster } from './slip-picture.ts';
import { WorkerLayoutEngine } from './worker-layout-engine.ts';

/** The real worker, bundled as for the product. */
const root = resolve(import.meta.dirname, '../../../../..');
const format = { widthDots: 384, dpi: 203 };
const ticket = PaperDocument.parse(samplePaper('ticket'));
const label = PaperDocument.parse(samplePaper('label'));
let folder: string;
let workerFile: string;
const engines: WorkerLayoutEngine[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layout-'));
  const outDir = join(folder, 'built');
  await build({
    root,
    configFile: false,
    ssr: { noExternal: true, external: ['@napi-rs/canvas'] },
    logLevel: 'error',
    build: {
      ssr: 'src/main/devices/printer/layout/layout-worker.ts',
      outDir,
      emptyOutDir: true,
      rolldownOptions: {
        external: ['@napi-rs/canvas'],
        output: { format: 'cjs', entryFileNames: 'layout-worker.js' },
      },
    },
  });
  workerFile = join(outDir, 'layout-worker.js');
  // The bundle lies outside the project: what it leaves outside, it asks the project for.
  const canvas = JSON.stringify(join(root, 'node_modules', '@napi-rs', 'canvas'));
  const code = await readFile(workerFile, 'utf8');
  await writeFile(workerFile, code.replace(/require\("@napi-rs\/canvas"\)/g, `require(${canvas})`));
});
afterEach(() => Promise.all(engines.splice(0).map((engine) => engine.close())));
afterAll(() => rm(folder, { recursive: true, force: true }));

function engine(file = workerFile, fontsFrom = fontFolder): WorkerLayoutEngine {
  const made = new WorkerLayoutEngine(file, fontsFrom);
  engines.push(made);
  return made;
}

/** A worker that dies on the documents of one kind, and else answers an empty slip. */
async function fragileWorker(): Promise<string> {
  const file = join(folder, 'fragile.js');
  await writeFile(
    file,
    `const { parentPort } = require('node:worker_threads');
     parentPort.on('message', ({ type, document, format }) => {
       if (type === 'layOut' && document.kind === 'label') throw new Error('a fault in the drawing');
       if (type === 'layOut' && document.kind === 'receipt') process.exit(3);
       parentPort.postMessage({ type: 'layOut', result: { ok: true, value: { widthDots: format.widthDots, parts: [] } } });
     });`,
  );
  return file;
}

describe('WorkerLayoutEngine', () => {
  it('draws what the same code draws here', async () => {
    const there = await engine().layOut(ticket, format);
    expect(there).toEqual(await layOutSlip(ticket, format, fonts));
  });

  it('gives the slip as a PNG, cuts included', async () => {
    const drawing = engine();
    const slip = await drawing.layOut(ticket, format);
    if (!slip.ok) throw new Error(slip.error.code);
    const png = PNG.sync.read(Buffer.from(await drawing.picture(slip.value)));
    const raster = slipRaster(slip.value);
    expect([png.width, png.height]).toEqual([raster.width, raster.height]);
  });

  it('answers many asked at once, each with its own', async () => {
    const drawing = engine();
    const widths = [384, 576, 512, 832, 420];
    const slips = await Promise.all(
      widths.map((widthDots) => drawing.layOut(ticket, { widthDots, dpi: 203 })),
    );
    expect(slips.map((slip) => (slip.ok ? slip.value.widthDots : slip.error.code))).toEqual(widths);
  });

  it('hands on errors of the document', async () => {
    const wide = PaperDocument.parse({
      kind: 'other',
      title: 'test',
      elements: [{ type: 'barcode', symbology: 'code128', text: 'Abc-'.repeat(20) }],
    });
    expect(await engine().layOut(wide, format)).toMatchObject({
      ok: false,
      error: { code: 'document-too-wide' },
    });
  });

  it('ends the job at hand when the thread dies, and draws the next ones with a new thread', async () => {
    const drawing = engine(await fragileWorker());
    const receipt = PaperDocument.parse(samplePaper('receipt'));
    const [first, second, third, fourth] = await Promise.all([
      drawing.layOut(label, format),
      drawing.layOut(ticket, format),
      drawing.layOut(receipt, format),
      drawing.layOut(ticket, format),
    ]);
    expect(first).toMatchObject({ ok: false, error: { code: 'internal', cause: 'a fault in the drawing' } });
    expect(second).toMatchObject({ ok: true });
    expect(third).toMatchObject({
      ok: false,
      error: { code: 'internal', cause: 'the layout worker ended with 3' },
    });
    expect(fourth).toMatchObject({ ok: true });
  });

  it('says why when its files are missing', async () => {
    const noFonts = await engine(workerFile, join(folder, 'nowhere')).layOut(ticket, format);
    expect(noFonts).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(noFonts.ok ? '' : noFonts.error.cause).toContain('no font in');
    const noWorker = await engine(join(folder, 'none.js')).layOut(ticket, format);
    expect(noWorker).toMatchObject({ ok: false, error: { code: 'internal' } });
  });

  it('ends what waits when it is closed, and may be closed again', async () => {
    const drawing = engine();
    const waiting = [drawing.layOut(ticket, format), drawing.layOut(label, format)];
    await drawing.close();
    await drawing.close();
    for (const result of await Promise.all(waiting)) {
      expect(result).toMatchObject({ ok: false, error: { code: 'internal' } });
    }
    expect(await drawing.layOut(ticket, format)).toMatchObject({ ok: false, error: { code: 'internal' } });
  });
});

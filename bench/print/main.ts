import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { PaperDocument, type PaperDocumentInput } from '../../src/shared/paper/document.ts';
import { samplePaper } from '../../src/shared/paper/samples.ts';
import { systemClock } from '../../src/main/clock.ts';
import { LabPrinter } from '../../src/main/devices/printer/lab/lab-printer.ts';
import { serveLabPrinter } from '../../src/main/devices/printer/lab/serve-lab-printer.ts';
import { WorkerLayoutEngine } from '../../src/main/devices/printer/layout/worker-layout-engine.ts';
import { findProfile } from '../../src/main/devices/printer/profile.ts';
import { rowsOf, stackRasters } from '../../src/main/devices/printer/raster.ts';
import type { Raster } from '../../src/main/devices/printer/slip.ts';
import { limitName, oursFromGrey, theirs, timePicture } from './picture-to-bytes.ts';
import { idleStall, stationFor, timeSocket, watchMemory } from './ticket-to-socket.ts';

/*
 * `npm run bench -- print [tickets for the memory test, 10000 if left out]`. The printer is a simulated one in a process of
 * its own, behind a real socket.
 */

const pageRows = 1200;
const found = findProfile('epson-tm-t82');
if (!found) throw new Error('no profile');
const profile = found;

if (process.argv[2] === 'printer') {
  const lab = new LabPrinter({ name: 'bench', profile, clock: systemClock });
  process.send?.((await serveLabPrinter(lab)).address);
  process.on('disconnect', () => process.exit());
} else {
  await bench();
}

async function bench(): Promise<void> {
  const [layoutWorker = '', storeWorker = '', fonts = '', tickets = '10000'] = process.argv.slice(2);
  console.log(
    `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${process.platform}, ${cpus().length} × ${cpus()[0]?.model ?? ''}\n`,
  );
  const documents: readonly (readonly [string, PaperDocumentInput])[] = [
    ['ticket', samplePaper('ticket')],
    ['receipt', samplePaper('receipt')],
    [`page of ${pageRows} rows`, page()],
  ];

  const layout = new WorkerLayoutEngine(layoutWorker, fonts);
  for (const [name, document] of documents) {
    const whole = await drawn(layout, document);
    const raster = document.kind === 'other' ? rowsOf(whole, 0, pageRows) : whole;
    await pictureTable(name, raster);
  }
  await layout.close();

  const printer = fork(process.argv[1] ?? '', ['printer'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [address] = (await once(printer, 'message')) as [string];
  const folder = await mkdtemp(join(tmpdir(), 'bench-print-'));
  const store = join(folder, 'station.db');
  const station = await stationFor(address, { layoutWorker, storeWorker, fonts, store });
  console.log(
    '| document | first byte of all (ms) | first byte of the slip: median (ms) | 95 % | printed | stalls: 99 % | longest |',
  );
  console.log('| --- | --: | --: | --: | --: | --: | --: |');
  for (const [name, document] of documents) {
    const times = await timeSocket(station, document, 100);
    const columns = [
      times.firstByte,
      times.firstOfSlip,
      times.firstOfSlip95,
      times.printed,
      times.stall99,
      times.longestStall,
    ];
    console.log(`| ${name} | ${columns.map((ms) => ms.toFixed(1)).join(' | ')} |`);
  }
  console.log(`\nLongest stall of an idle main thread beside it: ${(await idleStall(5000)).toFixed(1)} ms`);
  console.log('\n| tickets printed | process (MB) | heap (MB) |\n| --: | --: | --: |');
  for await (const { slips, rss, heap } of watchMemory(station, samplePaper('ticket'), Number(tickets)))
    console.log(`| ${slips} | ${rss.toFixed(0)} | ${heap.toFixed(1)} |`);
  await station.close();
  printer.disconnect();
  await rm(folder, { recursive: true, force: true });
}

function page(): PaperDocumentInput {
  return {
    kind: 'other',
    title: 'Trang dài',
    elements: Array.from({ length: 45 }, (_, line) => ({
      type: 'text' as const,
      text: `${line + 1}. Giấy chứng nhận quyền sử dụng đất, bản chính`,
    })),
  };
}

async function drawn(layout: WorkerLayoutEngine, document: PaperDocumentInput): Promise<Raster> {
  const slip = await layout.layOut(PaperDocument.parse(document), profile);
  if (!slip.ok) throw new Error(slip.error.code);
  return stackRasters(
    profile.widthDots,
    slip.value.parts.flatMap((part) => (part.type === 'raster' ? [part.raster] : [])),
  );
}

async function pictureTable(name: string, raster: Raster): Promise<void> {
  const timings = await timePicture(raster, profile, 15);
  const of = (wanted: string): number => timings.find((timing) => timing.name === wanted)?.ms ?? Number.NaN;
  const ours = of(oursFromGrey);
  console.log(`| ${name}: ${raster.width} × ${raster.height} dots | ms | against ours | same dots |`);
  console.log('| --- | --: | --: | --- |');
  for (const { name: way, ms, isSame } of timings)
    console.log(
      `| ${way} | ${ms.toFixed(2)} | ${(ms / ours).toFixed(1)} | ${isSame === null ? '' : isSame ? 'yes' : 'no'} |`,
    );
  console.log(
    `\n${(of(theirs) / ours).toFixed(0)} times faster than ${theirs}; ${(ours / of(limitName)).toFixed(1)} times the limit.\n`,
  );
}

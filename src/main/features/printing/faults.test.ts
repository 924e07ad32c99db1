import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PrintJob } from '../../../shared/contract/printing.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { PaperDocument } from '../../../shared/paper/document.ts';
import { samplePaper } from '../../../shared/paper/samples.ts';
import type { Result } from '../../../shared/result.ts';
import { systemClock } from '../../clock.ts';
import { TcpAdapter } from '../../devices/printer/adapters/tcp.ts';
import { encodeSlip } from '../../devices/printer/encode/encode-slip.ts';
import { LabPrinter } from '../../devices/printer/lab/lab-printer.ts';
import { serveLabPrinter, type ServedLabPrinter } from '../../devices/printer/lab/serve-lab-printer.ts';
import { loadPaperFonts, paperFontFiles } from '../../devices/printer/layout/glyphs.ts';
import { layOutSlip } from '../../devices/printer/layout/lay-out-slip.ts';
import { slipPicture } from '../../devices/printer/layout/slip-picture.ts';
import type { LayoutEngine, PaperFormat } from '../../devices/printer/layout-engine.ts';
import { readPaper } from '../../devices/printer/paper-reading/read-paper.ts';
import type { PrinterLimits } from '../../devices/printer/printer-limits.ts';
import { findProfile } from '../../devices/printer/profile.ts';
import type { Slip } from '../../devices/printer/slip.ts';
import { silentLog } from '../../log.ts';
import type { StationDatabase } from '../../store/database.ts';
import { openStationDatabaseHere } from '../../store/open.ts';
import { PrintService } from './service.ts';
import { Gate } from './soak/gate.test-support.ts';

const kinds = ['ticket', 'receipt', 'label', 'letters'] as const;
type Kind = (typeof kinds)[number];

const profile = findProfile('generic-80')!;
const limits: PrinterLimits = {
  connectMs: 2000,
  answerMs: 250,
  quietMs: 10,
  stallMs: 2000,
  fenceMs: 2000,
  fenceMaxMs: 6000,
  watchMs: 20,
  restMs: 10_000,
  askAgainMs: 600_000,
};

/** The real layout in this thread; each document is drawn once for all tests. */
class HereLayout implements LayoutEngine {
  readonly #fonts = loadPaperFonts(paperFontFiles(join(import.meta.dirname, '../../../../assets/fonts')));
  readonly #drawn = new Map<string, Promise<Result<Slip, AppError>>>();

  layOut(document: PaperDocument, format: PaperFormat): Promise<Result<Slip, AppError>> {
    const known = this.#drawn.get(document.title);
    if (known) return known;
    const drawn = layOutSlip(document, format, this.#fonts);
    this.#drawn.set(document.title, drawn);
    return drawn;
  }

  picture(slip: Slip): Promise<Uint8Array> {
    return Promise.resolve(slipPicture(slip));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** What stands on paper when all goes well. */
  async whole(document: PaperDocument): Promise<Buffer> {
    const slip = await this.layOut(document, profile);
    if (!slip.ok) throw new Error(slip.error.code);
    const [paper] = readPaper(Buffer.concat(encodeSlip(slip.value, profile)), profile.widthDots).papers;
    return Buffer.from(paper!.data);
  }
}

const layout = new HereLayout();

interface Stand {
  readonly lab: LabPrinter;
  readonly served: ServedLabPrinter;
  readonly gate: Gate;
}

interface Case {
  readonly fault: string;
  readonly begin: (stand: Stand) => void | Promise<void>;
  readonly end: (stand: Stand) => void | Promise<void>;
  readonly state: PrintJob['state'];
  /** Why not, or why nobody knows: one of these. */
  readonly codes?: readonly AppError['code'][];
  readonly confirmed?: boolean;
  /** Whole copies on paper when the job has ended, and when the fault has gone by itself. */
  readonly copies: number;
  readonly copiesAfter?: number;
}

const labFault = (fault: Parameters<LabPrinter['setFault']>[0]): Pick<Case, 'fault' | 'begin' | 'end'> => ({
  fault,
  begin: async ({ lab, served }) => {
    lab.setFault(fault, true);
    await served.settled();
  },
  end: async ({ lab, served }) => {
    lab.setFault(fault, false);
    await served.settled();
  },
});
const wayBack = (fault: string, way: () => Gate['wayBack']): Pick<Case, 'fault' | 'begin' | 'end'> => ({
  fault,
  begin: ({ gate }) => {
    gate.wayBack = way();
  },
  end: ({ gate }) => {
    gate.wayBack = (bytes, pass) => pass(bytes);
  },
});
const well = { state: 'printed', confirmed: true, copies: 1 } as const;

const cases: readonly Case[] = [
  { ...labFault('paperOut'), state: 'notPrinted', codes: ['printer-paper-out'], copies: 0 },
  { ...labFault('coverOpen'), state: 'notPrinted', codes: ['printer-cover-open'], copies: 0 },
  { ...labFault('cutterError'), state: 'notPrinted', codes: ['printer-cutter-error'], copies: 0 },
  { ...labFault('paperNearEnd'), ...well },
  { ...labFault('silent'), state: 'printed', confirmed: false, copies: 1 },
  // What it had accepted comes out once it reads again: only a person knows.
  { ...labFault('neverReads'), state: 'unknown', codes: ['printer-silent'], copies: 0 },
  { ...labFault('dropMidJob'), state: 'unknown', codes: ['printer-dropped'], copies: 0 },
  {
    fault: 'paper out after some rows',
    begin: ({ lab }) => lab.setFault('paperOutSoon', true, 60),
    end: ({ lab }) => lab.setFault('paperOut', false),
    state: 'unknown',
    codes: ['printer-paper-out'],
    copies: 0,
    // The new roll takes the rest, also of a slip longer than the memory of the printer.
    copiesAfter: 1,
  },
  // Too late is as good as never: this printer has answered no question before, so it counts as one that tells nothing.
  { ...labFault('answersLate'), state: 'printed', confirmed: false, copies: 1 },
  { ...labFault('answersGarbage'), state: 'printed', confirmed: false, copies: 1 },
  { ...labFault('slow'), ...well },
  {
    ...wayBack('answers in time, but late', () => (bytes, pass) => void setTimeout(pass, 60, bytes)),
    ...well,
  },
  {
    ...wayBack('answers split into bytes', () => (bytes, pass) => {
      for (const byte of bytes) setImmediate(pass, Uint8Array.of(byte));
    }),
    ...well,
  },
  {
    ...wayBack('answers merged with what nobody asked for', () => (bytes, pass) => {
      // An automatic status, the end of somebody else's job, then the answer, all in one piece.
      pass(
        Buffer.concat([
          Buffer.from([0x14, 0x00, 0x00, 0x0f, 0x37, 0x22, 0x4f, 0x4c, 0x44, 0x31, 0x00]),
          bytes,
        ]),
      );
    }),
    ...well,
  },
  {
    fault: 'stray states in the middle of the picture',
    begin: ({ gate }) => {
      let tell: ((bytes: Uint8Array) => void) | null = null;
      gate.wayBack = (bytes, pass) => {
        tell = pass;
        pass(bytes);
      };
      gate.toll = (bytes) => {
        // Only pieces of the picture are that long.
        if (bytes > 500) tell?.(Uint8Array.of(0x16, 0x12));
        return bytes;
      };
    },
    end: ({ gate }) => {
      gate.toll = (bytes) => bytes;
    },
    ...well,
  },
];

describe.each(kinds)('a %s', (kind: Kind) => {
  let folder: string;
  let database: StationDatabase;
  let service: PrintService;
  let stand: Stand;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'faults-'));
    const opened = await openStationDatabaseHere({ path: join(folder, 'station.db'), key: '' });
    if (!opened.ok) throw new Error(opened.error.cause);
    database = opened.value;
    const pace = { lateMs: 60_000, slowRowMs: 0.05 };
    const lab = new LabPrinter({ name: 'p', profile, clock: systemClock, pace });
    const served = await serveLabPrinter(lab);
    stand = { lab, served, gate: await Gate.before(served.port) };
    service = new PrintService({
      database,
      layout,
      adapters: [new TcpAdapter({ lingerMs: 20 })],
      printers: () => [{ id: 'p', name: 'p', address: stand.gate.address, profile: profile.id }],
      publish: () => undefined,
      clock: systemClock,
      log: silentLog,
      stationName: (id) => id,
      limits,
      isWatched: () => false,
    });
    await service.start();
  });
  afterEach(async () => {
    await service.stop(0);
    await stand.gate.close();
    await stand.served.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function printed(key: string): Promise<PrintJob> {
    const document = samplePaper(kind);
    const job = await service.submit({ key, printerId: 'p', document, reference: key, stationId: '1' });
    if (!job.ok) throw new Error(job.error.code);
    return service.ended(job.value.id);
  }

  /** Whole copies of the slip on all that lies in the tray or hangs out. */
  async function copies(): Promise<number> {
    const [paper] = [await layout.whole(samplePaper(kind) as PaperDocument)];
    const inTray = Buffer.concat(
      [...stand.lab.papers].reverse().map(({ raster }) => Buffer.from(raster.data)),
    );
    let count = 0;
    for (let at = inTray.indexOf(paper); at !== -1; at = inTray.indexOf(paper, at + paper.length)) count += 1;
    return count;
  }

  it.each(cases)('with $fault: the journal says what the paper says', async (item) => {
    await item.begin(stand);
    const job = await printed('slip');
    expect(job).toMatchObject({ state: item.state, confirmed: item.confirmed ?? false });
    expect(item.codes ?? [undefined]).toContain(job.reason?.code);
    expect(await copies()).toBe(item.copies);

    await item.end(stand);
    // The same request again is the same job, whatever became of it: the machine repeats nothing.
    expect(await printed('slip')).toMatchObject({ id: job.id, state: item.state });
    await stand.gate.quiet();
    const came = await copies();
    // A printer that had not read may have the slip in its wire, whole or in part.
    if (item.fault !== 'neverReads') expect(came).toBe(item.copiesAfter ?? item.copies);

    // A person looks, and has it printed if it is not there; then exactly one copy is, and the next slip prints.
    if (item.state === 'unknown') await service.settle(job.id, came > 0);
    if (item.state !== 'printed' && came === 0) {
      await service.retry(job.id);
      expect(await service.ended(job.id)).toMatchObject({ state: 'printed', confirmed: true });
    }
    expect(await copies()).toBe(1);
    expect(await printed('the next')).toMatchObject({ state: 'printed' });
    expect(await copies()).toBe(2);
  });

  it('on an unplugged printer is not printed, and is once it is plugged in', async () => {
    stand.lab.setFault('unplugged', true);
    await stand.served.settled();
    const job = await printed('slip');
    expect(job).toMatchObject({ state: 'notPrinted', reason: { code: 'printer-unreachable' } });
    stand.lab.setFault('unplugged', false);
    await stand.served.settled();
    await service.retry(job.id);
    expect(await service.ended(job.id)).toMatchObject({ state: 'printed', confirmed: true });
    expect(await copies()).toBe(1);
  });
});

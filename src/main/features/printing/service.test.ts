import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PrinterConfig } from '../../../shared/contract/config.ts';
import type { EventName, EventPayload } from '../../../shared/contract/index.ts';
import type { PrinterView, PrintJob } from '../../../shared/contract/printing.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import type { PaperDocument, PaperDocumentInput } from '../../../shared/paper/document.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock } from '../../clock.ts';
import { FileAdapter } from '../../devices/printer/adapters/file.ts';
import { LabBench } from '../../devices/printer/lab/lab-bench.ts';
import type { LabPrinter } from '../../devices/printer/lab/lab-printer.ts';
import type { LayoutEngine, PaperFormat } from '../../devices/printer/layout-engine.ts';
import { encodePng } from '../../devices/printer/png.ts';
import { blankRaster } from '../../devices/printer/raster.ts';
import type { Slip } from '../../devices/printer/slip.ts';
import { silentLog } from '../../log.ts';
import type { StationDatabase } from '../../store/database.ts';
import { openStationDatabaseHere } from '../../store/open.ts';
import { PrintService, type PrintServiceOptions } from './service.ts';
import { StationPrintJournal } from './station-print-journal.ts';

/** Draws a black line of eight rows for every element; a second implementation of the port that needs no fonts. */
class LineLayout implements LayoutEngine {
  readonly formats: PaperFormat[] = [];

  layOut(document: PaperDocument, format: PaperFormat): Promise<Result<Slip, AppError>> {
    this.formats.push(format);
    if (document.title === 'too wide') return Promise.resolve(err(appError('document-too-wide')));
    const raster = blankRaster(format.widthDots, 8 * document.elements.length);
    raster.data.fill(0xff);
    return Promise.resolve(
      ok({
        widthDots: format.widthDots,
        parts: [
          { type: 'raster', raster },
          { type: 'cut', mode: 'partial' },
        ],
      }),
    );
  }

  picture(slip: Slip): Promise<Uint8Array> {
    const [part] = slip.parts;
    return Promise.resolve(encodePng(part?.type === 'raster' ? part.raster : blankRaster(8, 1), 203));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

class HandClock implements Clock {
  #now = Date.parse('2026-03-02T08:00:00+07:00');
  now(): Date {
    return new Date(this.#now);
  }
  monotonicMs(): number {
    return performance.now();
  }
  pass(ms: number): void {
    this.#now += ms;
  }
}

const minute = 60_000;
const day = 24 * 60 * minute;
const printers: PrinterConfig[] = [
  { id: 'ticket', name: 'Máy in phiếu', address: 'lab:ticket', profile: 'generic-80' },
  { id: 'receipt', name: 'Máy in biên nhận', address: 'lab:receipt', profile: 'generic-80' },
];

function slipOf(lines: number, title = 'Số A001'): PaperDocumentInput {
  return {
    kind: 'ticket',
    title,
    elements: Array.from({ length: lines }, (_, index) => ({ type: 'text' as const, text: `dòng ${index}` })),
  };
}

interface Told {
  readonly name: EventName;
  readonly payload: unknown;
}

describe('PrintService', () => {
  let folder: string;
  let database: StationDatabase;
  let clock: HandClock;
  let bench: LabBench;
  let layout: LineLayout;
  let configs: PrinterConfig[];
  let told: Told[];
  let listeners: ((event: Told) => void)[];
  let services: PrintService[];
  let service: PrintService;

  const publish = <Name extends EventName>(name: Name, payload: EventPayload<Name>): void => {
    const event = { name, payload };
    told.push(event);
    for (const listener of [...listeners]) listener(event);
  };

  function newService(changes: Partial<PrintServiceOptions> = {}): PrintService {
    const made = new PrintService({
      database,
      layout,
      adapters: [bench.adapter(), new FileAdapter()],
      printers: () => configs,
      publish,
      clock,
      log: silentLog,
      stationName: (id) => `Quầy ${id}`,
      limits: {
        connectMs: 1000,
        answerMs: 200,
        quietMs: 5,
        stallMs: 300,
        fenceMs: 300,
        fenceMaxMs: 1000,
        watchMs: 20,
        askAgainMs: 600_000,
      },
      isWatched: () => false,
      ...changes,
    });
    services.push(made);
    return made;
  }

  async function openStore(): Promise<StationDatabase> {
    const opened = await openStationDatabaseHere({ path: join(folder, 'store.db'), key: '' });
    if (!opened.ok) throw new Error(opened.error.cause);
    return opened.value;
  }

  async function submitted(key: string, document = slipOf(10), printerId = 'ticket'): Promise<PrintJob> {
    const job = await service.submit({ key, printerId, document, reference: key, stationId: '1' });
    if (!job.ok) throw new Error(JSON.stringify(job.error));
    return job.value;
  }

  function jobsTold(id: string): PrintJob[] {
    return told
      .filter(({ name }) => name === 'printing.jobChanged')
      .map(({ payload }) => payload as PrintJob)
      .filter((job) => job.id === id);
  }

  function when<Payload>(name: EventName, fits: (payload: Payload) => boolean): Promise<Payload> {
    return new Promise((resolve) => {
      const listener = (event: Told): void => {
        if (event.name !== name || !fits(event.payload as Payload)) return;
        listeners = listeners.filter((other) => other !== listener);
        resolve(event.payload as Payload);
      };
      listeners.push(listener);
    });
  }

  const lab = (name = 'ticket'): LabPrinter => bench.printer(name);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'journal-'));
    database = await openStore();
    clock = new HandClock();
    bench = new LabBench({ clock, publish: () => undefined, scanners: () => [] });
    layout = new LineLayout();
    configs = [...printers];
    told = [];
    listeners = [];
    services = [];
    service = newService();
    await service.start();
  });

  afterEach(async () => {
    for (const made of services) await made.stop(0);
    await database.close();
    await rm(folder, { recursive: true });
  });

  describe('a slip', () => {
    it('is prepared, sent and printed, and each step is on disk when it is told', async () => {
      const journal = new StationPrintJournal(database);
      const onDisk: Promise<PrintJob | null>[] = [];
      listeners.push(({ name, payload }) => {
        if (name === 'printing.jobChanged') onDisk.push(journal.byId((payload as PrintJob).id));
      });
      const job = await submitted('a');
      expect(job).toMatchObject({
        state: 'prepared',
        copy: 1,
        copyOf: null,
        settledBy: null,
        title: 'Số A001',
      });
      expect(await service.ended(job.id)).toMatchObject({
        state: 'printed',
        confirmed: true,
        settledBy: 'machine',
        reason: null,
      });
      expect((await Promise.all(onDisk)).map((stored) => stored?.state)).toEqual([
        'prepared',
        'sending',
        'printed',
      ]);
      expect(jobsTold(job.id)).toEqual(await Promise.all(onDisk));
      expect(lab().papers).toHaveLength(1);
    });

    it('keeps its picture', async () => {
      const job = await submitted('a');
      expect(await service.picture(job.id)).toMatchObject({ ok: true, value: { width: 576, height: 80 } });
      expect(await service.picture(crypto.randomUUID())).toMatchObject({
        error: { code: 'print-job-not-found' },
      });
    });

    it('is printed once for a key, asked for at once, later, or with something else', async () => {
      const asked = await Promise.all([submitted('a'), submitted('a'), submitted('a', slipOf(3))]);
      await service.ended(asked[0].id);
      const later = await submitted('a', slipOf(5, 'khác'), 'receipt');
      expect(new Set([...asked, later].map(({ id }) => id)).size).toBe(1);
      expect(later.state).toBe('printed');
      expect(lab().papers).toHaveLength(1);
      expect(lab('receipt').papers).toHaveLength(0);
    });

    it('comes out in the order of asking', async () => {
      const jobs = [
        await submitted('a', slipOf(1)),
        await submitted('b', slipOf(2)),
        await submitted('c', slipOf(3)),
      ];
      for (const { id } of jobs) await service.ended(id);
      const heights = lab().papers.map(({ raster }) => raster.height - lab().profile.feedToCutterDots);
      expect(heights).toEqual([24, 16, 8]);
    });

    it('does not wait for a printer that is not its own', async () => {
      lab('ticket').setFault('neverReads', true);
      const stuck = await submitted('a', slipOf(10), 'ticket');
      const free = await submitted('b', slipOf(10), 'receipt');
      expect(await service.ended(free.id)).toMatchObject({ state: 'printed' });
      expect((await service.jobs(10, false)).find(({ id }) => id === stuck.id)?.state).not.toBe('printed');
    });

    it('is refused before anything is written down when it cannot be drawn or has no printer', async () => {
      const ask = (document: PaperDocumentInput, printerId = 'ticket'): Promise<Result<PrintJob, AppError>> =>
        service.submit({ key: 'x', printerId, document, reference: 'r', stationId: '1' });
      expect(await ask(slipOf(1), 'nowhere')).toMatchObject({ error: { code: 'printer-not-configured' } });
      expect(await ask(slipOf(1, 'too wide'))).toMatchObject({ error: { code: 'document-too-wide' } });
      const broken = { ...slipOf(1), elements: [{ type: 'spacer' as const, mm: -1 }] };
      expect(await ask(broken)).toMatchObject({
        error: { code: 'document-invalid', detail: { field: 'elements.0.mm' } },
      });
      configs = [{ ...printers[0]!, profile: 'no-such-model' }];
      await service.reconfigure();
      expect(await ask(slipOf(1))).toMatchObject({ error: { code: 'printer-not-configured' } });
      configs = [{ ...printers[0]!, address: 'wedge:' }];
      await service.reconfigure();
      expect(await ask(slipOf(1))).toMatchObject({ error: { code: 'printer-not-configured' } });
      expect(await service.jobs(10, false)).toEqual([]);
    });

    it('to a file is printed as far as anybody can tell', async () => {
      configs = [
        { id: 'file', name: 'Tệp', address: `file:${join(folder, 'paper.bin')}`, profile: 'generic-80' },
      ];
      await service.reconfigure();
      const job = await submitted('a', slipOf(1), 'file');
      expect(await service.ended(job.id)).toMatchObject({ state: 'printed', confirmed: false });
    });
  });

  describe('a job that was not printed', () => {
    it('says why, is printed on a retry under the same copy number, and then cannot be retried', async () => {
      lab().setFault('paperOut', true);
      const job = await submitted('a');
      expect(await service.ended(job.id)).toMatchObject({
        state: 'notPrinted',
        reason: { code: 'printer-paper-out' },
        settledBy: 'machine',
      });
      lab().setFault('paperOut', false);
      expect(lab().papers).toEqual([]);
      const [first, second] = await Promise.all([service.retry(job.id), service.retry(job.id)]);
      expect([first.ok, second.ok].filter(Boolean)).toHaveLength(1);
      expect(await service.ended(job.id)).toMatchObject({ state: 'printed', copy: 1, reason: null });
      expect(await service.retry(job.id)).toMatchObject({ error: { code: 'print-job-settled' } });
      expect(lab().papers).toHaveLength(1);
    });

    it('cannot be settled or reprinted', async () => {
      lab().setFault('coverOpen', true);
      const job = await submitted('a');
      await service.ended(job.id);
      expect(await service.settle(job.id, true)).toMatchObject({ error: { code: 'print-job-settled' } });
      expect(await service.reprint(job.id, 'kẹt giấy', '1')).toMatchObject({
        error: { code: 'illegal-transition' },
      });
    });
  });

  describe('a job of which nobody knows', () => {
    async function unknownJob(): Promise<PrintJob> {
      lab().setFault('dropMidJob', true);
      const job = await submitted('a', slipOf(100));
      const ended = await service.ended(job.id);
      expect(ended).toMatchObject({ state: 'unknown', reason: { code: 'printer-dropped' }, settledBy: null });
      lab().setFault('dropMidJob', false);
      return ended;
    }

    it('is never repeated by the machine, not even after a restart', async () => {
      const { id } = await unknownJob();
      await service.stop();
      service = newService();
      await service.start();
      expect((await service.jobs(1, true))[0]).toMatchObject({ id, state: 'unknown' });
      expect(await service.retry(id)).toMatchObject({ error: { code: 'print-job-settled' } });
      expect(await service.reprint(id, 'x', null)).toMatchObject({ error: { code: 'illegal-transition' } });
      expect(lab().papers.filter(({ cut }) => cut)).toEqual([]);
    });

    it('is settled by a person as printed, once', async () => {
      const { id } = await unknownJob();
      expect(await service.settle(id, true)).toMatchObject({
        value: { state: 'printed', settledBy: 'person', confirmed: false, reason: null },
      });
      expect(await service.settle(id, false)).toMatchObject({ error: { code: 'print-job-settled' } });
      expect(await service.jobs(10, true)).toEqual([]);
    });

    it('is settled by a person as not printed, and then printed', async () => {
      const { id } = await unknownJob();
      expect(await service.settle(id, false)).toMatchObject({
        value: { state: 'notPrinted', settledBy: 'person', reason: { code: 'printer-dropped' } },
      });
      expect(await service.jobs(10, true)).toHaveLength(1);
      expect(await service.retry(id)).toMatchObject({
        value: { state: 'prepared', settledBy: null, reason: null },
      });
      expect(await service.ended(id)).toMatchObject({ state: 'printed', settledBy: 'machine' });
    });
  });

  describe('a further copy', () => {
    it('is marked, counted from the original, and keeps its reason', async () => {
      const original = await submitted('a', slipOf(4));
      await service.ended(original.id);
      const second = await service.reprint(original.id, 'khách làm mất', '2');
      if (!second.ok) throw new Error(second.error.code);
      expect(second.value).toMatchObject({
        copy: 2,
        copyOf: original.id,
        stationId: '2',
        printerId: 'ticket',
      });
      await service.ended(second.value.id);
      // A copy of the copy is a copy of the original: the mark does not stand on the paper twice.
      const third = await service.reprint(second.value.id, 'giấy nhăn', null);
      if (!third.ok) throw new Error(third.error.code);
      expect(third.value).toMatchObject({ copy: 3, copyOf: original.id });
      await service.ended(third.value.id);
      const journal = new StationPrintJournal(database);
      const marked = JSON.stringify((await journal.document(third.value.id))?.elements);
      // At the head and at the foot.
      expect(marked.match(/BẢN IN LẠI/g)).toHaveLength(2);
      expect(marked).toContain('Quầy 2');
      const reasons = await database.all('SELECT copy, copy_reason AS reason FROM print_job ORDER BY copy');
      expect(reasons).toEqual([
        { copy: 1, reason: null },
        { copy: 2, reason: 'khách làm mất' },
        { copy: 3, reason: 'giấy nhăn' },
      ]);
    });

    it('is made once for an impatient hand', async () => {
      const original = await submitted('a');
      await service.ended(original.id);
      const copies = await Promise.all(
        [1, 2, 3].map(() => service.reprint(original.id, 'khách làm mất', null)),
      );
      const ids = new Set(copies.map((copy) => (copy.ok ? copy.value.id : copy.error.code)));
      expect(ids.size).toBe(1);
      await service.ended([...ids][0]!);
      expect(lab().papers).toHaveLength(2);
    });

    it('is not made while an earlier copy is in doubt', async () => {
      const original = await submitted('a');
      await service.ended(original.id);
      lab().setFault('paperOut', true);
      const copy = await service.reprint(original.id, 'mờ', null);
      if (!copy.ok) throw new Error(copy.error.code);
      await service.ended(copy.value.id);
      expect(await service.reprint(original.id, 'mờ', null)).toMatchObject({
        error: { code: 'illegal-transition', detail: { state: 'notPrinted' } },
      });
    });

    it('of what is not there is an error', async () => {
      const nobody = crypto.randomUUID();
      for (const asked of [
        service.reprint(nobody, 'x', null),
        service.retry(nobody),
        service.settle(nobody, true),
      ])
        expect(await asked).toMatchObject({ error: { code: 'print-job-not-found' } });
      await expect(service.ended(nobody)).rejects.toThrow(nobody);
    });
  });

  describe('after a crash', () => {
    /**
     * The process dies while the first slip is being sent and the second waits behind it. What a crash leaves is what is on
     * disk at that moment; the old process goes on writing into a store that nobody reads again.
     */
    async function crashed(): Promise<readonly [PrintJob, PrintJob]> {
      lab().setFault('neverReads', true);
      const isSending = when<PrintJob>('printing.jobChanged', (job) => job.state === 'sending');
      const jobs = [await submitted('a'), await submitted('b')] as const;
      await isSending;
      const path = join(folder, 'left-behind.db');
      await database.all(`VACUUM INTO '${path}'`);
      const leftBehind = await openStationDatabaseHere({ path, key: '' });
      if (!leftBehind.ok) throw new Error(leftBehind.error.cause);
      await service.stop(0);
      await database.close();
      database = leftBehind.value;
      lab().setFault('neverReads', false);
      lab().clearPaper();
      return jobs;
    }

    it('what was being sent is unknown, whatever came out', async () => {
      const [first] = await crashed();
      service = newService();
      await service.start();
      expect(await service.ended(first.id)).toMatchObject({
        state: 'unknown',
        reason: { code: 'print-interrupted' },
        settledBy: null,
      });
    });

    it('what was prepared and never begun is printed, if it is fresh', async () => {
      const [, second] = await crashed();
      clock.pass(9 * minute);
      service = newService();
      await service.start();
      expect(await service.ended(second.id)).toMatchObject({ state: 'printed' });
      expect(lab().papers.filter(({ cut }) => cut)).toHaveLength(1);
    });

    it.each([
      ['long ago', 11 * minute],
      ['by a clock that went wrong', -minute],
    ])('what was prepared %s waits for a person', async (_when, passed) => {
      const [, second] = await crashed();
      clock.pass(passed);
      service = newService();
      await service.start();
      expect(await service.ended(second.id)).toMatchObject({
        state: 'notPrinted',
        reason: { code: 'print-interrupted' },
      });
      expect(lab().papers.filter(({ cut }) => cut)).toEqual([]);
    });

    it('a retry counts as fresh from the retry on', async () => {
      lab().setFault('paperOut', true);
      const job = await submitted('a');
      await service.ended(job.id);
      clock.pass(60 * minute);
      lab().setFault('paperOut', false);
      lab().setFault('neverReads', true);
      await submitted('before', slipOf(1));
      await service.retry(job.id);
      await service.stop(0);
      lab().setFault('neverReads', false);
      service = newService();
      await service.start();
      expect(await service.ended(job.id)).toMatchObject({ state: 'printed' });
    });

    it('what waits for a printer that is gone from the configuration is not printed', async () => {
      const [, second] = await crashed();
      configs = [printers[1]!];
      service = newService();
      await service.start();
      expect(await service.ended(second.id)).toMatchObject({
        state: 'notPrinted',
        reason: { code: 'printer-not-configured' },
      });
    });
  });

  describe('stopping', () => {
    it('leaves unknown what was being sent, and prepared what waited', async () => {
      lab().setFault('neverReads', true);
      const isSending = when<PrintJob>('printing.jobChanged', (job) => job.state === 'sending');
      const first = await submitted('a');
      const second = await submitted('b');
      await isSending;
      await service.stop(0);
      const journal = new StationPrintJournal(database);
      expect(await journal.byId(first.id)).toMatchObject({
        state: 'unknown',
        reason: { code: 'print-interrupted' },
      });
      expect(await journal.byId(second.id)).toMatchObject({ state: 'prepared' });
    });

    it('leaves prepared what was stopped while the printer was still being asked', async () => {
      lab().setFault('neverReads', true);
      const job = await submitted('a');
      await service.stop(0);
      expect(jobsTold(job.id).map(({ state }) => state)).toEqual(['prepared']);
      expect(await new StationPrintJournal(database).byId(job.id)).toMatchObject({ state: 'prepared' });
    });

    it('waits for a slip that is coming out', async () => {
      const job = await submitted('a');
      await service.stop();
      expect((await new StationPrintJournal(database).byId(job.id))?.state).toMatch(/printed|prepared/);
      expect(lab().papers.length).toBe((await service.jobs(1, false))[0]?.state === 'printed' ? 1 : 0);
    });
  });

  describe('a broken store', () => {
    it('refuses the job, and prints nothing', async () => {
      await database.run('ALTER TABLE print_job RENAME TO gone');
      expect(
        await service.submit({
          key: 'a',
          printerId: 'ticket',
          document: slipOf(1),
          reference: 'r',
          stationId: '1',
        }),
      ).toMatchObject({ error: { code: 'store-unwritable' } });
      expect(lab().papers).toEqual([]);
    });

    it('sends nothing that it could not write down before', async () => {
      await database.run(
        `CREATE TRIGGER full BEFORE UPDATE ON print_job WHEN NEW.state = 'sending'
          BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
      );
      const job = await submitted('a');
      expect(await service.ended(job.id)).toMatchObject({
        state: 'notPrinted',
        reason: { code: 'store-unwritable' },
      });
      expect(lab().papers).toEqual([]);
    });

    it('tells the end that it cannot write down, and reads it as unknown after a restart', async () => {
      await database.run(
        `CREATE TRIGGER full BEFORE UPDATE ON print_job WHEN NEW.state = 'printed'
          BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
      );
      const end = when<PrintJob>('printing.jobChanged', (job) => job.state === 'printed');
      const job = await submitted('a');
      expect(await end).toMatchObject({ id: job.id, confirmed: true });
      await service.stop();
      await database.run('DROP TRIGGER full');
      service = newService();
      await service.start();
      expect(await service.ended(job.id)).toMatchObject({ state: 'unknown' });
    });
  });

  describe('the list of what waits for a person', () => {
    it('leaves out what a later slip for the same thing has made good, and numbers of yesterday', async () => {
      lab().setFault('paperOut', true);
      const failed = await submitted('a');
      const kept = await submitted('b', { ...slipOf(1), kind: 'receipt' });
      const ticket = await submitted('c');
      for (const { id } of [failed, kept, ticket]) await service.ended(id);
      lab().setFault('paperOut', false);
      const again = await service.submit({
        key: 'a again',
        printerId: 'ticket',
        document: slipOf(1),
        reference: 'a',
        stationId: '1',
      });
      if (again.ok) await service.ended(again.value.id);
      expect((await service.jobs(10, true)).map(({ id }) => id)).toEqual([ticket.id, kept.id]);
      clock.pass(2 * day);
      expect((await service.jobs(10, true)).map(({ id }) => id)).toEqual([kept.id]);
      expect(await service.jobs(10, false)).toHaveLength(4);
      expect(await service.jobs(1, false)).toHaveLength(1);
    });
  });

  it('forgets jobs after thirty days, with the personal data in them', async () => {
    const job = await submitted('a');
    await service.ended(job.id);
    clock.pass(29 * day);
    const young = await submitted('b');
    await service.ended(young.id);
    await service.stop();
    clock.pass(2 * day);
    service = newService();
    await service.start();
    expect((await service.jobs(10, false)).map(({ id }) => id)).toEqual([young.id]);
  });

  describe('printers', () => {
    it('are unknown until asked, and told when they change, whoever looks', async () => {
      expect(service.printers()[0]).toMatchObject({
        id: 'ticket',
        status: { online: 'unknown', paper: 'unknown' },
        checkedAt: null,
        busy: false,
      });
      expect(await service.check('ticket')).toMatchObject({
        value: { status: { online: 'yes', paper: 'ok' }, problem: null },
      });
      expect(await service.check('nowhere')).toMatchObject({ error: { code: 'printer-not-configured' } });
      lab().setFault('coverOpen', true);
      const open = when<PrinterView[]>('printing.printersChanged', ([view]) => view?.status.cover === 'open');
      const watching = newService({ isWatched: () => true, pollMs: 5 });
      await watching.start();
      expect((await open)[0]).toMatchObject({
        problem: { code: 'printer-cover-open' },
        checkedAt: expect.any(String) as string,
      });
      const closed = when<PrinterView[]>(
        'printing.printersChanged',
        ([view]) => view?.status.cover === 'closed',
      );
      lab().setFault('coverOpen', false);
      expect((await closed)[0]).toMatchObject({ problem: null });
    });

    it('say why the last slip failed when they say nothing themselves, until one is printed', async () => {
      lab().setFault('silent', true);
      lab().setFault('dropMidJob', true);
      const failed = await submitted('a', slipOf(100));
      await service.ended(failed.id);
      expect(await service.check('ticket')).toMatchObject({
        value: { status: { online: 'unknown' }, problem: { code: 'printer-dropped' } },
      });
      lab().setFault('dropMidJob', false);
      const printed = await submitted('b');
      expect(await service.ended(printed.id)).toMatchObject({ state: 'printed', confirmed: false });
      expect(await service.check('ticket')).toMatchObject({ value: { problem: null } });
    });

    it('are asked again at once after a slip', async () => {
      lab().runOutAfter(16);
      const out = when<PrinterView[]>('printing.printersChanged', ([view]) => view?.status.paper === 'out');
      const job = await submitted('a');
      expect(await service.ended(job.id)).toMatchObject({
        state: 'unknown',
        reason: { code: 'printer-paper-out' },
      });
      expect((await out)[0]?.problem?.code).toBe('printer-paper-out');
    });

    it('that are changed while a slip waits get it drawn for what they are now', async () => {
      lab().setFault('neverReads', true);
      const isSending = when<PrintJob>('printing.jobChanged', (job) => job.state === 'sending');
      await submitted('a');
      const waiting = await submitted('b');
      await isSending;
      configs = [{ ...printers[0]!, address: 'lab:small', profile: 'generic-58' }];
      bench.printer('small', 'generic-58');
      await service.reconfigure();
      expect(await service.ended(waiting.id)).toMatchObject({ state: 'printed' });
      expect(lab('small').papers[0]?.raster.width).toBe(384);
    });

    it('that are taken away while a slip waits do not print it', async () => {
      lab().setFault('neverReads', true);
      const isSending = when<PrintJob>('printing.jobChanged', (job) => job.state === 'sending');
      await submitted('a');
      const waiting = await submitted('b');
      await isSending;
      configs = [];
      await service.reconfigure();
      expect(await service.ended(waiting.id)).toMatchObject({
        state: 'notPrinted',
        reason: { code: 'printer-not-configured' },
      });
      expect(service.printers()).toEqual([]);
    });
  });
});

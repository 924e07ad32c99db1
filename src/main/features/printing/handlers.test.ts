import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PrinterConfig } from '../../../shared/contract/config.ts';
import {
  contract,
  type CallArgument,
  type CallName,
  type CallOutput,
  type EventName,
} from '../../../shared/contract/index.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import { systemClock } from '../../clock.ts';
import { LabBench } from '../../devices/printer/lab/lab-bench.ts';
import { loadPaperFonts, paperFontFiles } from '../../devices/printer/layout/glyphs.ts';
import { layOutSlip } from '../../devices/printer/layout/lay-out-slip.ts';
import { slipPicture } from '../../devices/printer/layout/slip-picture.ts';
import type { CallContext } from '../../host/handlers.ts';
import { silentLog } from '../../log.ts';
import type { StationDatabase } from '../../store/database.ts';
import { openStationDatabaseHere } from '../../store/open.ts';
import { labHandlers, printingHandlers } from './handlers.ts';
import { PrintService } from './service.ts';

const fonts = loadPaperFonts(paperFontFiles(join(import.meta.dirname, '../../../../assets/fonts')));
const context: CallContext = { window: 'lab', stationId: null, correlationId: 'c-1' };
const printer: PrinterConfig = {
  id: 'p1',
  name: 'Máy in phiếu',
  address: 'lab:ticket',
  profile: 'generic-80',
};

describe('calls about printing and the lab', () => {
  let folder: string;
  let database: StationDatabase;
  let service: PrintService;
  let handlers: ReturnType<typeof printingHandlers> & ReturnType<typeof labHandlers>;
  let told: { readonly name: EventName; readonly payload: unknown }[];

  /** Calls as the router does: the input is parsed, the output must be what the contract says. */
  async function call<Name extends CallName & keyof typeof handlers>(
    name: Name,
    input: CallArgument<Name>,
  ): Promise<Result<CallOutput<Name>, AppError>> {
    const handler = handlers[name] as unknown as (
      parsed: unknown,
      from: CallContext,
    ) => Promise<Result<CallOutput<Name>, AppError>>;
    const answer = await handler(contract.calls[name].input.parse(input), context);
    if (answer.ok) expect(contract.calls[name].output.parse(answer.value)).toEqual(answer.value);
    return answer;
  }

  async function value<Name extends CallName & keyof typeof handlers>(
    name: Name,
    input: CallArgument<Name>,
  ): Promise<CallOutput<Name>> {
    const answer = await call(name, input);
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    return answer.value;
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'calls-'));
    const opened = await openStationDatabaseHere({ path: join(folder, 'store.db'), key: '' });
    if (!opened.ok) throw new Error(opened.error.cause);
    database = opened.value;
    told = [];
    const publish = (name: EventName, payload: unknown): void => void told.push({ name, payload });
    const bench = new LabBench({ clock: systemClock, publish, scanners: () => ['gun'] });
    bench.reconfigure([printer]);
    service = new PrintService({
      database,
      layout: {
        layOut: (document, format) => layOutSlip(document, format, fonts),
        picture: (slip) => Promise.resolve(slipPicture(slip)),
        close: () => Promise.resolve(),
      },
      adapters: [bench.adapter()],
      printers: () => [printer],
      publish,
      clock: systemClock,
      log: silentLog,
      stationName: (id) => id,
      isWatched: () => false,
    });
    await service.start();
    handlers = { ...printingHandlers(service), ...labHandlers(bench) };
  });

  afterEach(async () => {
    await service.stop(0);
    await database.close();
    await rm(folder, { recursive: true });
  });

  it('print a sample, list it, show its picture and the paper that came out', async () => {
    const job = await value('printing.sample', { printerId: 'p1', sample: 'ticket' });
    expect(job).toMatchObject({ state: 'prepared', stationId: 'lab', reference: 'sample' });
    await service.ended(job.id);
    expect(await value('printing.jobs', {})).toMatchObject([{ id: job.id, state: 'printed' }]);
    expect(await value('printing.history', { text: job.title, kind: job.kind })).toMatchObject({
      jobs: [{ id: job.id }],
      more: false,
    });
    expect(await value('printing.history', { state: 'unknown' })).toEqual({ jobs: [], more: false });
    const picture = await value('printing.picture', { jobId: job.id });
    expect(Buffer.from(picture.png, 'base64').readUInt32BE(16)).toBe(576);
    expect(picture.width).toBe(576);
    const view = await value('lab.view', null);
    expect(view).toMatchObject({ scanners: ['gun'], printers: [{ name: 'ticket', faults: [] }] });
    const [paper] = view.printers[0]!.papers;
    const { png } = await value('lab.paper', { printer: 'ticket', paperId: paper!.id });
    expect(Buffer.from(png, 'base64').readUInt32BE(20)).toBe(paper!.height);
  });

  it('make and mend a fault, and everybody hears of it', async () => {
    const view = await value('lab.setFault', { printer: 'ticket', fault: 'coverOpen', on: true });
    expect(view.printers[0]).toMatchObject({
      faults: ['coverOpen'],
      status: { cover: 'open', online: 'no' },
    });
    expect(await value('printing.check', { printerId: 'p1' })).toMatchObject({
      problem: { code: 'printer-cover-open' },
    });
    const job = await value('printing.sample', { printerId: 'p1', sample: 'label' });
    expect(await service.ended(job.id)).toMatchObject({ state: 'notPrinted' });
    await value('lab.setFault', { printer: 'ticket', fault: 'coverOpen', on: false });
    await value('printing.retry', { jobId: job.id });
    expect(await service.ended(job.id)).toMatchObject({ state: 'printed' });
    expect(await value('printing.reprint', { jobId: job.id, reason: 'mờ' })).toMatchObject({
      copy: 2,
      copyOf: job.id,
    });
    expect(await value('printing.copies', { jobId: job.id })).toMatchObject([
      { copy: 1, copyReason: null },
      { copy: 2, copyReason: 'mờ' },
    ]);
    for (const { name, payload } of told)
      expect(contract.events[name].payload.parse(payload)).toEqual(payload);
    expect(told.map(({ name }) => name)).toContain('printing.printersChanged');
    expect(told.map(({ name }) => name)).toContain('lab.changed');
  });

  it('throw the paper away', async () => {
    const job = await value('printing.sample', { printerId: 'p1', sample: 'label' });
    await service.ended(job.id);
    const view = await value('lab.clearPaper', { printer: 'ticket' });
    expect(view.printers[0]?.papers).toEqual([]);
  });

  it('say that a printer, a paper or a job is not there', async () => {
    const jobId = crypto.randomUUID();
    const missing = { error: { code: 'not-found' } };
    expect(await call('lab.paper', { printer: 'ticket', paperId: 99 })).toMatchObject(missing);
    expect(await call('lab.clearPaper', { printer: 'nobody' })).toMatchObject(missing);
    expect(await call('lab.setFault', { printer: 'nobody', fault: 'silent', on: true })).toMatchObject(
      missing,
    );
    const noJob = { error: { code: 'print-job-not-found' } };
    expect(await call('printing.picture', { jobId })).toMatchObject(noJob);
    expect(await call('printing.settle', { jobId, printed: true })).toMatchObject(noJob);
    expect(await call('printing.copies', { jobId })).toMatchObject(noJob);
    expect(await call('printing.sample', { printerId: 'nobody', sample: 'label' })).toMatchObject({
      error: { code: 'printer-not-configured' },
    });
    expect(await value('printing.printers', null)).toMatchObject([{ id: 'p1' }]);
  });
});

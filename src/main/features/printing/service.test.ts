import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import type { PrintJob } from '../../../shared/contract/printing.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { PaperDocumentInput } from '../../../shared/paper/document.ts';
import type { Result } from '../../../shared/result.ts';
import { PrintRig, printers, slipOf } from './print-rig.test-support.ts';
import { StationPrintJournal } from './station-print-journal.ts';

describe('PrintService', () => {
  let rig: PrintRig;

  beforeEach(async () => {
    rig = await PrintRig.create();
  });
  afterEach(() => rig.close());

  describe('a slip', () => {
    it('is prepared, sent and printed, and each step is on disk when it is told', async () => {
      const journal = new StationPrintJournal(rig.database);
      const onDisk: Promise<PrintJob | null>[] = [];
      rig.listeners.push(({ name, payload }) => {
        if (name === 'printing.jobChanged') onDisk.push(journal.byId((payload as PrintJob).id));
      });
      const job = await rig.submitted('a');
      expect(job).toMatchObject({
        state: 'prepared',
        copy: 1,
        copyOf: null,
        settledBy: null,
        title: 'Số A001',
      });
      expect(await rig.service.ended(job.id)).toMatchObject({
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
      expect(rig.jobsTold(job.id)).toEqual(await Promise.all(onDisk));
      expect(rig.lab().papers).toHaveLength(1);
    });

    it('keeps its picture', async () => {
      const job = await rig.submitted('a');
      expect(await rig.service.picture(job.id)).toMatchObject({
        ok: true,
        value: { width: 576, height: 80 },
      });
      expect(await rig.service.picture(crypto.randomUUID())).toMatchObject({
        error: { code: 'print-job-not-found' },
      });
    });

    it('is printed once for a key, asked for at once, later, or with something else', async () => {
      const asked = await Promise.all([
        rig.submitted('a'),
        rig.submitted('a'),
        rig.submitted('a', slipOf(3)),
      ]);
      await rig.service.ended(asked[0].id);
      const later = await rig.submitted('a', slipOf(5, 'khác'), 'receipt');
      expect(new Set([...asked, later].map(({ id }) => id)).size).toBe(1);
      expect(later.state).toBe('printed');
      expect(rig.lab().papers).toHaveLength(1);
      expect(rig.lab('receipt').papers).toHaveLength(0);
    });

    it('comes out in the order of asking', async () => {
      const jobs = [
        await rig.submitted('a', slipOf(1)),
        await rig.submitted('b', slipOf(2)),
        await rig.submitted('c', slipOf(3)),
      ];
      for (const { id } of jobs) await rig.service.ended(id);
      const heights = rig
        .lab()
        .papers.map(({ raster }) => raster.height - rig.lab().profile.feedToCutterDots);
      expect(heights).toEqual([24, 16, 8]);
    });

    it('does not wait for a printer that is not its own', async () => {
      rig.lab('ticket').setFault('neverReads', true);
      const stuck = await rig.submitted('a', slipOf(10), 'ticket');
      const free = await rig.submitted('b', slipOf(10), 'receipt');
      expect(await rig.service.ended(free.id)).toMatchObject({ state: 'printed' });
      expect((await rig.service.jobs(10, false)).find(({ id }) => id === stuck.id)?.state).not.toBe(
        'printed',
      );
    });

    it('is refused before anything is written down when it cannot be drawn or has no printer', async () => {
      const ask = (document: PaperDocumentInput, printerId = 'ticket'): Promise<Result<PrintJob, AppError>> =>
        rig.service.submit({ key: 'x', printerId, document, reference: 'r', stationId: '1' });
      expect(await ask(slipOf(1), 'nowhere')).toMatchObject({ error: { code: 'printer-not-configured' } });
      expect(await ask(slipOf(1, 'too wide'))).toMatchObject({ error: { code: 'document-too-wide' } });
      const broken = { ...slipOf(1), elements: [{ type: 'spacer' as const, mm: -1 }] };
      expect(await ask(broken)).toMatchObject({
        error: { code: 'document-invalid', detail: { field: 'elements.0.mm' } },
      });
      rig.configs = [{ ...printers[0]!, profile: 'no-such-model' }];
      await rig.service.reconfigure();
      expect(await ask(slipOf(1))).toMatchObject({ error: { code: 'printer-not-configured' } });
      rig.configs = [{ ...printers[0]!, address: 'wedge:' }];
      await rig.service.reconfigure();
      expect(await ask(slipOf(1))).toMatchObject({ error: { code: 'printer-not-configured' } });
      expect(await rig.service.jobs(10, false)).toEqual([]);
    });

    it('to a file is printed as far as anybody can tell', async () => {
      rig.configs = [
        { id: 'file', name: 'Tệp', address: `file:${join(rig.folder, 'paper.bin')}`, profile: 'generic-80' },
      ];
      await rig.service.reconfigure();
      const job = await rig.submitted('a', slipOf(1), 'file');
      expect(await rig.service.ended(job.id)).toMatchObject({ state: 'printed', confirmed: false });
    });
  });

  describe('a job that was not printed', () => {
    it('says why, is printed on a retry under the same copy number, and then cannot be retried', async () => {
      rig.lab().setFault('paperOut', true);
      const job = await rig.submitted('a');
      expect(await rig.service.ended(job.id)).toMatchObject({
        state: 'notPrinted',
        reason: { code: 'printer-paper-out' },
        settledBy: 'machine',
      });
      rig.lab().setFault('paperOut', false);
      expect(rig.lab().papers).toEqual([]);
      const [first, second] = await Promise.all([rig.service.retry(job.id), rig.service.retry(job.id)]);
      expect([first.ok, second.ok].filter(Boolean)).toHaveLength(1);
      expect(await rig.service.ended(job.id)).toMatchObject({ state: 'printed', copy: 1, reason: null });
      expect(await rig.service.retry(job.id)).toMatchObject({ error: { code: 'print-job-settled' } });
      expect(rig.lab().papers).toHaveLength(1);
    });

    it('cannot be settled or reprinted', async () => {
      rig.lab().setFault('coverOpen', true);
      const job = await rig.submitted('a');
      await rig.service.ended(job.id);
      expect(await rig.service.settle(job.id, true)).toMatchObject({ error: { code: 'print-job-settled' } });
      expect(await rig.service.reprint(job.id, 'kẹt giấy', '1')).toMatchObject({
        error: { code: 'illegal-transition' },
      });
    });
  });

  describe('a job of which nobody knows', () => {
    async function unknownJob(): Promise<PrintJob> {
      rig.lab().setFault('dropMidJob', true);
      const job = await rig.submitted('a', slipOf(100));
      const ended = await rig.service.ended(job.id);
      expect(ended).toMatchObject({ state: 'unknown', reason: { code: 'printer-dropped' }, settledBy: null });
      rig.lab().setFault('dropMidJob', false);
      return ended;
    }

    it('is never repeated by the machine, not even after a restart', async () => {
      const { id } = await unknownJob();
      await rig.service.stop();
      rig.service = rig.newService();
      await rig.service.start();
      expect((await rig.service.jobs(1, true))[0]).toMatchObject({ id, state: 'unknown' });
      expect(await rig.service.retry(id)).toMatchObject({ error: { code: 'print-job-settled' } });
      expect(await rig.service.reprint(id, 'x', null)).toMatchObject({
        error: { code: 'illegal-transition' },
      });
      expect(rig.lab().papers.filter(({ cut }) => cut)).toEqual([]);
    });

    it('is settled by a person as printed, once', async () => {
      const { id } = await unknownJob();
      expect(await rig.service.settle(id, true)).toMatchObject({
        value: { state: 'printed', settledBy: 'person', confirmed: false, reason: null },
      });
      expect(await rig.service.settle(id, false)).toMatchObject({ error: { code: 'print-job-settled' } });
      expect(await rig.service.jobs(10, true)).toEqual([]);
    });

    it('is settled by a person as not printed, and then printed', async () => {
      const { id } = await unknownJob();
      expect(await rig.service.settle(id, false)).toMatchObject({
        value: { state: 'notPrinted', settledBy: 'person', reason: { code: 'printer-dropped' } },
      });
      expect(await rig.service.jobs(10, true)).toHaveLength(1);
      expect(await rig.service.retry(id)).toMatchObject({
        value: { state: 'prepared', settledBy: null, reason: null },
      });
      expect(await rig.service.ended(id)).toMatchObject({ state: 'printed', settledBy: 'machine' });
    });
  });

  describe('a further copy', () => {
    it('is marked, counted from the original, and keeps its reason', async () => {
      const original = await rig.submitted('a', slipOf(4));
      await rig.service.ended(original.id);
      const second = await rig.service.reprint(original.id, 'khách làm mất', '2');
      if (!second.ok) throw new Error(second.error.code);
      expect(second.value).toMatchObject({
        copy: 2,
        copyOf: original.id,
        stationId: '2',
        printerId: 'ticket',
      });
      await rig.service.ended(second.value.id);
      // A copy of the copy is a copy of the original: the mark does not stand on the paper twice.
      const third = await rig.service.reprint(second.value.id, 'giấy nhăn', null);
      if (!third.ok) throw new Error(third.error.code);
      expect(third.value).toMatchObject({ copy: 3, copyOf: original.id });
      await rig.service.ended(third.value.id);
      const journal = new StationPrintJournal(rig.database);
      const marked = JSON.stringify((await journal.document(third.value.id))?.elements);
      // At the head and at the foot.
      expect(marked.match(/BẢN IN LẠI/g)).toHaveLength(2);
      expect(marked).toContain('Quầy 2');
      const reasons = await rig.database.all(
        'SELECT copy, copy_reason AS reason FROM print_job ORDER BY copy',
      );
      expect(reasons).toEqual([
        { copy: 1, reason: null },
        { copy: 2, reason: 'khách làm mất' },
        { copy: 3, reason: 'giấy nhăn' },
      ]);
    });

    it('says who asked for it: whoever is signed in at the station that asks, and nobody else', async () => {
      await rig.service.stop(0);
      const people: Readonly<Record<string, string>> = { '1': 'Trần Văn Mẫu', '2': 'Lê Thị Ngọc Bích' };
      const service = rig.newService({ personAt: (stationId) => people[stationId] ?? null });
      await service.start();
      const request = { key: 'a', printerId: 'ticket', document: slipOf(4), reference: 'a', stationId: '1' };
      const original = await service.submit(request);
      if (!original.ok) throw new Error(original.error.code);
      await service.ended(original.value.id);
      const journal = new StationPrintJournal(rig.database);
      const markOf = async (stationId: string | null): Promise<string> => {
        const copy = await service.reprint(original.value.id, 'mờ', stationId);
        if (!copy.ok) throw new Error(copy.error.code);
        await service.ended(copy.value.id);
        return JSON.stringify((await journal.document(copy.value.id))?.elements);
      };
      expect(await markOf('2')).toContain('người in: Lê Thị Ngọc Bích, Quầy 2');
      // From the settings: whoever sits at the first station did not ask for it.
      expect(await markOf(null)).not.toContain('người in');
    });

    it('is made once for an impatient hand', async () => {
      const original = await rig.submitted('a');
      await rig.service.ended(original.id);
      const copies = await Promise.all(
        [1, 2, 3].map(() => rig.service.reprint(original.id, 'khách làm mất', null)),
      );
      const ids = new Set(copies.map((copy) => (copy.ok ? copy.value.id : copy.error.code)));
      expect(ids.size).toBe(1);
      await rig.service.ended([...ids][0]!);
      expect(rig.lab().papers).toHaveLength(2);
    });

    it('is not made while an earlier copy is in doubt', async () => {
      const original = await rig.submitted('a');
      await rig.service.ended(original.id);
      rig.lab().setFault('paperOut', true);
      const copy = await rig.service.reprint(original.id, 'mờ', null);
      if (!copy.ok) throw new Error(copy.error.code);
      await rig.service.ended(copy.value.id);
      expect(await rig.service.reprint(original.id, 'mờ', null)).toMatchObject({
        error: { code: 'illegal-transition', detail: { state: 'notPrinted' } },
      });
    });

    it('of what is not there is an error', async () => {
      const nobody = crypto.randomUUID();
      for (const asked of [
        rig.service.reprint(nobody, 'x', null),
        rig.service.retry(nobody),
        rig.service.settle(nobody, true),
      ])
        expect(await asked).toMatchObject({ error: { code: 'print-job-not-found' } });
      await expect(rig.service.ended(nobody)).rejects.toThrow(nobody);
    });
  });
});

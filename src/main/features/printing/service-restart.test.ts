import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import type { PrintJob } from '../../../shared/contract/printing.ts';
import { openStationDatabaseHere } from '../../store/open.ts';
import { day, minute, PrintRig, printers, slipOf } from './print-rig.test-support.ts';
import { StationPrintJournal } from './station-print-journal.ts';

describe('PrintService and its process', () => {
  let rig: PrintRig;

  beforeEach(async () => {
    rig = await PrintRig.create();
  });
  afterEach(() => rig.close());

  describe('after a crash', () => {
    /**
     * The process dies while the first slip is being sent and the second waits behind it. What a crash leaves is what is on
     * disk at that moment; the old process goes on writing into a store that nobody reads again.
     */
    async function crashed(): Promise<readonly [PrintJob, PrintJob]> {
      rig.lab().setFault('neverReads', true);
      const isSending = rig.when<PrintJob>('printing.jobChanged', (job) => job.state === 'sending');
      const jobs = [await rig.submitted('a'), await rig.submitted('b')] as const;
      await isSending;
      const path = join(rig.folder, 'left-behind.db');
      await rig.database.all(`VACUUM INTO '${path}'`);
      const leftBehind = await openStationDatabaseHere({ path, key: '' });
      if (!leftBehind.ok) throw new Error(leftBehind.error.cause);
      await rig.service.stop(0);
      await rig.database.close();
      rig.database = leftBehind.value;
      rig.lab().setFault('neverReads', false);
      rig.lab().clearPaper();
      return jobs;
    }

    it('what was being sent is unknown, whatever came out', async () => {
      const [first] = await crashed();
      rig.service = rig.newService();
      await rig.service.start();
      expect(await rig.service.ended(first.id)).toMatchObject({
        state: 'unknown',
        reason: { code: 'print-interrupted' },
        settledBy: null,
      });
    });

    it('what was prepared and never begun is printed, if it is fresh', async () => {
      const [, second] = await crashed();
      rig.clock.pass(9 * minute);
      rig.service = rig.newService();
      await rig.service.start();
      expect(await rig.service.ended(second.id)).toMatchObject({ state: 'printed' });
      expect(rig.lab().papers.filter(({ cut }) => cut)).toHaveLength(1);
    });

    it.each([
      ['long ago', 11 * minute],
      ['by a clock that went wrong', -minute],
    ])('what was prepared %s waits for a person', async (_when, passed) => {
      const [, second] = await crashed();
      rig.clock.pass(passed);
      rig.service = rig.newService();
      await rig.service.start();
      expect(await rig.service.ended(second.id)).toMatchObject({
        state: 'notPrinted',
        reason: { code: 'print-interrupted' },
      });
      expect(rig.lab().papers.filter(({ cut }) => cut)).toEqual([]);
    });

    it('a retry counts as fresh from the retry on', async () => {
      rig.lab().setFault('paperOut', true);
      const job = await rig.submitted('a');
      await rig.service.ended(job.id);
      rig.clock.pass(60 * minute);
      rig.lab().setFault('paperOut', false);
      rig.lab().setFault('neverReads', true);
      await rig.submitted('before', slipOf(1));
      await rig.service.retry(job.id);
      await rig.service.stop(0);
      rig.lab().setFault('neverReads', false);
      rig.service = rig.newService();
      await rig.service.start();
      expect(await rig.service.ended(job.id)).toMatchObject({ state: 'printed' });
    });

    it('a printer is not taken to be at the beginning of a command until it has printed a slip to its end', async () => {
      const whole = slipOf(60);
      const printed = await rig.submitted('older', whole);
      await rig.service.ended(printed.id);
      rig.lab().setFault('dropMidJob', true);
      const broken = await rig.submitted('broken', whole);
      expect(await rig.service.ended(broken.id)).toMatchObject({ state: 'unknown' });
      rig.lab().setFault('dropMidJob', false);
      // A person settles it, has it made ready anew, and the program ends: nothing but the journal knows of the printer.
      await rig.service.settle(broken.id, false);
      await rig.service.stop(0);
      const journal = new StationPrintJournal(rig.database);
      await journal.step(broken.id, ['notPrinted'], { state: 'prepared', preparedAt: rig.clock.now() });
      expect(await journal.unfinishedPrinters()).toEqual(['ticket']);
      rig.lab().clearPaper();
      rig.service = rig.newService();
      await rig.service.start();
      expect(await rig.service.ended(broken.id)).toMatchObject({ state: 'printed', confirmed: true });
      const black = rig.lab().papers.map(({ raster }) => raster.data.filter((dots) => dots === 0xff).length);
      expect(Math.max(...black)).toBeGreaterThanOrEqual(60 * 8 * 72);
      expect(await journal.unfinishedPrinters()).toEqual([]);
    });

    it('what waits for a printer that is gone from the configuration is not printed', async () => {
      const [, second] = await crashed();
      rig.configs = [printers[1]!];
      rig.service = rig.newService();
      await rig.service.start();
      expect(await rig.service.ended(second.id)).toMatchObject({
        state: 'notPrinted',
        reason: { code: 'printer-not-configured' },
      });
    });
  });

  describe('stopping', () => {
    it('leaves unknown what was being sent, and prepared what waited', async () => {
      rig.lab().setFault('neverReads', true);
      const isSending = rig.when<PrintJob>('printing.jobChanged', (job) => job.state === 'sending');
      const first = await rig.submitted('a');
      const second = await rig.submitted('b');
      await isSending;
      await rig.service.stop(0);
      const journal = new StationPrintJournal(rig.database);
      expect(await journal.byId(first.id)).toMatchObject({
        state: 'unknown',
        reason: { code: 'print-interrupted' },
      });
      expect(await journal.byId(second.id)).toMatchObject({ state: 'prepared' });
    });

    it('leaves prepared what was stopped while the printer was still being asked', async () => {
      rig.lab().setFault('neverReads', true);
      const job = await rig.submitted('a');
      await rig.service.stop(0);
      expect(rig.jobsTold(job.id).map(({ state }) => state)).toEqual(['prepared']);
      expect(await new StationPrintJournal(rig.database).byId(job.id)).toMatchObject({ state: 'prepared' });
    });

    it('waits for a slip that is coming out', async () => {
      const job = await rig.submitted('a');
      await rig.service.stop();
      expect((await new StationPrintJournal(rig.database).byId(job.id))?.state).toMatch(/printed|prepared/);
      expect(rig.lab().papers.length).toBe(
        (await rig.service.jobs(1, false))[0]?.state === 'printed' ? 1 : 0,
      );
    });
  });

  it('forgets jobs after thirty days, with the personal data in them', async () => {
    const job = await rig.submitted('a');
    await rig.service.ended(job.id);
    rig.clock.pass(29 * day);
    const young = await rig.submitted('b');
    await rig.service.ended(young.id);
    await rig.service.stop();
    rig.clock.pass(2 * day);
    rig.service = rig.newService();
    await rig.service.start();
    expect((await rig.service.jobs(10, false)).map(({ id }) => id)).toEqual([young.id]);
  });
});

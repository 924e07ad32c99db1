import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PrinterView, PrintJob } from '../../../shared/contract/printing.ts';
import { PrintRig, printers, slipOf } from './print-rig.test-support.ts';

describe('PrintService and its printers', () => {
  let rig: PrintRig;

  beforeEach(async () => {
    rig = await PrintRig.create();
  });
  afterEach(() => rig.close());

  describe('printers', () => {
    it('are unknown until asked, and told when they change, whoever looks', async () => {
      expect(rig.service.printers()[0]).toMatchObject({
        id: 'ticket',
        status: { online: 'unknown', paper: 'unknown' },
        checkedAt: null,
        busy: false,
      });
      expect(await rig.service.check('ticket')).toMatchObject({
        value: { status: { online: 'yes', paper: 'ok' }, problem: null },
      });
      expect(await rig.service.check('nowhere')).toMatchObject({ error: { code: 'printer-not-configured' } });
      rig.lab().setFault('coverOpen', true);
      const open = rig.when<PrinterView[]>(
        'printing.printersChanged',
        ([view]) => view?.status.cover === 'open',
      );
      const watching = rig.newService({ isWatched: () => true, pollMs: 5 });
      await watching.start();
      expect((await open)[0]).toMatchObject({
        problem: { code: 'printer-cover-open' },
        checkedAt: expect.any(String) as string,
      });
      const closed = rig.when<PrinterView[]>(
        'printing.printersChanged',
        ([view]) => view?.status.cover === 'closed',
      );
      rig.lab().setFault('coverOpen', false);
      expect((await closed)[0]).toMatchObject({ problem: null });
    });

    it('say why the last slip failed when they say nothing themselves, until one is printed', async () => {
      rig.lab().setFault('silent', true);
      rig.lab().setFault('dropMidJob', true);
      const failed = await rig.submitted('a', slipOf(100));
      await rig.service.ended(failed.id);
      expect(await rig.service.check('ticket')).toMatchObject({
        value: { status: { online: 'unknown' }, problem: { code: 'printer-dropped' } },
      });
      rig.lab().setFault('dropMidJob', false);
      const printed = await rig.submitted('b');
      expect(await rig.service.ended(printed.id)).toMatchObject({ state: 'printed', confirmed: false });
      expect(await rig.service.check('ticket')).toMatchObject({ value: { problem: null } });
    });

    it('are asked again at once after a slip', async () => {
      rig.lab().runOutAfter(16);
      const out = rig.when<PrinterView[]>(
        'printing.printersChanged',
        ([view]) => view?.status.paper === 'out',
      );
      const job = await rig.submitted('a');
      expect(await rig.service.ended(job.id)).toMatchObject({
        state: 'unknown',
        reason: { code: 'printer-paper-out' },
      });
      expect((await out)[0]?.problem?.code).toBe('printer-paper-out');
    });

    it('that are changed while a slip waits get it drawn for what they are now', async () => {
      rig.lab().setFault('neverReads', true);
      const isSending = rig.when<PrintJob>('printing.jobChanged', (job) => job.state === 'sending');
      await rig.submitted('a');
      const waiting = await rig.submitted('b');
      await isSending;
      rig.configs = [{ ...printers[0]!, address: 'lab:small', profile: 'generic-58' }];
      rig.bench.printer('small', 'generic-58');
      await rig.service.reconfigure();
      expect(await rig.service.ended(waiting.id)).toMatchObject({ state: 'printed' });
      expect(rig.lab('small').papers[0]?.raster.width).toBe(384);
    });

    it('that are taken away while a slip waits do not print it', async () => {
      rig.lab().setFault('neverReads', true);
      const isSending = rig.when<PrintJob>('printing.jobChanged', (job) => job.state === 'sending');
      await rig.submitted('a');
      const waiting = await rig.submitted('b');
      await isSending;
      rig.configs = [];
      await rig.service.reconfigure();
      expect(await rig.service.ended(waiting.id)).toMatchObject({
        state: 'notPrinted',
        reason: { code: 'printer-not-configured' },
      });
      expect(rig.service.printers()).toEqual([]);
    });
  });
});

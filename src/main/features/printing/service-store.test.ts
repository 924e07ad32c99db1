import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PrintJob } from '../../../shared/contract/printing.ts';
import { day, PrintRig, slipOf } from './print-rig.test-support.ts';

describe('PrintService and its store', () => {
  let rig: PrintRig;

  beforeEach(async () => {
    rig = await PrintRig.create();
  });
  afterEach(() => rig.close());

  describe('a broken store', () => {
    it('refuses the job, and prints nothing', async () => {
      await rig.database.run('ALTER TABLE print_job RENAME TO gone');
      expect(
        await rig.service.submit({
          key: 'a',
          printerId: 'ticket',
          document: slipOf(1),
          reference: 'r',
          stationId: '1',
        }),
      ).toMatchObject({ error: { code: 'store-unwritable' } });
      expect(rig.lab().papers).toEqual([]);
    });

    it('sends nothing that it could not write down before', async () => {
      await rig.database.run(
        `CREATE TRIGGER full BEFORE UPDATE ON print_job WHEN NEW.state = 'sending'
          BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
      );
      const job = await rig.submitted('a');
      expect(await rig.service.ended(job.id)).toMatchObject({
        state: 'notPrinted',
        reason: { code: 'store-unwritable' },
      });
      expect(rig.lab().papers).toEqual([]);
    });

    it('tells the end that it cannot write down, and reads it as unknown after a restart', async () => {
      await rig.database.run(
        `CREATE TRIGGER full BEFORE UPDATE ON print_job WHEN NEW.state = 'printed'
          BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
      );
      const end = rig.when<PrintJob>('printing.jobChanged', (job) => job.state === 'printed');
      const job = await rig.submitted('a');
      expect(await end).toMatchObject({ id: job.id, confirmed: true });
      await rig.service.stop();
      await rig.database.run('DROP TRIGGER full');
      rig.service = rig.newService();
      await rig.service.start();
      expect(await rig.service.ended(job.id)).toMatchObject({ state: 'unknown' });
    });
  });

  describe('the list of what waits for a person', () => {
    it('leaves out what a later slip for the same thing has made good, and numbers of yesterday', async () => {
      rig.lab().setFault('paperOut', true);
      const failed = await rig.submitted('a');
      const kept = await rig.submitted('b', { ...slipOf(1), kind: 'receipt' });
      const ticket = await rig.submitted('c');
      for (const { id } of [failed, kept, ticket]) await rig.service.ended(id);
      rig.lab().setFault('paperOut', false);
      const again = await rig.service.submit({
        key: 'a again',
        printerId: 'ticket',
        document: slipOf(1),
        reference: 'a',
        stationId: '1',
      });
      if (again.ok) await rig.service.ended(again.value.id);
      expect((await rig.service.jobs(10, true)).map(({ id }) => id)).toEqual([ticket.id, kept.id]);
      rig.clock.pass(2 * day);
      expect((await rig.service.jobs(10, true)).map(({ id }) => id)).toEqual([kept.id]);
      expect(await rig.service.jobs(10, false)).toHaveLength(4);
      expect(await rig.service.jobs(1, false)).toHaveLength(1);
    });
  });
});

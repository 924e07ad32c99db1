import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LabFault } from '../../../shared/contract/lab.ts';
import type { PrinterView } from '../../../shared/contract/printing.ts';
import { appError } from '../../../shared/errors.ts';
import { err, ok } from '../../../shared/result.ts';
import type { PrinterAdapter } from '../../devices/printer/port.ts';
import { unknownStatus } from '../../devices/printer/status.ts';
import { PrintRig } from './print-rig.test-support.ts';

type Told = readonly [
  fault: LabFault,
  field: keyof PrinterView['status'],
  value: string,
  code: string | null,
];

const states: readonly Told[] = [
  ['paperNearEnd', 'paper', 'nearEnd', null],
  ['paperOut', 'paper', 'out', 'printer-paper-out'],
  ['coverOpen', 'cover', 'open', 'printer-cover-open'],
  ['cutterError', 'cutter', 'error', 'printer-cutter-error'],
  ['unplugged', 'online', 'no', 'printer-unreachable'],
];

describe('what a printer tells reaches every screen by itself, and goes away by itself', () => {
  let rig: PrintRig;

  beforeEach(async () => {
    rig = await PrintRig.create();
  });
  afterEach(() => rig.close());

  const view = (fits: (view: PrinterView) => boolean): Promise<PrinterView[]> =>
    rig.when<PrinterView[]>('printing.printersChanged', ([first]) => first !== undefined && fits(first));
  const isWell = ({ problem, status }: PrinterView): boolean =>
    problem === null && status.online === 'yes' && status.paper === 'ok' && status.cover === 'closed';

  describe.each([
    ['asked each second', 'lab:ticket'],
    ['over a line that is kept', 'lab:ticket?hold=yes'],
  ])('%s', (_way, address) => {
    it.each(states)('%s', async (fault, field, value, code) => {
      rig.configs = [{ id: 'ticket', name: 'Máy in phiếu', address, profile: 'generic-80' }];
      const well = view(isWell);
      const watching = rig.newService({ isWatched: () => true, pollMs: 20 });
      await watching.start();
      await well;

      const told = view(({ status }) => status[field] === value);
      rig.lab().setFault(fault, true);
      expect((await told)[0]?.problem?.code ?? null).toBe(code);

      const gone = view(isWell);
      rig.lab().setFault(fault, false);
      expect((await gone)[0]).toMatchObject({ problem: null });
    });
  });

  it('a paused queue of the system', async () => {
    let isPaused = false;
    const queue: PrinterAdapter = {
      scheme: 'cups',
      open: () => Promise.resolve(err(appError('printer-unreachable'))),
      ask: () =>
        Promise.resolve(
          ok({ status: unknownStatus, problem: isPaused ? appError('printer-queue-paused') : null }),
        ),
    };
    rig.configs = [{ id: 'ticket', name: 'Máy in phiếu', address: 'cups:quay-1', profile: 'generic-80' }];
    const free = view(({ checkedAt, problem }) => checkedAt !== null && problem === null);
    const watching = rig.newService({ adapters: [queue], isWatched: () => true, pollMs: 20 });
    await watching.start();
    await free;
    const paused = view(({ problem }) => problem?.code === 'printer-queue-paused');
    isPaused = true;
    await paused;
    const freed = view(({ problem }) => problem === null);
    isPaused = false;
    await freed;
  });

  it('a stop in the middle of a slip, while the slip still waits in the line', async () => {
    const well = view(isWell);
    const watching = rig.newService({ isWatched: () => true, pollMs: 20 });
    await watching.start();
    await well;
    rig.service = watching;
    const out = view(({ problem }) => problem?.code === 'printer-paper-out');
    rig.lab().runOutAfter(16);
    const job = await rig.submitted('a');
    await out;
    expect(await watching.ended(job.id)).toMatchObject({
      state: 'unknown',
      reason: { code: 'printer-paper-out' },
    });
    const gone = view(isWell);
    rig.lab().setFault('paperOut', false);
    await gone;
  });
});

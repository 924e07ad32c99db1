import { afterEach, describe, expect, it } from 'vitest';
import type { LabFault } from '../../../../shared/contract/lab.ts';
import { appError } from '../../../../shared/errors.ts';
import { ok } from '../../../../shared/result.ts';
import { systemClock } from '../../../clock.ts';
import { TcpAdapter } from '../adapters/tcp.ts';
import type { PrintOutcome } from '../print-outcome.ts';
import { PrinterDevice } from '../printer-device.ts';
import type { PrinterLimits } from '../printer-limits.ts';
import { findProfile } from '../profile.ts';
import { blankRaster } from '../raster.ts';
import type { Slip } from '../slip.ts';
import { LabPrinter, type LabPace } from './lab-printer.ts';
import { serveLabPrinter, type ServedLabPrinter } from './serve-lab-printer.ts';

const never = new AbortController().signal;
const profile = findProfile('generic-80')!;
const limits: PrinterLimits = {
  connectMs: 2000,
  answerMs: 200,
  quietMs: 10,
  stallMs: 500,
  fenceMs: 400,
  fenceMaxMs: 1500,
  watchMs: 50,
  restMs: 10_000,
  askAgainMs: 600_000,
};

function slipOf(rows: number): Slip {
  const raster = blankRaster(profile.widthDots, rows);
  raster.data.fill(0xaa);
  return {
    widthDots: profile.widthDots,
    parts: [
      { type: 'raster', raster },
      { type: 'cut', mode: 'partial' },
    ],
  };
}

/** More than the memory of the printer (32 KiB) and its line together, so that back-pressure reaches the sender. */
const longSlip = slipOf(6000);
const wholeHeight = (rows: number): number => rows + profile.feedToCutterDots;

/** Resolves when the paper in the tray is as wanted. */
function paperIs(printer: LabPrinter, isWanted: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isWanted()) return;
      off();
      resolve();
    };
    const off = printer.onChange(look);
    look();
  });
}

describe('faults of a simulated printer, over TCP', () => {
  let served: ServedLabPrinter | null = null;
  let device: PrinterDevice | null = null;
  afterEach(async () => {
    await device?.close();
    await served?.close();
  });

  async function labWith(
    faults: readonly LabFault[],
    pace?: LabPace,
    patience: Partial<PrinterLimits> = {},
  ): Promise<{ printer: LabPrinter; device: PrinterDevice; print: (slip: Slip) => Promise<PrintOutcome> }> {
    const printer = new LabPrinter({ name: 'p', profile, clock: systemClock, ...(pace && { pace }) });
    for (const fault of faults) printer.setFault(fault, true);
    served = await serveLabPrinter(printer);
    const made = new PrinterDevice({
      address: served.address,
      profile,
      adapter: new TcpAdapter({ lingerMs: 20 }),
      clock: systemClock,
      limits: { ...limits, ...patience },
    });
    device = made;
    return {
      printer,
      device: made,
      print: (slip) =>
        made.print(slip, {
          beforeSending: () => Promise.resolve(ok(null)),
          signal: never,
          stopped: () => appError('print-interrupted'),
        }),
    };
  }

  it('late: the slip is there, and no confirmation is made up from answers out of time', async () => {
    const { printer, print, device: asked } = await labWith(['answersLate'], { lateMs: 600, slowRowMs: 0 });
    expect(await asked.check(never)).toMatchObject({ status: { online: 'unknown', paper: 'unknown' } });
    const outcome = await print(slipOf(300));
    expect(outcome).not.toMatchObject({ outcome: 'notPrinted' });
    expect(outcome).not.toMatchObject({ confirmed: true });
    await paperIs(printer, () => printer.papers[0]?.cut === true);
    expect(printer.papers.map(({ raster }) => raster.height)).toEqual([wholeHeight(300)]);
  });

  it('late, with the paper out: never printed', async () => {
    const { printer, print } = await labWith(['answersLate', 'paperOut'], { lateMs: 600, slowRowMs: 0 });
    expect(await print(slipOf(300))).not.toMatchObject({ outcome: 'printed', confirmed: true });
    expect(printer.papers).toEqual([]);
  });

  it('garbage: nothing is read out of it, and it counts as a printer that tells nothing', async () => {
    const { printer, print, device: asked } = await labWith(['answersGarbage', 'paperNearEnd']);
    expect(await asked.check(never)).toEqual({
      status: { online: 'unknown', paper: 'unknown', cover: 'unknown', cutter: 'unknown' },
      problem: null,
    });
    expect(await print(slipOf(300))).toEqual({ outcome: 'printed', confirmed: false });
    await paperIs(printer, () => printer.papers[0]?.cut === true);
    expect(printer.papers).toHaveLength(1);
  });

  it('garbage from a printer that used to answer: unknown, though the slip came out', async () => {
    const { printer, print } = await labWith([]);
    expect(await print(slipOf(300))).toEqual({ outcome: 'printed', confirmed: true });
    printer.setFault('answersGarbage', true);
    expect(await print(slipOf(300))).toMatchObject({
      outcome: 'unknown',
      reason: { code: 'printer-silent' },
    });
    expect(printer.papers.filter(({ cut }) => cut)).toHaveLength(2);
  });

  it('slow: the sender waits for the paper, which comes out whole and once', async () => {
    const { printer, print } = await labWith(
      ['slow'],
      { lateMs: 0, slowRowMs: 0.1 },
      { stallMs: 15_000, fenceMs: 15_000, fenceMaxMs: 30_000 },
    );
    expect(await print(longSlip)).toEqual({ outcome: 'printed', confirmed: true });
    expect(printer.papers.map(({ raster }) => raster.height)).toEqual([wholeHeight(6000)]);
  });

  it('slow beyond patience: unknown while paper moves, and what was taken comes out', async () => {
    const { printer, print } = await labWith(['slow'], { lateMs: 0, slowRowMs: 20 });
    const outcome = await print(longSlip);
    expect(outcome).toMatchObject({ outcome: 'unknown', reason: { code: 'printer-silent' } });
    expect(printer.papers.filter(({ cut }) => cut)).toEqual([]);
    const height = printer.papers[0]!.raster.height;
    printer.setFault('slow', false);
    await paperIs(printer, () => printer.papers[0]!.raster.height > height);
  });

  it('slow, and the plug is pulled: the paper stands still', async () => {
    const { printer, print } = await labWith(['slow'], { lateMs: 0, slowRowMs: 1 });
    void paperIs(printer, () => (printer.papers[0]?.raster.height ?? 0) > 0).then(() =>
      printer.setFault('unplugged', true),
    );
    expect(await print(longSlip)).toMatchObject({ outcome: 'unknown', reason: { code: 'printer-dropped' } });
    printer.setFault('unplugged', false);
    expect(printer.papers.filter(({ cut }) => cut)).toEqual([]);
  });

  it('the roll ends soon: in the middle of the slip, which a new roll finishes', async () => {
    const { printer, print } = await labWith(['paperOutSoon']);
    expect(await print(slipOf(300))).toMatchObject({
      outcome: 'unknown',
      reason: { code: 'printer-paper-out' },
    });
    expect(printer.faults).toEqual(['paperOut']);
    expect(printer.papers.map(({ raster, cut }) => [raster.height, cut])).toEqual([
      [wholeHeight(200), false],
    ]);
    printer.setFault('paperOut', false);
    expect(printer.papers.map(({ raster, cut }) => [raster.height, cut])).toEqual([[wholeHeight(300), true]]);
  });

  it('a roll that was to end soon does not, when it was changed in time', async () => {
    const { printer, print } = await labWith(['paperOutSoon']);
    printer.setFault('paperOutSoon', false);
    expect(await print(slipOf(300))).toEqual({ outcome: 'printed', confirmed: true });
  });
});

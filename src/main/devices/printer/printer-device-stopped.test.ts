import { afterEach, describe, expect, it } from 'vitest';
import {
  closeAll,
  deviceAt,
  holdingAt,
  labAt,
  never,
  order,
  profile,
  questions,
  slipOf,
  strangePrinter,
} from './device-rig.test-support.ts';
import { PaperInterpreter } from './paper-reading/interpreter.ts';
import type { PrinterProfile } from './profile.ts';

afterEach(closeAll);

/** 288 kB: more than the simulated printer holds in its memory and its line together. */
const longSlip = slipOf(4000);
/** More than the memory of the printer, the line and the buffers of the system together: the sending itself stands still. */
const endlessSlip = slipOf(200_000);
const outOfPaper = { online: 'no', paper: 'out', cover: 'closed', cutter: 'ok' };

describe('a printer that stops in the middle of a slip longer than its memory', () => {
  it.each([
    ['that the system takes whole', longSlip],
    ['at which the sending itself stands still', endlessSlip],
  ])('names the missing paper, for a slip %s', async (_which, slip) => {
    const { printer, served } = await labAt();
    const { device, print } = deviceAt(served.address);
    printer.runOutAfter(120);
    expect(await print(slip)).toEqual({ outcome: 'unknown', reason: { code: 'printer-paper-out' } });
    expect(await device.check(never)).toMatchObject({ problem: { code: 'printer-paper-out' } });
    await device.close();
  });

  it('prints the slip to its end by itself once paper is back, and then the next one whole', async () => {
    const { printer, served } = await labAt();
    const { device, print, untilNews } = deviceAt(served.address);
    printer.runOutAfter(120);
    await print(longSlip);
    // Nothing is sent to a printer that stands.
    expect(await print()).toEqual({ outcome: 'notPrinted', reason: { code: 'printer-paper-out' } });
    expect(printer.papers.map(({ cut }) => cut)).toEqual([false]);

    await untilNews(() => printer.setFault('paperOut', false));
    expect(await print()).toEqual({ outcome: 'printed', confirmed: true });
    expect(printer.papers.map(({ cut, raster }) => [cut, raster.height - profile.feedToCutterDots])).toEqual([
      [true, 300],
      [true, 4000],
    ]);
    expect(await device.check(never)).toMatchObject({ status: { paper: 'ok' }, problem: null });
  });

  it('tells by itself how it is while nobody can ask it', async () => {
    const { printer, served } = await labAt();
    const { device, print, untilNews } = deviceAt(served.address);
    printer.runOutAfter(120);
    await print(endlessSlip);
    await untilNews(() => printer.setFault('coverOpen', true));
    expect(await device.check(never)).toEqual({
      status: { ...outOfPaper, cover: 'open' },
      problem: { code: 'printer-cover-open' },
    });
    await untilNews(() => printer.setFault('coverOpen', false));
    expect(await device.check(never)).toEqual({ status: outOfPaper, problem: { code: 'printer-paper-out' } });
    await device.close();
  });

  it('is left alone when it is unplugged meanwhile, and prints the next slip when it is back', async () => {
    const { printer, served } = await labAt();
    const { device, print, untilNews } = deviceAt(served.address);
    printer.runOutAfter(120);
    await print(longSlip);
    await untilNews(() => printer.setFault('unplugged', true));
    await served.settled();
    expect(await device.check(never)).toMatchObject({ problem: { code: 'printer-unreachable' } });
    printer.setFault('paperOut', false);
    printer.setFault('unplugged', false);
    await served.settled();
    expect(await print()).toEqual({ outcome: 'printed', confirmed: true });
    expect(printer.papers.filter(({ cut }) => cut)).toHaveLength(1);
  });

  it('does not hold up a program that ends', async () => {
    const { printer, served } = await labAt();
    const { device, print } = deviceAt(served.address);
    printer.runOutAfter(120);
    await print(endlessSlip);
    await device.close();
    printer.setFault('paperOut', false);
    // It got what the system had taken, and no more.
    expect(printer.papers.filter(({ cut }) => cut)).toEqual([]);
  });

  it('is only silent where it was found not to tell anything by itself', async () => {
    const deaf: PrinterProfile = { ...profile, status: { ...profile.status, gsA: 'no' } };
    const { printer, served } = await labAt(deaf);
    printer.runOutAfter(120);
    expect(await deviceAt(served.address, deaf).print(endlessSlip)).toMatchObject({
      outcome: 'unknown',
      reason: { code: 'printer-silent' },
    });
  });

  it('over a kept line, rings again for the next slip', async () => {
    const { printer, served } = await labAt();
    const { device, untilNews } = holdingAt(served.address);
    printer.runOutAfter(120);
    expect(await device.print(longSlip, order())).toMatchObject({ outcome: 'unknown' });
    await untilNews(() => printer.setFault('paperOut', false));
    expect(await device.print(slipOf(100), order())).toEqual({ outcome: 'printed', confirmed: true });
  });
});

describe('the telling by itself', () => {
  it('is asked for behind ESC @ and ended with the job', async () => {
    const commands: string[] = [];
    const address = await strangePrinter((socket) => {
      const interpreter = new PaperInterpreter(profile.widthDots, (event) => {
        if (event.type === 'automaticStatus') commands.push(`GS a ${event.bits}`);
        if (event.type === 'initialised') commands.push('ESC @');
        if (event.type === 'cut') commands.push('cut');
        if (event.type === 'automaticStatus' && event.bits > 0) socket.write(Uint8Array.of(0x14, 0, 0, 0x0f));
      });
      socket.on('data', (bytes) => interpreter.push(new Uint8Array(bytes)));
      questions(socket, (question) => {
        if (typeof question === 'number') socket.write(Uint8Array.of(0x12));
        if (question === 'fence') socket.write(Uint8Array.of(0));
      });
    });
    const { print, device } = deviceAt(address);
    expect(await print()).toMatchObject({ outcome: 'printed' });
    await device.close();
    expect(commands).toEqual(['GS a 14', 'ESC @', 'GS a 14', 'cut', 'GS a 0']);
  });
});

describe('a command that broke off', () => {
  it('does not swallow the beginning of the next slip', async () => {
    const { printer, served } = await labAt();
    const { print } = deviceAt(served.address);
    await print(slipOf(10));
    printer.setFault('dropMidJob', true);
    await print();
    printer.setFault('dropMidJob', false);
    printer.clearPaper();
    expect(await print()).toEqual({ outcome: 'printed', confirmed: true });
    const [paper] = printer.papers;
    const rows = paper!.raster.data.filter((dots) => dots === 0xaa).length / paper!.raster.rowBytes;
    expect(rows).toBeGreaterThanOrEqual(300);
  });

  it('of an earlier program is expected where somebody says so', async () => {
    const { printer, served } = await labAt();
    const line = printer.connect();
    if (!line.ok) throw new Error(line.error.code);
    // A band of our own, of which one byte comes.
    const { maxBandRows } = profile;
    await line.value.write(Uint8Array.of(0x1d, 0x76, 0x30, 0, 72, 0, maxBandRows, 0, 0xff), never);
    await line.value.close();
    const { device, print } = deviceAt(served.address);
    device.expectBrokenCommand();
    expect(await print()).toEqual({ outcome: 'printed', confirmed: true });
    expect(printer.papers.at(0)?.raster.height).toBe(profile.feedToCutterDots + maxBandRows + 300);
  });
});

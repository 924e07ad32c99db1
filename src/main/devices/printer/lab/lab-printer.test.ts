import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../clock.ts';
import type { PrinterConnection } from '../port.ts';
import { findProfile, type PrinterProfile } from '../profile.ts';
import { LabBench } from './lab-bench.ts';
import { LabPrinter } from './lab-printer.ts';
import { serveLabPrinter } from './serve-lab-printer.ts';

const never = new AbortController().signal;
const cut = [0x1d, 0x56, 66, 0];
const fence = [0x1d, 0x72, 1];

function picture(rows: number): number[] {
  return [0x1d, 0x76, 0x30, 0, 72, 0, rows & 0xff, rows >> 8, ...Array<number>(72 * rows).fill(0xff)];
}

function newPrinter(changes: Partial<PrinterProfile> = {}): LabPrinter {
  const profile = { ...findProfile('generic-80')!, ...changes };
  return new LabPrinter({ name: 'p', profile, clock: systemClock });
}

function opened(printer: LabPrinter): PrinterConnection & { readonly heard: number[] } {
  const connection = printer.connect();
  if (!connection.ok) throw new Error(connection.error.code);
  const heard: number[] = [];
  connection.value.onData((bytes) => heard.push(...bytes));
  return Object.assign(connection.value, { heard });
}

async function send(connection: PrinterConnection, ...bytes: number[]): Promise<void> {
  const written = await connection.write(Uint8Array.from(bytes), never);
  if (!written.ok) throw new Error(written.error.code);
  // Answers come a moment later, as from a real line.
  await new Promise((resolve) => setImmediate(resolve));
}

describe('LabPrinter', () => {
  it('answers DLE EOT at once, before what stands in its buffer, with the bits of an Epson', async () => {
    const printer = newPrinter();
    const line = opened(printer);
    const ask = async (): Promise<number[]> => {
      line.heard.length = 0;
      for (const kind of [1, 2, 3, 4]) await send(line, 0x10, 0x04, kind);
      return [...line.heard];
    };
    expect(await ask()).toEqual([0x16, 0x12, 0x12, 0x12]);
    printer.setFault('paperNearEnd', true);
    expect(await ask()).toEqual([0x16, 0x12, 0x12, 0x1e]);
    printer.setFault('paperOut', true);
    expect(await ask()).toEqual([0x1e, 0x32, 0x12, 0x7e]);
    printer.setFault('paperOut', false);
    printer.setFault('coverOpen', true);
    expect(await ask()).toEqual([0x1e, 0x16, 0x12, 0x1e]);
    printer.setFault('coverOpen', false);
    printer.setFault('cutterError', true);
    expect(await ask()).toEqual([0x1e, 0x52, 0x1a, 0x1e]);
    printer.setFault('silent', true);
    expect(await ask()).toEqual([]);
  });

  it('also obeys a question that stands in a picture, as real ones do', async () => {
    const line = opened(newPrinter());
    await send(line, 0x1d, 0x76, 0x30, 0, 3, 0, 1, 0, 0x10, 0x04, 0x01, ...fence);
    expect(line.heard).toEqual([0x16, 0x00]);
  });

  it('answers GS r and GS ( H in their turn, and not while it is stopped', async () => {
    const printer = newPrinter();
    const line = opened(printer);
    printer.setFault('coverOpen', true);
    await send(line, ...picture(10), ...fence, 0x1d, 0x28, 0x48, 6, 0, 48, 48, 0x41, 0x42, 0x43, 0x44);
    expect(line.heard).toEqual([]);
    printer.setFault('coverOpen', false);
    await new Promise((resolve) => setImmediate(resolve));
    expect(line.heard).toEqual([0x00, 0x37, 0x22, 0x41, 0x42, 0x43, 0x44, 0x00]);
  });

  it('answers only over the line that asked', async () => {
    const printer = newPrinter();
    const [first, second] = [opened(printer), opened(printer)];
    await send(second, 0x10, 0x04, 1, ...fence);
    expect(first.heard).toEqual([]);
    expect(second.heard).toEqual([0x16, 0x00]);
  });

  it('prints what it was sent before it stopped, even if the sender has gone', async () => {
    const printer = newPrinter();
    printer.runOutAfter(30);
    const line = opened(printer);
    await send(line, ...picture(50), ...cut);
    await line.close();
    expect(printer.status()).toMatchObject({ online: 'no', paper: 'out' });
    expect(printer.papers.map((paper) => [paper.cut, paper.raster.height])).toEqual([[false, 110 + 30]]);
    printer.setFault('paperOut', false);
    expect(printer.papers.map((paper) => [paper.cut, paper.raster.height])).toEqual([[true, 110 + 50]]);
  });

  it('takes no more than its buffer and its line hold while it is stopped, and all of it afterwards', async () => {
    const printer = newPrinter();
    printer.setFault('coverOpen', true);
    const line = opened(printer);
    let isWritten = false;
    const written = line
      .write(Uint8Array.from([...picture(2000), ...cut]), never)
      .then(() => (isWritten = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isWritten).toBe(false);
    printer.setFault('coverOpen', false);
    await written;
    expect(printer.papers[0]?.raster.height).toBe(110 + 2000);
  });

  it('forgets everything without power', async () => {
    const printer = newPrinter();
    printer.setFault('coverOpen', true);
    const line = opened(printer);
    await send(line, ...picture(10), ...cut);
    printer.setFault('unplugged', true);
    printer.setFault('coverOpen', false);
    expect(printer.connect()).toMatchObject({ error: { code: 'printer-unreachable' } });
    printer.setFault('unplugged', false);
    expect(printer.papers).toEqual([]);
  });

  it('keeps the last thirty slips', async () => {
    const printer = newPrinter();
    const line = opened(printer);
    for (let slip = 1; slip <= 32; slip += 1) await send(line, ...picture(slip), ...cut);
    expect(printer.papers).toHaveLength(30);
    expect(printer.papers[0]?.raster.height).toBe(110 + 32);
    expect(printer.papers.at(-1)?.raster.height).toBe(110 + 3);
  });

  it('has its slip torn off by hand at the end of the job where there is no cutter', async () => {
    const printer = newPrinter({ cutter: 'none' });
    const line = opened(printer);
    await send(line, ...picture(10));
    expect(printer.papers).toMatchObject([{ id: 1, cut: false }]);
    await line.close();
    await send(opened(printer), ...picture(10));
    expect(printer.papers.map(({ id, cut: isCut }) => [id, isCut])).toEqual([
      [2, false],
      [1, false],
    ]);
  });

  it('tells each change', async () => {
    const printer = newPrinter();
    let changes = 0;
    const stop = printer.onChange(() => (changes += 1));
    printer.setFault('silent', true);
    printer.setFault('silent', true);
    expect(changes).toBe(1);
    await send(opened(printer), ...picture(1));
    expect(changes).toBe(2);
    stop();
    printer.clearPaper();
    expect(changes).toBe(2);
  });
});

describe('LabBench', () => {
  function newBench(): LabBench {
    return new LabBench({ clock: systemClock, publish: () => undefined, scanners: () => [] });
  }
  const config = (address: string, profile: string): Parameters<LabBench['reconfigure']>[0][number] => ({
    id: 'p',
    name: 'Máy in',
    address,
    profile,
  });

  it('has the printers of the configuration, in their width, with their faults', () => {
    const bench = newBench();
    bench.reconfigure([
      config('lab:small?fault=paperOut', 'generic-58'),
      config('tcp://10.0.0.9', 'generic-80'),
    ]);
    expect(bench.view().printers).toMatchObject([{ name: 'small', widthDots: 384, faults: ['paperOut'] }]);
  });

  it('keeps a printer with its paper as long as it is the same one', async () => {
    const bench = newBench();
    bench.reconfigure([config('lab:p', 'generic-80')]);
    await send(opened(bench.printer('p')), ...picture(1), ...cut);
    bench.reconfigure([config('lab:p', 'generic-80')]);
    expect(bench.view().printers[0]?.papers).toHaveLength(1);
    const line = opened(bench.printer('p'));
    const gone = new Promise((resolve) => line.onClosed(resolve));
    bench.reconfigure([config('lab:p', 'generic-58')]);
    await gone;
    expect(bench.view().printers).toMatchObject([{ widthDots: 384, papers: [] }]);
    bench.reconfigure([]);
    expect(bench.view().printers).toEqual([]);
  });
});

describe('serveLabPrinter', () => {
  it('is gone from the network while it is unplugged, and back on the same port', async () => {
    const printer = newPrinter();
    const served = await serveLabPrinter(printer);
    const standing = connect(served.port, '127.0.0.1');
    await once(standing, 'connect');
    const broken = once(standing, 'close');
    printer.setFault('unplugged', true);
    await served.settled();
    await broken;
    await expect(once(connect(served.port, '127.0.0.1'), 'connect')).rejects.toThrow('ECONNREFUSED');
    printer.setFault('unplugged', false);
    await served.settled();
    const back = connect(served.port, '127.0.0.1');
    await once(back, 'connect');
    back.destroy();
    await served.close();
  });
});

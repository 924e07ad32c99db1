import { afterEach, describe, expect, it } from 'vitest';
import { closeAll, deviceAt, labAt, never, strangePrinter } from './device-rig.test-support.ts';
import { readLabelStatusByte } from './label-status.ts';
import { findProfile } from './profile.ts';
import { blankRaster } from './raster.ts';
import type { Slip } from './slip.ts';

afterEach(closeAll);

const label = findProfile('label-tspl')!;
const raster = blankRaster(label.widthDots, 100);
raster.data.fill(0xaa);
const slip: Slip = {
  widthDots: label.widthDots,
  parts: [
    { type: 'raster', raster },
    { type: 'cut', mode: 'partial' },
  ],
};

describe('the status byte of a label printer', () => {
  // The table of the manuals (TSC TTP-244 Plus, Gprinter GP-2120T).
  it.each([
    [0x00, { online: 'yes', paper: 'ok', cover: 'closed' }, null, undefined],
    [0x01, { online: 'no', cover: 'open' }, 'printer-cover-open', undefined],
    [0x02, { online: 'no' }, 'printer-offline', 'paper jam'],
    [0x03, { cover: 'open' }, 'printer-cover-open', undefined],
    [0x04, { online: 'no', paper: 'out' }, 'printer-paper-out', undefined],
    [0x05, { paper: 'out', cover: 'open' }, 'printer-cover-open', undefined],
    [0x08, { online: 'no', paper: 'ok' }, 'printer-offline', 'no ribbon'],
    [0x10, { online: 'no' }, 'printer-offline', 'paused'],
    [0x20, { online: 'yes' }, null, undefined],
    [0x40, { cover: 'open' }, 'printer-cover-open', undefined],
  ])('%s says what the manual says', (byte, status, code, cause) => {
    const read = readLabelStatusByte(byte);
    expect(read?.status).toMatchObject({ ...status, cutter: 'unknown' });
    expect(read?.problem?.code ?? null).toBe(code);
    expect(read?.problem?.cause).toBe(cause);
    expect(read?.isPrinting).toBe(byte === 0x20);
  });

  it('with its highest bit is noise', () => {
    for (const byte of [0x80, 0xff, 0xfb]) expect(readLabelStatusByte(byte)).toBeNull();
  });
});

describe('a label printer', () => {
  it('is well and prints, which no answer of its confirms', async () => {
    const { printer, served } = await labAt(label);
    const { device, print } = deviceAt(served.address, label);
    expect(await device.check(never)).toEqual({
      status: { online: 'yes', paper: 'ok', cover: 'closed', cutter: 'unknown' },
      problem: null,
    });
    expect(await print(slip)).toEqual({ outcome: 'printed', confirmed: false });
    expect(printer.papers.filter(({ cut }) => cut)).toHaveLength(1);
  });

  it.each([
    ['paperOut', 'printer-paper-out'],
    ['coverOpen', 'printer-cover-open'],
    ['cutterError', 'printer-offline'],
  ] as const)(
    'refuses with %s before any byte of the label, and prints when that is put right',
    async (fault, code) => {
      const { printer, served } = await labAt(label);
      printer.setFault(fault, true);
      const { begun, print } = deviceAt(served.address, label);
      expect(await print(slip)).toMatchObject({ outcome: 'notPrinted', reason: { code } });
      expect(begun()).toBe(0);
      printer.setFault(fault, false);
      expect(await print(slip)).toMatchObject({ outcome: 'printed' });
    },
  );

  it('whose roll ends in the middle leaves it unknown, says why, and goes on with the next roll', async () => {
    const { printer, served } = await labAt(label);
    const { print, untilNews } = deviceAt(served.address, label);
    printer.runOutAfter(40);
    expect(await print(slip)).toMatchObject({ outcome: 'unknown', reason: { code: 'printer-paper-out' } });
    await untilNews(() => printer.setFault('paperOut', false));
    expect(await print(slip)).toEqual({ outcome: 'printed', confirmed: false });
    expect(printer.papers.filter(({ cut }) => cut)).toHaveLength(2);
  });

  it('is waited for while it says that it is printing', async () => {
    let asked = 0;
    const address = await strangePrinter((socket) =>
      socket.on('data', (bytes) => {
        if (!Buffer.from(bytes).includes(Buffer.from([0x1b, 0x21, 0x3f]))) return;
        asked += 1;
        // Well before the label; then printing; then out of paper.
        socket.write(Uint8Array.of([0x00, 0x20, 0x20, 0x04][asked - 1] ?? 0x04));
      }),
    );
    expect(await deviceAt(address, label).print(slip)).toMatchObject({
      outcome: 'unknown',
      reason: { code: 'printer-paper-out' },
    });
    expect(asked).toBeGreaterThanOrEqual(4);
  });

  it('that answers nothing, or garbage, is unknown and prints all the same', async () => {
    for (const fault of ['silent', 'answersGarbage'] as const) {
      const { printer, served } = await labAt(label);
      printer.setFault(fault, true);
      const { device, print } = deviceAt(served.address, label);
      expect(await device.check(never)).toMatchObject({ status: { online: 'unknown' }, problem: null });
      expect(await print(slip)).toEqual({ outcome: 'printed', confirmed: false });
    }
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SerialPortMock } from 'serialport';
import { describe, expect, it } from 'vitest';
import { appError } from '../../../../shared/errors.ts';
import { ok } from '../../../../shared/result.ts';
import { systemClock } from '../../../clock.ts';
import { librarySerialPorts } from '../../scanner/adapters/serial-ports.ts';
import { LabPrinter } from '../lab/lab-printer.ts';
import { printerAdapterContract, type PrinterRig } from '../port.contract.ts';
import { PrinterDevice } from '../printer-device.ts';
import { findProfile } from '../profile.ts';
import { blankRaster } from '../raster.ts';
import { cutPapers, PrinterTerminal } from './lab-printer-rig.test-support.ts';
import { serialLine } from './serial-options.ts';
import { SerialAdapter } from './serial.ts';

/** The mock of the library, whose types point at a package of its own. */
interface MockPorts {
  createPort(path: string, identity: { vendorId: string; productId: string }): void;
  reset(): void;
}
const mockPorts = SerialPortMock.binding as unknown as MockPorts;

const never = new AbortController().signal;
const profile = findProfile('generic-80')!;

async function serialRig(): Promise<PrinterRig & { readonly printer: LabPrinter }> {
  const folder = await mkdtemp(join(tmpdir(), 'serial-printer-'));
  const printer = new LabPrinter({ name: 'serial', profile, clock: systemClock });
  const terminal = await PrinterTerminal.create(join(folder, 'printer'), printer);
  const address = `serial:${terminal.path}?baud=115200`;
  return {
    printer,
    adapter: new SerialAdapter({ watchMs: 20 }),
    address,
    nowhere: `serial:${join(folder, 'nothing-here')}`,
    twoWay: true,
    papers: (expected) => cutPapers(printer, expected),
    stopReading: () => {
      printer.setFault('neverReads', true);
      return Promise.resolve(address);
    },
    hangUp: () => terminal.hangUp(),
    close: async () => {
      await terminal.close();
      await rm(folder, { recursive: true });
    },
  };
}

printerAdapterContract('serial, on a pseudo-terminal,', serialRig);

describe('a printer on a serial port', () => {
  it('prints a slip that it confirms, and says how it is', async () => {
    const rig = await serialRig();
    const device = new PrinterDevice({
      address: rig.address,
      profile,
      adapter: rig.adapter,
      clock: systemClock,
    });
    const raster = blankRaster(576, 400);
    raster.data.fill(0x18);
    const slip = {
      widthDots: 576,
      parts: [
        { type: 'raster', raster },
        { type: 'cut', mode: 'partial' },
      ],
    } as const;
    const outcome = await device.print(slip, {
      beforeSending: () => Promise.resolve(ok(null)),
      signal: never,
      stopped: () => appError('print-interrupted'),
    });
    expect(outcome).toEqual({ outcome: 'printed', confirmed: true });
    expect((await rig.papers(1))[0]?.height).toBe(profile.feedToCutterDots + 400);
    rig.printer.setFault('coverOpen', true);
    expect(await device.check(never)).toMatchObject({ problem: { code: 'printer-cover-open' } });
    await device.close();
    await rig.close();
  });

  it('tells an unplug that the system does not tell', async () => {
    const rig = await serialRig();
    const connection = await rig.adapter.open(rig.address, never);
    if (!connection.ok) throw new Error(connection.error.code);
    const reason = new Promise((resolve) => connection.value.onClosed(resolve));
    await rm(rig.address.slice('serial:'.length).split('?')[0]!);
    expect(await reason).toMatchObject({ code: 'printer-dropped', cause: 'the device was unplugged' });
    await rig.close();
  });

  it('is held by one program at a time', async () => {
    const rig = await serialRig();
    const held = await rig.adapter.open(rig.address, never);
    expect(held.ok).toBe(true);
    expect(await rig.adapter.open(rig.address, never)).toMatchObject({
      error: { code: 'printer-busy-elsewhere', detail: { address: rig.address } },
    });
    if (held.ok) await held.value.close();
    await rig.close();
  });

  it('is found by its USB identity, at whatever port it is today', async () => {
    mockPorts.reset();
    mockPorts.createPort('COM7', { vendorId: '04B8', productId: '0202' });
    const ports = librarySerialPorts(
      () =>
        Promise.resolve({
          list: () => SerialPortMock.list(),
          create: (options) => new SerialPortMock(options),
        }),
      'printer',
    );
    const adapter = new SerialAdapter({ ports });
    const connection = await adapter.open('serial:vid=04b8,pid=0202', never);
    if (!connection.ok) throw new Error(JSON.stringify(connection.error));
    expect(await connection.value.write(Uint8Array.of(0x1b, 0x40), never)).toEqual({ ok: true, value: null });
    await connection.value.close();
    expect(await adapter.open('serial:vid=04b8,pid=9999', never)).toMatchObject({
      error: { code: 'printer-unreachable', cause: 'no such device' },
    });
  });
});

describe('the options of a serial printer', () => {
  it('are 9600 8N1 without flow control when left out', () => {
    expect(serialLine({})).toEqual({
      ok: true,
      value: {
        baudRate: 9600,
        dataBits: 8,
        parity: 'none',
        stopBits: 1,
        rtscts: false,
        xonXoff: false,
      },
    });
  });

  it('are all taken over', () => {
    expect(serialLine({ baud: '115200', data: '7', parity: 'even', stop: '2', flow: 'xon' })).toMatchObject({
      value: { baudRate: 115200, dataBits: 7, parity: 'even', stopBits: 2, rtscts: false, xonXoff: true },
    });
    expect(serialLine({ flow: 'rts' })).toMatchObject({ value: { rtscts: true, xonXoff: false } });
  });

  it.each([
    { baud: 'fast' },
    { baud: '12' },
    { data: '9' },
    { parity: 'mark' },
    { flow: 'dtr' },
    { bauds: '9600' },
  ])('refuse %j', (options: Record<string, string>) => {
    expect(serialLine(options)).toMatchObject({ error: { code: 'address-invalid' } });
  });
});

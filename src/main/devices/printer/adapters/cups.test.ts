import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { appError } from '../../../../shared/errors.ts';
import { ok } from '../../../../shared/result.ts';
import { systemClock } from '../../../clock.ts';
import { LabPrinter } from '../lab/lab-printer.ts';
import { serveLabPrinter, type ServedLabPrinter } from '../lab/serve-lab-printer.ts';
import { printerAdapterContract, type PrinterRig } from '../port.contract.ts';
import type { PrintOutcome } from '../print-outcome.ts';
import { PrinterDevice } from '../printer-device.ts';
import { defaultPrinterLimits } from '../printer-limits.ts';
import { findProfile } from '../profile.ts';
import { blankRaster } from '../raster.ts';
import { CupsServer, freePort } from './cups-server.test-support.ts';
import { readQueueState } from './cups-state.ts';
import { CupsAdapter } from './cups.ts';
import { decodeIpp, encodeIpp } from './ipp.ts';
import { cutPapers } from './lab-printer-rig.test-support.ts';

const never = new AbortController().signal;
const profile = findProfile('generic-80')!;

interface CupsRig extends PrinterRig {
  readonly printer: LabPrinter;
  readonly served: ServedLabPrinter;
  readonly cups: CupsServer;
}

/** Passes the first conversation on and leaves every later one unread: a server that hangs once a job comes. */
async function serverThatHangs(port: number): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  let isFirst = true;
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    if (!isFirst) return;
    isFirst = false;
    const onward = connect(port, '127.0.0.1');
    sockets.add(onward);
    onward.on('error', () => socket.destroy());
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function cupsRig(): Promise<CupsRig> {
  const printer = new LabPrinter({ name: 'spooled', profile, clock: systemClock });
  const served = await serveLabPrinter(printer);
  const cups = await CupsServer.start(served.port);
  const closers = [() => cups.close(), () => served.close()];
  return {
    printer,
    served,
    cups,
    adapter: new CupsAdapter(),
    address: cups.address,
    nowhere: `cups:no-such-queue?server=127.0.0.1:${cups.port}`,
    twoWay: false,
    papers: (expected) => cutPapers(printer, expected),
    stopReading: async () => {
      const hanging = await serverThatHangs(cups.port);
      closers.unshift(() => hanging.close());
      return `cups:paper?server=127.0.0.1:${hanging.port}`;
    },
    hangUp: null,
    close: async () => {
      for (const close of closers) await close();
    },
  };
}

printerAdapterContract('cups, a raw queue of a real cupsd,', cupsRig);

function printOn(
  rig: CupsRig,
  fenceMaxMs = 20_000,
): { device: PrinterDevice; print: () => Promise<PrintOutcome> } {
  const device = new PrinterDevice({
    address: rig.address,
    profile,
    adapter: rig.adapter,
    clock: systemClock,
    limits: { ...defaultPrinterLimits, fenceMaxMs },
  });
  const raster = blankRaster(576, 300);
  raster.data.fill(0x3c);
  const print = () =>
    device.print(
      {
        widthDots: 576,
        parts: [
          { type: 'raster', raster },
          { type: 'cut', mode: 'partial' },
        ],
      },
      {
        beforeSending: () => Promise.resolve(ok(null)),
        signal: never,
        stopped: () => appError('print-interrupted'),
      },
    );
  return { device, print };
}

describe('a printer behind a queue of CUPS', () => {
  it('has printed when the queue says so, which is no word of the printer', async () => {
    const rig = await cupsRig();
    const { device, print } = printOn(rig);
    expect(await print()).toEqual({ outcome: 'printed', confirmed: false });
    expect((await rig.papers(1))[0]?.height).toBe(profile.feedToCutterDots + 300);
    expect(await device.check(never)).toEqual({
      status: { online: 'unknown', paper: 'unknown', cover: 'unknown', cutter: 'unknown' },
      problem: null,
    });
    await device.close();
    await rig.close();
  });

  it('is paused, which nobody takes for printed, and goes on by itself when the queue does', async () => {
    const rig = await cupsRig();
    const { device, print } = printOn(rig);
    await rig.cups.pause();
    expect(await device.check(never)).toMatchObject({ problem: { code: 'printer-queue-paused' } });
    expect(await print()).toMatchObject({ outcome: 'notPrinted', reason: { code: 'printer-queue-paused' } });
    expect(await rig.cups.jobs()).toBe(0);
    await rig.cups.resume();
    expect(await device.check(never)).toMatchObject({ problem: null });
    expect(await print()).toMatchObject({ outcome: 'printed' });
    await device.close();
    await rig.close();
  });

  it('leaves a job unknown that the queue cannot deliver, and takes it out, so that it never prints later', async () => {
    const rig = await cupsRig();
    rig.printer.setFault('unplugged', true);
    await rig.served.settled();
    const { device, print } = printOn(rig, 2000);
    expect(await print()).toMatchObject({
      outcome: 'unknown',
      reason: { code: 'printer-silent', cause: expect.stringContaining('unavailable') as string },
    });
    await device.close();
    expect(await rig.cups.jobs()).toBe(0);
    expect(rig.printer.papers).toHaveLength(0);
    await rig.close();
  });

  it('cannot be reached where no print server is, and says what answers instead', async () => {
    const adapter = new CupsAdapter();
    const port = await freePort();
    expect(await adapter.ask(`cups:paper?server=127.0.0.1:${port}`, never)).toMatchObject({
      error: { code: 'printer-unreachable', cause: expect.stringContaining('ECONNREFUSED') as string },
    });
    expect(await adapter.open('cups:paper?server=nowhere', never)).toMatchObject({
      error: { code: 'address-invalid' },
    });
    expect(await adapter.open('cups:paper?serve=127.0.0.1:631', never)).toMatchObject({
      error: { code: 'address-invalid' },
    });
  });
});

describe('readQueueState', () => {
  function state(printerState: number, ...reasons: readonly string[]) {
    const attributes = new Map<string, readonly (string | number)[]>([
      ['printer-state', [printerState]],
      ['printer-state-reasons', reasons],
    ]);
    return readQueueState({ attributes });
  }

  it.each([
    [3, ['none'], { online: 'unknown', paper: 'unknown' }, null],
    [4, ['media-low-report'], { paper: 'nearEnd' }, null],
    [5, ['paused'], {}, 'printer-queue-paused'],
    [3, ['moving-to-paused'], {}, 'printer-queue-paused'],
    [4, ['media-empty-error'], { paper: 'out' }, 'printer-paper-out'],
    [5, ['media-needed', 'paused'], { paper: 'out' }, 'printer-paper-out'],
    [4, ['cover-open-warning'], { cover: 'open' }, 'printer-cover-open'],
    [4, ['interlock-open'], { cover: 'open' }, 'printer-cover-open'],
    [4, ['trimmer-jam'], { cutter: 'error' }, 'printer-cutter-error'],
    [4, ['connecting-to-device'], { online: 'no' }, 'printer-offline'],
    [3, ['offline-report'], { online: 'no' }, 'printer-offline'],
    [3, ['marker-supply-low-report'], { online: 'unknown' }, null],
  ] as const)('reads state %i with %j', (printerState, reasons, status, code) => {
    const read = state(printerState, ...reasons);
    expect(read.status).toMatchObject(status);
    expect(read.problem?.code ?? null).toBe(code);
  });

  it('takes a queue that accepts no jobs for paused', () => {
    const attributes = new Map([['printer-is-accepting-jobs', ['\0']]]);
    expect(readQueueState({ attributes }).problem).toMatchObject({ code: 'printer-queue-paused' });
  });
});

describe('IPP', () => {
  it('reads what it wrote, several values of one attribute included', () => {
    const bytes = encodeIpp(0x0009, [
      { type: 'integer', name: 'job-id', values: [70_000] },
      { type: 'keyword', name: 'requested-attributes', values: ['job-state', 'job-name'] },
    ]);
    const read = decodeIpp(bytes);
    expect(read?.attributes.get('job-id')).toEqual([70_000]);
    expect(read?.attributes.get('requested-attributes')).toEqual(['job-state', 'job-name']);
    expect(read?.attributes.get('attributes-charset')).toEqual(['utf-8']);
  });

  it('takes nothing for an answer that breaks off, at whatever byte', () => {
    const whole = encodeIpp(0x0002, [{ type: 'name', name: 'job-name', values: ['Phiếu'] }]);
    for (let length = 0; length < whole.length; length += 1)
      expect(decodeIpp(whole.subarray(0, length))).toBeNull();
    expect(decodeIpp(Buffer.from('HTTP/1.1 404 Not Found\r\n\r\n'))).toBeNull();
  });
});

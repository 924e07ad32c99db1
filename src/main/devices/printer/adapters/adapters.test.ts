import { execFile } from 'node:child_process';
import { mkdtemp, open, readFile, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../clock.ts';
import { LabBench } from '../lab/lab-bench.ts';
import { LabPrinter } from '../lab/lab-printer.ts';
import { serveLabPrinter } from '../lab/serve-lab-printer.ts';
import { readPaper } from '../paper-reading/read-paper.ts';
import { printerAdapterContract, type PrinterRig } from '../port.contract.ts';
import { findProfile } from '../profile.ts';
import { DeviceNodeAdapter, FileAdapter } from './file.ts';
import { cutPapers, PrinterTerminal } from './lab-printer-rig.test-support.ts';
import { TcpAdapter } from './tcp.ts';

const never = new AbortController().signal;
const profile = findProfile('generic-80')!;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function tcpRig(): Promise<PrinterRig> {
  const printer = new LabPrinter({ name: 'served', profile, clock: systemClock });
  const served = await serveLabPrinter(printer);
  return {
    adapter: new TcpAdapter({ lingerMs: 20 }),
    address: served.address,
    nowhere: `tcp://127.0.0.1:${await freePort()}`,
    twoWay: true,
    papers: () => Promise.resolve(printer.papers.map(({ raster }) => raster)),
    stopReading: () => {
      printer.setFault('neverReads', true);
      return Promise.resolve(served.address);
    },
    hangUp: () => printer.setFault('unplugged', true),
    close: () => served.close(),
  };
}

async function fileRig(): Promise<PrinterRig> {
  const folder = await mkdtemp(join(tmpdir(), 'printer-'));
  const path = join(folder, 'paper.bin');
  const held: FileHandle[] = [];
  return {
    adapter: new FileAdapter(),
    address: `file:${path}`,
    nowhere: `file:${join(folder, 'no-such-folder', 'paper.bin')}`,
    twoWay: false,
    papers: async () => readPaper(new Uint8Array(await readFile(path)), profile.widthDots).papers,
    stopReading: async () => {
      // A pipe that is open and never read is a device that takes no more.
      const pipe = join(folder, 'device');
      await promisify(execFile)('mkfifo', [pipe]);
      held.push(await open(pipe, 'r+'));
      return `file:${pipe}`;
    },
    hangUp: null,
    close: async () => {
      for (const handle of held) await handle.close();
      await rm(folder, { recursive: true });
    },
  };
}

function labRig(): Promise<PrinterRig> {
  const bench = new LabBench({ clock: systemClock, publish: () => undefined, scanners: () => [] });
  const printer = bench.printer('ticket');
  bench.printer('gone').setFault('unplugged', true);
  return Promise.resolve({
    adapter: bench.adapter(),
    address: 'lab:ticket',
    nowhere: 'lab:gone',
    twoWay: true,
    papers: () => Promise.resolve(printer.papers.map(({ raster }) => raster)),
    stopReading: () => {
      printer.setFault('neverReads', true);
      return Promise.resolve('lab:ticket');
    },
    hangUp: () => printer.setFault('unplugged', true),
    close: () => Promise.resolve(),
  });
}

async function nodeRig(): Promise<PrinterRig> {
  const folder = await mkdtemp(join(tmpdir(), 'node-printer-'));
  const printer = new LabPrinter({ name: 'node', profile, clock: systemClock });
  const terminal = await PrinterTerminal.create(join(folder, 'lp0'), printer);
  return {
    adapter: new DeviceNodeAdapter(),
    address: `usb:${terminal.path}`,
    nowhere: `usb:${join(folder, 'lp1')}`,
    twoWay: true,
    knows: 'cannot-tell',
    papers: (expected) => cutPapers(printer, expected),
    stopReading: () => {
      printer.setFault('neverReads', true);
      return Promise.resolve(`usb:${terminal.path}`);
    },
    hangUp: () => terminal.hangUp(),
    close: async () => {
      await terminal.close();
      await rm(folder, { recursive: true });
    },
  };
}

printerAdapterContract('tcp', tcpRig);
printerAdapterContract('usb, a device node,', nodeRig);
printerAdapterContract('file', fileRig);
printerAdapterContract('lab', labRig);

describe('file', () => {
  it('keeps the slips of earlier jobs, and lets nobody else read them', async () => {
    const rig = await fileRig();
    for (const _job of [1, 2, 3]) {
      const connection = await rig.adapter.open(rig.address, never);
      if (!connection.ok) throw new Error(connection.error.code);
      await connection.value.write(Uint8Array.of(0x1b, 0x40), never);
      await connection.value.close();
    }
    const path = rig.address.slice('file:'.length);
    expect([...(await readFile(path))]).toEqual([0x1b, 0x40, 0x1b, 0x40, 0x1b, 0x40]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await rig.close();
  });

  it('never makes a file where a device should be', async () => {
    const missing = `/dev/no-such-printer-${process.pid}`;
    expect(await new FileAdapter().open(`file:${missing}`, never)).toMatchObject({
      error: { code: 'printer-unreachable' },
    });
    await expect(stat(missing)).rejects.toThrow('ENOENT');
  });

  it('writes to a device node, which cannot tell whether anything was printed', async () => {
    const connection = await new FileAdapter().open('file:/dev/null', never);
    if (!connection.ok) throw new Error(connection.error.code);
    expect(await connection.value.write(new Uint8Array(100_000), never)).toEqual({ ok: true, value: null });
    expect(await connection.value.finish(never)).toEqual({ ok: true, value: 'cannot-tell' });
    await connection.value.close();
  });
});

describe('usb', () => {
  it('takes a device node only: what stands in a file is no answer of a printer', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'node-printer-'));
    const path = join(folder, 'file');
    await writeFile(path, 'x');
    expect(await new DeviceNodeAdapter().open(`usb:${path}`, never)).toMatchObject({
      error: { code: 'printer-unreachable', cause: 'not a device node' },
    });
    await rm(folder, { recursive: true });
  });
});

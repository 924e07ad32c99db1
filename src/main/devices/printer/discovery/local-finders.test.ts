import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SerialPortMock } from 'serialport';
import { describe, expect, it } from 'vitest';
import { appError } from '../../../../shared/errors.ts';
import { err } from '../../../../shared/result.ts';
import { librarySerialPorts } from '../../scanner/adapters/serial-ports.ts';
import type { WinspoolApi } from '../adapters/winspool-api.ts';
import { printerFinderContract } from './finder.contract.ts';
import type { FoundPrinter, PrinterFinder } from './port.ts';
import { SerialFinder } from './serial-finder.ts';
import { readDeviceId, UsbNodeFinder } from './usb-node-finder.ts';
import { WinspoolFinder } from './winspool-finder.ts';

const never = new AbortController().signal;

async function all(finder: PrinterFinder): Promise<FoundPrinter[]> {
  const found: FoundPrinter[] = [];
  const result = await finder.find({ found: (printer) => found.push(printer) }, never);
  expect(result.ok).toBe(true);
  return found;
}

/** Files as Linux describes devices, in a folder of our own. */
async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'finder-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

async function usbPlace() {
  const folder = await folderWith({
    'dev/lp0': '',
    'dev/lp1': '',
    'dev/hiddev0': '',
    'sys/lp0/device/ieee1284_id': 'MFG:EPSON;CMD:ESC/POS;MDL:TM-T82;CLS:PRINTER;',
    'devices/1-2/idVendor': '0416\n',
    'devices/1-2/idProduct': '5011\n',
    'devices/1-2/1-2:1.0/bInterfaceClass': '07\n',
    'sys/lp1/keep': '',
  });
  await symlink(join(folder, 'devices/1-2/1-2:1.0'), join(folder, 'sys/lp1/device'));
  return { folder, options: { devFolder: join(folder, 'dev'), sysFolder: join(folder, 'sys') } };
}

printerFinderContract('the finder of USB nodes', async () => {
  const { folder, options } = await usbPlace();
  return {
    finder: new UsbNodeFinder(options),
    address: `usb:${join(options.devFolder, 'lp1')}`,
    nothing: new UsbNodeFinder({ devFolder: join(folder, 'none') }),
    received: () => 0,
    close: () => rm(folder, { recursive: true }),
  };
});

describe('USB printers of Linux', () => {
  it('come with the model of their IEEE 1284 id, or the identity of the device', async () => {
    const { folder, options } = await usbPlace();
    const found = await all(new UsbNodeFinder(options));
    expect(found.map(({ model }) => model)).toEqual(['EPSON TM-T82', 'USB 0416:5011']);
    await rm(folder, { recursive: true });
  });

  it('that this user may not open say what to do', async () => {
    const { folder, options } = await usbPlace();
    const finder = new UsbNodeFinder({
      ...options,
      mayUse: (path) => Promise.resolve(!path.endsWith('lp0')),
    });
    const found = await all(finder);
    expect(found.map(({ problem }) => problem)).toEqual([
      appError('printer-not-permitted', { path: join(options.devFolder, 'lp0'), takes: 'lp' }),
      null,
    ]);
    await rm(folder, { recursive: true });
  });

  it.each([
    ['MANUFACTURER:Star;MODEL:mC-Print3;', 'Star mC-Print3'],
    ['MDL:XP-80;', 'XP-80'],
    ['CMD:ESC/POS;', null],
    ['', null],
  ])('have an id that is read: %s', (id, model) => {
    expect(readDeviceId(id)).toBe(model);
  });
});

interface MockPorts {
  createPort(path: string, identity: { vendorId: string; productId: string; manufacturer?: string }): void;
  reset(): void;
}
const mockPorts = SerialPortMock.binding as unknown as MockPorts;
const mockLibrary = librarySerialPorts(
  () =>
    Promise.resolve({
      list: () => SerialPortMock.list(),
      create: () => {
        throw new Error('a finder opens nothing');
      },
    }),
  'printer',
);

function serialPlace(): void {
  mockPorts.reset();
  mockPorts.createPort('/dev/ttyUSB0', { vendorId: '04B8', productId: '0202', manufacturer: 'EPSON' });
  mockPorts.createPort('COM3', { vendorId: '0416', productId: '5011' });
}

printerFinderContract('the finder of serial ports', () => {
  serialPlace();
  return Promise.resolve({
    finder: new SerialFinder({ ports: mockLibrary }),
    // The mock numbers its devices.
    address: 'serial:vid=04b8,pid=0202,serial=1',
    nothing: new SerialFinder({
      ports: librarySerialPorts(() =>
        Promise.resolve({
          list: () => Promise.resolve([]),
          create: () => {
            throw new Error('a finder opens nothing');
          },
        }),
      ),
    }),
    received: () => 0,
    close: () => {
      mockPorts.reset();
      return Promise.resolve();
    },
  });
});

describe('serial ports', () => {
  const listing = (...paths: readonly string[]) =>
    librarySerialPorts(
      () =>
        Promise.resolve({
          list: () => Promise.resolve(paths.map((path) => ({ path }))),
          create: () => {
            throw new Error('a finder opens nothing');
          },
        }),
      'printer',
    );

  it('are shown by name and USB identity, under which they are found again elsewhere', async () => {
    serialPlace();
    const found = await all(new SerialFinder({ ports: mockLibrary }));
    expect(found[0]).toMatchObject({ name: '/dev/ttyUSB0', aliases: ['serial:/dev/ttyUSB0'] });
    expect(found[0]?.model).toContain('04b8:0202');
  });

  it('that the machine does not have are left out', async () => {
    const sysFolder = await folderWith({ 'ttyS0/type': '4\n', 'ttyS1/type': '0\n' });
    const ports = listing('/dev/ttyS0', '/dev/ttyS1', '/dev/ttyS2');
    const found = await all(new SerialFinder({ ports, sysFolder }));
    expect(found.map(({ name }) => name)).toEqual(['/dev/ttyS0', '/dev/ttyS2']);
    await rm(sysFolder, { recursive: true });
  });

  it('that this user may not open say what to do', async () => {
    const finder = new SerialFinder({ ports: listing('/dev/ttyACM0'), mayUse: () => Promise.resolve(false) });
    const [found] = await all(finder);
    expect(found?.problem).toMatchObject({
      code: 'printer-not-permitted',
      detail: { path: '/dev/ttyACM0', takes: 'dialout' },
    });
  });

  it('that cannot be listed are an error with its cause', async () => {
    const ports = {
      ...listing(),
      list: () => Promise.resolve(err(appError('printer-unreachable', {}, 'x'))),
    };
    expect(await new SerialFinder({ ports }).find({ found: () => undefined }, never)).toMatchObject({
      error: { code: 'printer-unreachable', cause: 'x' },
    });
  });
});

/** A spooler that knows its printers and can do nothing else. */
function spooler(...printers: { name: string; port: string; driver: string }[]): () => Promise<WinspoolApi> {
  const api = new Proxy({} as WinspoolApi, {
    get: (_, name) => {
      // A promise that resolves with it asks for `then`.
      if (name === 'then') return undefined;
      if (name !== 'listPrinters') throw new Error('a finder opens nothing');
      return () => Promise.resolve(printers);
    },
  });
  return () => Promise.resolve(api);
}
const windows = spooler(
  { name: 'POS-80', port: 'USB001', driver: 'POS-80C' },
  { name: 'Máy in quầy 2', port: 'IP_192.168.1.50', driver: '' },
  { name: 'Microsoft Print to PDF', port: 'PORTPROMPT:', driver: 'Microsoft Print To PDF' },
  { name: 'OneNote (Desktop)', port: 'nul:', driver: 'Send to Microsoft OneNote 16 Driver' },
);

printerFinderContract('the finder of Windows queues, over a fake of its calls,', () =>
  Promise.resolve({
    finder: new WinspoolFinder(windows),
    address: 'winspool:POS-80',
    nothing: new WinspoolFinder(spooler()),
    received: () => 0,
    close: () => Promise.resolve(),
  }),
);

describe('queues of Windows', () => {
  it('are shown with port and driver; those that make files are not', async () => {
    expect(await all(new WinspoolFinder(windows))).toMatchObject([
      { address: 'winspool:POS-80', name: 'POS-80 (USB001)', model: 'POS-80C' },
      { address: 'winspool:Máy in quầy 2', model: null },
    ]);
  });

  it('are none on another system, and an error where the spooler cannot be used', async () => {
    if (process.platform !== 'win32') expect(await all(new WinspoolFinder())).toEqual([]);
    const broken = new WinspoolFinder(() => Promise.reject(new Error('no winspool.drv')));
    const result = await broken.find({ found: () => undefined }, never);
    expect(result.ok ? '' : result.error.cause).toContain('no winspool.drv');
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SerialPortMock } from 'serialport';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createScannerSource } from '../create-source.ts';
import { LabScanners } from '../lab-scanner.ts';
import { PseudoTerminal } from '../pseudo-terminal.contract.ts';
import { cabledScannerContract, ScannerRecorder } from '../scanner.contract.ts';
import { serialSettings } from '../serial-settings.ts';
import { systemTiming } from '../timing.ts';
import { libraryHidDevices } from './hid-devices.ts';
import { librarySerialPorts, serialPortChoices, type SerialLibrary } from './serial-ports.ts';
import { SerialScanner } from './serial.ts';

function settingsOf(options: Record<string, string>) {
  const settings = serialSettings(options);
  if (!settings.ok) throw new Error(JSON.stringify(settings.error));
  return settings.value;
}

const quick = { retryMs: 40, watchMs: 40 } as const;

cabledScannerContract('serial, on a pseudo-terminal', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'scanner-'));
  const path = join(folder, 'scanner');
  let terminal = await PseudoTerminal.create(path);
  return {
    newSource: () =>
      new SerialScanner({
        address: `serial:${path}`,
        device: { path },
        // A busy machine pauses in the middle of 20 kB longer than a scanner does.
        settings: settingsOf({ gap: '2000' }),
        ports: librarySerialPorts(),
        timing: systemTiming,
        ...quick,
      }),
    scan: async (content) => {
      await terminal.send(content);
      await terminal.send(Uint8Array.of(0x0d));
    },
    unplug: () => terminal.unplug(),
    plug: async () => {
      terminal = await PseudoTerminal.create(path);
    },
    dispose: async () => {
      await terminal.unplug().catch(() => undefined);
      await rm(folder, { recursive: true, force: true });
    },
  };
});

describe('serial scanner on a pseudo-terminal', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scanner-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('waits for a device that is not there yet, with the times of the product', async () => {
    const path = join(folder, 'late');
    const made = createScannerSource(`serial:${path}?baud=115200&frame=cr`, {
      lab: new LabScanners(),
      ports: librarySerialPorts(),
      hid: libraryHidDevices(),
      timing: systemTiming,
    });
    if (!made.ok) throw new Error('address');
    const recorder = new ScannerRecorder();
    made.value.start(recorder);
    await recorder.until((r) => r.state === 'away');
    expect(recorder.states[0]?.state).toBe('connecting');
    expect(recorder.states.at(-1)?.problem).toMatchObject({
      code: 'scanner-unreachable',
      detail: { address: `serial:${path}?baud=115200&frame=cr` },
    });
    const terminal = await PseudoTerminal.create(path);
    await recorder.until((r) => r.state === 'connected');
    await terminal.send(new TextEncoder().encode('Quầy\n1\r'));
    await recorder.until((r) => r.scans.length === 1);
    expect(recorder.texts).toEqual(['Quầy\n1']);
    await made.value.stop();
    await terminal.unplug();
  });

  it('never joins half a scan from before an unplug to a scan after it', async () => {
    const path = join(folder, 'torn');
    let terminal = await PseudoTerminal.create(path);
    const source = new SerialScanner({
      address: `serial:${path}`,
      device: { path },
      // A silence so long that only the unplug can end the half scan.
      settings: settingsOf({ frame: 'cr', gap: '5000' }),
      ports: librarySerialPorts(),
      timing: systemTiming,
      ...quick,
    });
    const recorder = new ScannerRecorder();
    source.start(recorder);
    await recorder.until((r) => r.state === 'connected');
    await terminal.send(new TextEncoder().encode('080090000001||Nguyễn'));
    await terminal.unplug();
    await recorder.until((r) => r.state === 'away');
    terminal = await PseudoTerminal.create(path);
    await recorder.until((r) => r.state === 'connected');
    await terminal.send(new TextEncoder().encode('A-025\r'));
    await recorder.until((r) => r.scans.length === 1);
    expect(recorder.texts).toEqual(['A-025']);
    await source.stop();
    await terminal.unplug();
  });

  it('notices a path that now leads to another device', async () => {
    const path = join(folder, 'swapped');
    const first = await PseudoTerminal.create(path);
    const source = new SerialScanner({
      address: `serial:${path}`,
      device: { path },
      settings: settingsOf({}),
      ports: librarySerialPorts(),
      timing: systemTiming,
      ...quick,
    });
    const recorder = new ScannerRecorder();
    source.start(recorder);
    await recorder.until((r) => r.state === 'connected');
    await rm(path);
    const second = await PseudoTerminal.create(path);
    await recorder.until((r) => r.states.filter(({ state }) => state === 'connected').length === 2);
    await second.send(new TextEncoder().encode('B-001\r'));
    await recorder.until((r) => r.scans.length === 1);
    expect(recorder.texts).toEqual(['B-001']);
    await source.stop();
    await first.unplug();
    await second.unplug();
  });
});

/** What is used of the mock's binding: its package tells the compiler no types. */
interface MockPorts {
  list(): ReturnType<SerialLibrary['list']>;
  createPort(path: string, identity: { vendorId: string; productId: string }): void;
  reset(): void;
}
const MockBinding = SerialPortMock.binding as unknown as MockPorts;

/** The library's own mock as the library; `send` is the device speaking. */
function mockLibrary() {
  const ports: SerialPortMock[] = [];
  const library: SerialLibrary = {
    list: () => MockBinding.list(),
    create: (options) => {
      const port = new SerialPortMock(options);
      ports.push(port);
      return port;
    },
  };
  const open = () => [...ports].reverse().find((port) => port.isOpen);
  return {
    library,
    send: (text: string) => {
      const port = open()?.port as unknown as { emitData(bytes: Buffer): void };
      port.emitData(Buffer.from(text));
    },
    lose: (cause: string) => open()?._disconnected(new Error(cause)),
    openPath: () => open()?.path,
  };
}

describe('serial scanner by USB identity', () => {
  beforeEach(() => MockBinding.reset());
  afterEach(() => MockBinding.reset());

  function scanner(library: SerialLibrary, serial: string | null) {
    const recorder = new ScannerRecorder();
    const source = new SerialScanner({
      address: 'serial:vid=0483,pid=5740',
      device: { usb: { vid: '0483', pid: '5740', serial } },
      settings: settingsOf({}),
      ports: librarySerialPorts(() => Promise.resolve(library)),
      timing: systemTiming,
      ...quick,
    });
    source.start(recorder);
    return { source, recorder };
  }
  const identity = { vendorId: '0483', productId: '5740' };

  it('finds the device under the number that it has today, and again under another', async () => {
    MockBinding.createPort('COM3', identity);
    MockBinding.createPort('COM1', { vendorId: '1a86', productId: '7523' });
    const mock = mockLibrary();
    const { source, recorder } = scanner(mock.library, null);
    await recorder.until((r) => r.state === 'connected');
    expect(mock.openPath()).toBe('COM3');
    mock.send('A-001\r');
    await recorder.until((r) => r.scans.length === 1);

    // Windows of old never told a close: only the list shows that COM3 is gone.
    MockBinding.reset();
    MockBinding.createPort('COM7', identity);
    await recorder.until((r) => r.state === 'away');
    expect(recorder.problem).toBe('scanner-unreachable');
    await recorder.until((r) => r.state === 'connected');
    expect(mock.openPath()).toBe('COM7');
    mock.send('A-002\r');
    await recorder.until((r) => r.scans.length === 2);
    expect(recorder.texts).toEqual(['A-001', 'A-002']);
    await source.stop();
  });

  it('comes back after the library says that the port was lost', async () => {
    MockBinding.createPort('COM3', identity);
    const mock = mockLibrary();
    const { source, recorder } = scanner(mock.library, null);
    await recorder.until((r) => r.state === 'connected');
    mock.lose('device disconnected');
    await recorder.until((r) => r.state === 'away');
    expect(recorder.states.at(-1)?.problem?.cause).toBe('device disconnected');
    await recorder.until((r) => r.state === 'connected');
    await source.stop();
  });

  it('takes only the device with the serial number asked for', async () => {
    MockBinding.createPort('COM3', identity);
    const mock = mockLibrary();
    const { source, recorder } = scanner(mock.library, 'another');
    await recorder.until((r) => r.state === 'away');
    expect(recorder.problem).toBe('scanner-unreachable');
    await source.stop();

    const listed = await MockBinding.list();
    const known = scanner(mock.library, listed[0]?.serialNumber ?? '');
    await known.recorder.until((r) => r.state === 'connected');
    await known.source.stop();
  });
});

describe('the serial port library', () => {
  it('is away with a clear cause where the library cannot load', async () => {
    const ports = librarySerialPorts(() => Promise.reject(new Error('wrong ELF class')));
    const opened = await ports.open('/dev/ttyUSB0', settingsOf({}).line, {
      onData: () => undefined,
      onLost: () => undefined,
    });
    expect(opened).toMatchObject({
      ok: false,
      error: {
        code: 'scanner-unreachable',
        cause: 'the serial port library cannot be loaded on this machine: wrong ELF class',
      },
    });
    expect(await ports.list()).toMatchObject({ ok: false, error: { code: 'scanner-unreachable' } });
  });

  it.each([
    ['Opening COM3: Access denied', 'scanner-busy-elsewhere'],
    ['Error Resource temporarily unavailable Cannot lock port', 'scanner-busy-elsewhere'],
    ['Error: Permission denied, cannot open /dev/ttyUSB0', 'scanner-unreachable'],
    ['Error: No such file or directory, cannot open /dev/ttyUSB0', 'scanner-unreachable'],
  ])('tells "%s" as %s', async (message, code) => {
    const ports = librarySerialPorts(() =>
      Promise.resolve({
        list: () => Promise.resolve([]),
        create: () => {
          throw new Error(message);
        },
      }),
    );
    const opened = await ports.open('COM3', settingsOf({}).line, {
      onData: () => undefined,
      onLost: () => undefined,
    });
    expect(opened).toMatchObject({ ok: false, error: { code, cause: message } });
  });

  it('offers USB devices first, by their identity, and the others by their name', async () => {
    const nothing = { vendorId: undefined, productId: undefined, serialNumber: undefined };
    const library: SerialLibrary = {
      list: () =>
        Promise.resolve([
          { path: '/dev/ttyS0', ...nothing },
          {
            path: '/dev/ttyACM0',
            vendorId: '0C2E',
            productId: '0BEA',
            serialNumber: 'A-1',
            manufacturer: 'Quét',
          },
          { path: 'COM4', vendorId: '0483', productId: '5740', serialNumber: '7&1A2B&0' },
        ]),
      create: () => {
        throw new Error('not opened here');
      },
    };
    expect(await serialPortChoices(librarySerialPorts(() => Promise.resolve(library)))).toEqual({
      ok: true,
      value: [
        {
          path: '/dev/ttyACM0',
          label: '/dev/ttyACM0 (Quét)',
          address: 'serial:vid=0c2e,pid=0bea,serial=A-1',
        },
        { path: 'COM4', label: 'COM4', address: 'serial:vid=0483,pid=5740' },
        { path: '/dev/ttyS0', label: '/dev/ttyS0', address: 'serial:/dev/ttyS0' },
      ],
    });
  });

  it('lists the ports of this machine', async () => {
    const listed = await librarySerialPorts().list();
    expect(listed.ok).toBe(true);
  });
});

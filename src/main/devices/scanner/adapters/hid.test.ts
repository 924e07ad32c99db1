import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createScannerSource } from '../create-source.ts';
import { LabScanners } from '../lab-scanner.ts';
import { cabledScannerContract, ScannerRecorder } from '../scanner.contract.ts';
import { systemTiming } from '../timing.ts';
import { libraryHidDevices, type HidLibrary } from './hid-devices.ts';
import { HidScanner } from './hid.ts';
import { librarySerialPorts } from './serial-ports.ts';

type Layout = 'identified' | 'plain';

/** The reports in which a scanner tells a scan, as the manuals of both families show them. */
function reportsOf(content: Uint8Array, layout: Layout): Uint8Array[] {
  const count = Math.max(1, Math.ceil(content.length / 56));
  return Array.from({ length: count }, (_, index) => {
    const data = content.subarray(index * 56, (index + 1) * 56);
    const report = new Uint8Array(64);
    report.set([2, data.length]);
    if (layout === 'identified') report.set([0x5d, 0x51, 0x31], 2);
    report.set(data, layout === 'identified' ? 5 : 2);
    report[63] = index === count - 1 ? 0 : 1;
    return report;
  });
}

/** A machine with HID devices, behind the interface of the library: what is pushed is what its reports tell. */
class Desk {
  readonly #plugged = new Map<string, { usagePage: number; vendorId: number; productId: number }>();
  readonly #open = new Map<string, { data: (report: Uint8Array) => void; error: (error: unknown) => void }>();
  /** Whether an unplug is told as an error of the device; else only the list shows it. */
  tellsUnplug = true;
  readonly features: number[][] = [];

  plug(path: string, vendorId = 0x1eab, usagePage = 0x8c): void {
    this.#plugged.set(path, { usagePage, vendorId, productId: 0x0010 });
  }
  unplug(path: string): void {
    this.#plugged.delete(path);
    if (this.tellsUnplug) this.#open.get(path)?.error(new Error('could not read from HID device'));
  }
  push(path: string, reports: readonly Uint8Array[]): void {
    for (const report of reports) this.#open.get(path)?.data(report);
  }
  isOpen(path: string): boolean {
    return this.#open.has(path);
  }

  readonly library: HidLibrary = {
    devicesAsync: () => Promise.resolve([...this.#plugged].map(([path, device]) => ({ path, ...device }))),
    HIDAsync: {
      open: (path) => {
        if (!this.#plugged.has(path))
          return Promise.reject(new Error(`cannot open device with path ${path}`));
        const device = {
          data: (_report: Uint8Array): void => undefined,
          error: (_error: unknown): void => undefined,
        };
        this.#open.set(path, device);
        return Promise.resolve({
          on: (event: 'data' | 'error', listener: (value: never) => void) =>
            Object.assign(device, { [event]: listener }),
          sendFeatureReport: (data: number[]) => {
            this.features.push(data);
            return Promise.resolve(data.length);
          },
          close: () => {
            this.#open.delete(path);
            return Promise.resolve();
          },
        });
      },
    },
  };
}

const quick = { retryMs: 20, watchMs: 20 } as const;

/** What comes over the wire, without the identifier that the joiner puts before it. */
function withoutIdentifier(recorder: ScannerRecorder): string[] {
  return recorder.texts.map((text) => text.replace(/^\]Q1/, ''));
}

cabledScannerContract('HID POS without identifiers', () => {
  const desk = new Desk();
  desk.plug('scanner');
  const devices = libraryHidDevices(() => Promise.resolve(desk.library));
  return Promise.resolve({
    newSource: () =>
      new HidScanner({ address: 'hidpos:', usb: null, devices, timing: systemTiming, ...quick }),
    scan: (content) => {
      desk.push('scanner', reportsOf(content, 'plain'));
      return Promise.resolve();
    },
    unplug: () => {
      desk.unplug('scanner');
      return Promise.resolve();
    },
    plug: () => {
      desk.plug('scanner');
      return Promise.resolve();
    },
    dispose: () => Promise.resolve(),
  });
});

describe('HID POS scanner', () => {
  function begin(desk: Desk, address = 'hidpos:') {
    const devices = libraryHidDevices(() => Promise.resolve(desk.library));
    const made = createScannerSource(address, {
      lab: new LabScanners(),
      ports: librarySerialPorts(),
      hid: devices,
      timing: systemTiming,
    });
    if (!made.ok) throw new Error(made.error.code);
    const recorder = new ScannerRecorder();
    made.value.start(recorder);
    return { source: made.value, recorder };
  }

  it('tells the identifier of its reports before the data, once for each scan', async () => {
    const desk = new Desk();
    desk.plug('scanner');
    const { source, recorder } = begin(desk);
    await recorder.until((r) => r.state === 'connected');
    const card = '080090000001||Nguyễn Văn A|01011990|Nam|Ấp 1, Xã B, Huyện C, Long An|01052021';
    desk.push('scanner', reportsOf(new TextEncoder().encode(card), 'identified'));
    desk.push('scanner', reportsOf(new TextEncoder().encode('A-025'), 'identified'));
    expect(recorder.texts).toEqual([`]Q1${card}`, ']Q1A-025']);
    expect(withoutIdentifier(recorder)).toEqual([card, 'A-025']);
    await source.stop();
    expect(desk.isOpen('scanner')).toBe(false);
  });

  it('takes the scanner with the identity of its address, and no other device', async () => {
    const desk = new Desk();
    desk.plug('keyboard', 0x0c2e, 0x01);
    desk.plug('other', 0x1eab);
    const { source, recorder } = begin(desk, 'hidpos:vid=0C2E,pid=0010');
    await recorder.until((r) => r.state === 'away');
    expect(recorder.problem).toBe('scanner-unreachable');
    desk.plug('wanted', 0x0c2e);
    await recorder.until((r) => r.state === 'connected');
    expect(['keyboard', 'other', 'wanted'].filter((path) => desk.isOpen(path))).toEqual(['wanted']);
    // Without it a Honeywell scanner stays silent.
    expect(desk.features).toEqual([[0xfe, 0x01]]);
    await source.stop();
  });

  it('gives each of two sources a scanner of its own', async () => {
    const desk = new Desk();
    desk.plug('one');
    desk.plug('two');
    const devices = libraryHidDevices(() => Promise.resolve(desk.library));
    const recorders = [new ScannerRecorder(), new ScannerRecorder()];
    const sources = recorders.map((recorder) => {
      const source = new HidScanner({
        address: 'hidpos:',
        usb: null,
        devices,
        timing: systemTiming,
        ...quick,
      });
      source.start(recorder);
      return source;
    });
    for (const recorder of recorders) await recorder.until((r) => r.state === 'connected');
    for (const path of ['one', 'two'])
      desk.push(path, reportsOf(new TextEncoder().encode(path), 'identified'));
    expect(recorders.flatMap(withoutIdentifier).sort()).toEqual(['one', 'two']);
    for (const source of sources) await source.stop();
  });

  it('notices an unplug that the library does not tell, by the list and by the node of the device', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hid-'));
    const node = join(folder, 'hidraw0');
    await writeFile(node, '');
    for (const path of ['\\\\?\\hid#vid_1eab', node]) {
      const desk = new Desk();
      desk.tellsUnplug = false;
      desk.plug(path);
      const devices = libraryHidDevices(() => Promise.resolve(desk.library));
      const recorder = new ScannerRecorder();
      const source = new HidScanner({
        address: 'hidpos:',
        usb: null,
        devices,
        timing: systemTiming,
        ...quick,
      });
      source.start(recorder);
      await recorder.until((r) => r.state === 'connected');
      desk.unplug(path);
      await rm(node, { force: true });
      await recorder.until((r) => r.state === 'away');
      desk.plug(path);
      await recorder.until((r) => r.state === 'connected');
      await source.stop();
    }
    await rm(folder, { recursive: true, force: true });
  });

  it('refuses options: it has none', () => {
    const parts = {
      lab: new LabScanners(),
      ports: librarySerialPorts(),
      hid: libraryHidDevices(),
      timing: systemTiming,
    };
    expect(createScannerSource('hidpos:?baud=9600', parts)).toMatchObject({
      ok: false,
      error: { code: 'address-invalid' },
    });
  });
});

describe('the library', () => {
  it('loads here and lists the scanners of this machine', async () => {
    expect(await libraryHidDevices().list()).toMatchObject({ ok: true });
  });

  it('that cannot be loaded makes the scanner unreachable, with the reason', async () => {
    const devices = libraryHidDevices(() => Promise.reject(new Error('libusb-1.0.so.0: cannot open')));
    const recorder = new ScannerRecorder();
    const source = new HidScanner({ address: 'hidpos:', usb: null, devices, timing: systemTiming });
    source.start(recorder);
    await recorder.until((r) => r.state === 'away');
    expect(recorder.states.at(-1)?.problem?.cause).toContain('libusb-1.0.so.0');
    await source.stop();
  });

  it('says of a device that cannot be opened why', async () => {
    const desk = new Desk();
    const opened = await libraryHidDevices().open(
      { path: '/dev/hidraw-none', vid: '0c2e', pid: '0b8f', serial: null },
      { onReport: () => undefined, onLost: () => undefined },
    );
    expect(opened).toMatchObject({ ok: false, error: { code: 'scanner-unreachable' } });
    expect(desk.features).toEqual([]);
  });
});

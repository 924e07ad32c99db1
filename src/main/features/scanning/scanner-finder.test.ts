import { expect, it } from 'vitest';
import { scannerTestText } from '../../../shared/domain/scanner-test-code.ts';
import { ok } from '../../../shared/result.ts';
import type { HidDevices } from '../../devices/scanner/adapters/hid-devices.ts';
import type { SerialPorts } from '../../devices/scanner/adapters/serial-ports.ts';
import { scanningHandlers } from './handlers.ts';
import { cardText, desk, scanRig, station } from './scan-rig.test-support.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Ports in memory, with what was opened and the bytes in the test's hands. */
function memoryPorts(entries: { path: string; vid: string | null; pid: string | null }[]) {
  const open = new Map<string, (bytes: Uint8Array) => void>();
  const waiters = new Set<() => void>();
  const ports: SerialPorts = {
    list: () => Promise.resolve(ok(entries.map((entry) => ({ ...entry, serial: null, manufacturer: null })))),
    open: (path, _, listeners) => {
      open.set(path, (bytes) => listeners.onData(bytes));
      for (const waiter of waiters) waiter();
      const told = () => Promise.resolve(ok(null));
      return Promise.resolve(
        ok({
          write: told,
          drain: told,
          discard: () => Promise.resolve(),
          close: () => {
            open.delete(path);
            return Promise.resolve();
          },
        }),
      );
    },
  };
  const opened = async (path: string): Promise<void> => {
    while (!open.has(path)) await new Promise<void>((resolve) => waiters.add(resolve));
  };
  return { ports, open, opened, entries };
}

it('hears the test code at a port that nobody configured, and leaves the others alone', async () => {
  const { ports, open, opened, entries } = memoryPorts([
    { path: 'COM3', vid: '0483', pid: '5740' },
    { path: 'COM4', vid: '1a86', pid: '7523' },
    { path: 'COM1', vid: null, pid: null },
  ]);
  const { finder, tested, until, told, log } = scanRig({
    scanners: [{ id: 'used', address: 'serial:COM4' }],
    stations: [station('quay-1', ['used'])],
    ports,
  });
  await finder.begin();
  await opened('COM3');
  expect([...open.keys()]).toEqual(['COM3']);

  open.get('COM3')?.(bytesOf(`${cardText}\r`));
  open.get('COM3')?.(bytesOf(`${scannerTestText}\r`));
  await until(() => tested.length === 1);
  expect(tested).toEqual([
    {
      scannerId: null,
      address: 'serial:vid=0483,pid=5740',
      way: 'serial',
      letters: 'whole',
      end: 'cr',
      tookMs: 0,
    },
  ]);
  expect(told).toEqual([]);
  expect(log.lines.join('\n')).not.toContain('080090000001');

  // Set to another mode, it comes back as another device.
  entries.push({ path: 'COM9', vid: '0c2e', pid: '0b6a' });
  await opened('COM9');
  open.get('COM9')?.(Uint8Array.from([...bytesOf('QMC1:K:'), 0xd0, 0x61, 0x0a]));
  await until(() => tested.length === 2);
  expect(tested[1]).toMatchObject({ letters: 'lost', end: 'lf' });
  await finder.end();
  expect([...open.keys()]).toEqual([]);
});

it('hears a scanner in HID POS mode', async () => {
  let tell: (report: Uint8Array) => void = () => undefined;
  let opened: () => void = () => undefined;
  const isOpen = new Promise<void>((resolve) => {
    opened = resolve;
  });
  const hid: HidDevices = {
    list: () => Promise.resolve(ok([{ path: 'hid0', vid: '0c2e', pid: '0b8f', serial: null }])),
    open: (_, listeners) => {
      tell = (report) => listeners.onReport(report);
      opened();
      return Promise.resolve(ok({ close: () => Promise.resolve() }));
    },
  };
  const { finder, tested, until } = scanRig({ scanners: [], stations: [station('quay-1', [])], hid });
  await finder.begin();
  await isOpen;
  const content = bytesOf(scannerTestText);
  const report = new Uint8Array(64);
  report.set([2, content.length, ...bytesOf(']Q1'), ...content]);
  tell(report);
  await until(() => tested.length === 1);
  expect(tested[0]).toMatchObject({ address: 'hidpos:', way: 'hidpos', letters: 'whole', end: null });
});

it('a configured scanner that reads the test code tells it with its name in the configuration', async () => {
  const { service, lab, connected, tested, told, until } = scanRig({
    scanners: [desk],
    stations: [station('quay-1', ['desk'])],
  });
  await service.start();
  await connected('desk');
  lab.scanner('desk').scan(scannerTestText);
  await until(() => told.length === 1);
  expect(told[0]?.scan.result).toEqual({ meaning: 'testCode', fields: { letters: 'whole' } });
  expect(tested).toMatchObject([{ scannerId: 'desk', address: 'lab:desk', way: 'lab', letters: 'whole' }]);
});

it('is for the settings alone, which show the code as a QR', async () => {
  const { service, finder } = scanRig({ scanners: [], stations: [station('quay-1', [])] });
  const calls = scanningHandlers(service, finder);
  const context = { stationId: null, correlationId: 'k1' } as const;
  expect(await calls['scanning.find']({ on: true }, { ...context, window: 'launcher' })).toMatchObject({
    error: { code: 'permission-denied' },
  });
  expect(await calls['scanning.find']({ on: true }, { ...context, window: 'settings' })).toMatchObject({
    ok: true,
  });
  expect(await calls['scanning.find']({ on: false }, { ...context, window: 'settings' })).toMatchObject({
    ok: true,
  });
  const picture = await calls['scanning.testCode'](null, { ...context, window: 'settings' });
  const rows = picture.ok ? picture.value.rows : [];
  // The corner by which a reader knows a QR.
  expect(rows.slice(0, 3).map((row) => row.slice(0, 7))).toEqual(['1111111', '1000001', '1011101']);
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([rows.length]));
});

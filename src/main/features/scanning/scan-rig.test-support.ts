import { afterEach } from 'vitest';
import { ScannerConfig, StationEntry } from '../../../shared/contract/config.ts';
import type { EventPayload } from '../../../shared/contract/index.ts';
import { ScannerTest, ScannerView } from '../../../shared/contract/scanning.ts';
import { Scan } from '../../../shared/domain/scan-meaning.ts';
import type { HidDevices } from '../../devices/scanner/adapters/hid-devices.ts';
import type { SerialPorts } from '../../devices/scanner/adapters/serial-ports.ts';
import { LabScanners } from '../../devices/scanner/lab-scanner.ts';
import { systemTiming } from '../../devices/scanner/timing.ts';
import type { Publish } from '../../host/handlers.ts';
import type { Log } from '../../log.ts';
import { ok } from '../../../shared/result.ts';
import { ScannerFinder } from './scanner-finder.ts';
import { ScanService } from './service.ts';

export const cardText =
  '080090000001|300000001|Nguyễn Văn A|01011990|Nam|Ấp 1, Xã B, Huyện C, Long An|01052021';
export const code = 'H39.30-260302-0001';
export const desk = { id: 'desk', address: 'lab:desk' };

export function station(id: string, scanners: readonly string[]): StationEntry {
  return StationEntry.parse({ id, role: 'counter', name: id, counterId: 'c1', scanners });
}

const noPorts: SerialPorts = {
  list: () => Promise.resolve(ok([])),
  open: () => {
    throw new Error('this test has no ports');
  },
};
const noHid: HidDevices = {
  list: () => Promise.resolve(ok([])),
  open: () => {
    throw new Error('this test has no HID devices');
  },
};

class LogLines implements Log {
  readonly lines: string[] = [];
  info(message: string, fields?: Readonly<Record<string, unknown>>): void {
    this.lines.push(JSON.stringify([message, fields]));
  }
  warn = this.info.bind(this);
  error = this.info.bind(this);
  child(): Log {
    return this;
  }
}

/** A scan service with all that it tells, and time, focus and open windows in the test's hands. */
export function scanRig(config: {
  scanners: { id: string; address: string }[];
  stations: StationEntry[];
  ports?: SerialPorts;
  hid?: HidDevices;
}) {
  const ports = config.ports ?? noPorts;
  const hid = config.hid ?? noHid;
  const told: { scan: Scan; stationId: string | undefined }[] = [];
  const unplaced: EventPayload<'scanning.unplaced'>[] = [];
  const tested: ScannerTest[] = [];
  const views: EventPayload<'scanning.scannersChanged'>[] = [];
  const waiters = new Set<() => void>();
  const publish: Publish = (name, payload, stationId) => {
    if (name === 'scanning.scanned') told.push({ scan: Scan.parse(payload), stationId });
    if (name === 'scanning.unplaced') unplaced.push(payload as EventPayload<'scanning.unplaced'>);
    if (name === 'scanning.tested') tested.push(ScannerTest.parse(payload));
    if (name === 'scanning.scannersChanged') views.push(ScannerView.array().parse(payload));
    for (const waiter of waiters) waiter();
  };
  const time = { ms: 5000, focused: null as string | null, open: null as readonly string[] | null };
  const log = new LogLines();
  const lab = new LabScanners();
  const state = {
    scanners: config.scanners.map((entry) => ScannerConfig.parse({ ...entry, name: `Máy ${entry.id}` })),
    stations: config.stations,
  };
  const service = new ScanService({
    scanners: () => state.scanners,
    stations: () => state.stations,
    focusedStation: () => time.focused,
    openStations: () => time.open ?? state.stations.map(({ id }) => id),
    lab,
    publish,
    clock: { now: () => new Date('2026-03-02T01:00:00Z'), monotonicMs: () => time.ms },
    log,
    hid,
    ...(config.ports === undefined ? {} : { ports }),
  });
  const finder = new ScannerFinder({
    ports,
    hid,
    timing: systemTiming,
    inUse: () => state.scanners.map(({ address }) => address),
    publish,
    log,
  });
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        const waiter = () => {
          waiters.delete(waiter);
          resolve();
        };
        waiters.add(waiter);
      });
    }
  };
  const connected = (...ids: string[]) =>
    until(() =>
      ids.every((id) => service.scanners().some((view) => view.id === id && view.state === 'connected')),
    );
  cleanups.push(
    () => service.stop(),
    () => finder.end(),
  );
  return { service, finder, unplaced, tested, told, views, time, log, lab, state, until, connected };
}

/** Done after each test, the last first. */
export const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

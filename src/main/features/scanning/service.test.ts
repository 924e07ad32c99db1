import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ScannerConfig, StationEntry } from '../../../shared/contract/config.ts';
import type { EventPayload } from '../../../shared/contract/index.ts';
import { ScannerView } from '../../../shared/contract/scanning.ts';
import { ticketQrPayload } from '../../../shared/domain/qr-payload.ts';
import { Scan } from '../../../shared/domain/scan-meaning.ts';
import { LabScanners } from '../../devices/scanner/lab-scanner.ts';
import { PseudoTerminal } from '../../devices/scanner/pseudo-terminal.contract.ts';
import type { CallContext, Publish } from '../../host/handlers.ts';
import type { Log } from '../../log.ts';
import { scanningHandlers } from './handlers.ts';
import { ScanService } from './service.ts';

const cardText = '080090000001|300000001|Nguyễn Văn A|01011990|Nam|Ấp 1, Xã B, Huyện C, Long An|01052021';
const code = 'H39.30-260302-0001';

function station(id: string, scanners: readonly string[]): StationEntry {
  return StationEntry.parse({ id, role: 'counter', name: id, counterId: 'c1', scanners });
}

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

function rig(config: { scanners: { id: string; address: string }[]; stations: StationEntry[] }) {
  const told: { scan: Scan; stationId: string | undefined }[] = [];
  const views: EventPayload<'scanning.scannersChanged'>[] = [];
  const waiters = new Set<() => void>();
  const publish: Publish = (name, payload, stationId) => {
    if (name === 'scanning.scanned') told.push({ scan: Scan.parse(payload), stationId });
    if (name === 'scanning.scannersChanged') views.push(ScannerView.array().parse(payload));
    for (const waiter of waiters) waiter();
  };
  const time = { ms: 5000, focused: null as string | null };
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
    lab,
    publish,
    clock: { now: () => new Date('2026-03-02T01:00:00Z'), monotonicMs: () => time.ms },
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
  cleanups.push(() => service.stop());
  return { service, told, views, time, log, lab, state, until, connected };
}

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const desk = { id: 'desk', address: 'lab:desk' };

describe('scan service', () => {
  it('tells each kind of scan by its meaning, to the station that lists the scanner', async () => {
    const { service, told, lab, until, connected } = rig({
      scanners: [desk],
      stations: [station('quay-1', []), station('quay-2', ['desk'])],
    });
    await service.start();
    await connected('desk');
    const ticket = ticketQrPayload({ ticketId: '0b9c2a44-7d1e-4c5e-9f0a-1f2e3d4c5b6a', number: 'A-025' });
    for (const text of [`]Q1${ticket}\r`, `]C0${code}`, cardText, 'xin chào']) lab.scanner('desk').scan(text);
    await until(() => told.length === 4);
    expect(told.map(({ scan }) => [scan.result.meaning, scan.symbology])).toEqual([
      ['ticket', 'qr'],
      ['dossier', 'code128'],
      ['citizenCard', 'unknown'],
      ['refused', 'unknown'],
    ]);
    expect(told.map(({ stationId }) => stationId)).toEqual(Array(4).fill('quay-2'));
    expect(new Set(told.map(({ scan }) => scan.id)).size).toBe(4);
    expect(told[2]?.scan.result).toMatchObject({ fields: { name: 'Nguyễn Văn A', warnings: [] } });
    expect(service.scanners()[0]).toMatchObject({
      state: 'connected',
      lastScanAt: '2026-03-02T01:00:00.000Z',
      stationIds: ['quay-2'],
    });
  });

  it('tells a scan of a shared scanner once: to the station used last, else to the first that lists it', async () => {
    const { service, told, lab, until, connected, time } = rig({
      scanners: [desk],
      stations: [station('quay-0', []), station('quay-1', ['desk']), station('quay-2', ['desk'])],
    });
    await service.start();
    await connected('desk');
    for (const [index, focused] of [null, 'quay-2', 'quay-1', 'quay-0', 'gone'].entries()) {
      time.focused = focused;
      lab.scanner('desk').scan(`A-${String(index)}`);
      await until(() => told.length === index + 1);
    }
    expect(told.map(({ stationId }) => stationId)).toEqual([
      'quay-1',
      'quay-2',
      'quay-1',
      'quay-1',
      'quay-1',
    ]);
  });

  it('counts what one trigger pull reads again within a second once, per scanner', async () => {
    const { service, told, lab, until, connected, time } = rig({
      scanners: [desk, { id: 'other', address: 'lab:other' }],
      stations: [station('quay-1', ['desk', 'other'])],
    });
    await service.start();
    await connected('desk', 'other');
    const pull = async (name: string, text: string, counts: boolean) => {
      const before = told.length;
      lab.scanner(name).scan(text);
      // What does not count is told of by nothing; the next pull that counts comes after it, in order.
      if (counts) await until(() => told.length === before + 1);
    };
    await pull('desk', code, true);
    time.ms += 999;
    await pull('desk', code, false);
    await pull('other', code, true);
    time.ms += 1;
    await pull('desk', code, true);
    await pull('desk', 'khác', true);
    await pull('desk', code, true);
    expect(told.map(({ scan }) => scan.scannerId)).toEqual(['desk', 'other', 'desk', 'desk', 'desk']);
  });

  it('tells a burst of 50 scans as 50, in order', async () => {
    const { service, told, lab, until, connected } = rig({
      scanners: [desk],
      stations: [station('quay-1', ['desk'])],
    });
    await service.start();
    await connected('desk');
    const codes = Array.from(
      { length: 50 },
      (_, index) => `H39.30-260302-${String(index + 1).padStart(4, '0')}`,
    );
    for (const text of codes) lab.scanner('desk').scan(text);
    await until(() => told.length === 50);
    expect(told.map(({ scan }) => scan.result.meaning === 'dossier' && scan.result.fields.code)).toEqual(
      codes,
    );
  });

  it('refuses visibly what is no UTF-8 and what is too long', async () => {
    const { service, told, lab, until, connected } = rig({
      scanners: [desk],
      stations: [station('quay-1', ['desk'])],
    });
    await service.start();
    await connected('desk');
    lab.scanner('desk').scan(Uint8Array.of(0x4e, 0x67, 0xe3));
    lab.scanner('desk').scan('x'.repeat(9000));
    await until(() => told.length === 2);
    expect(told.map(({ scan }) => scan.result)).toMatchObject([
      { meaning: 'refused', fields: { kind: 'encoding', error: { code: 'scan-unknown' } } },
      {
        meaning: 'refused',
        fields: { kind: 'unknown', error: { code: 'scan-unknown', detail: { bytes: 9000 } } },
      },
    ]);
  });

  it('never logs or keeps what was read', async () => {
    const { service, told, lab, until, connected, log, views } = rig({
      scanners: [desk],
      stations: [station('quay-1', ['desk'])],
    });
    await service.start();
    await connected('desk');
    for (const text of [cardText, cardText, `${cardText}|`, '080090000001||Nguyễn Văn', code, 'Nguyễn Văn A'])
      lab.scanner('desk').scan(text);
    await until(() => told.length === 5);
    const written = [...log.lines, JSON.stringify(views)].join('\n');
    expect(log.lines.length).toBeGreaterThan(5);
    for (const piece of ['080090000001', '300000001', 'Nguyễn', 'Ấp 1', '1990', code])
      expect(written).not.toContain(piece);
  });

  it('follows the configuration: new, changed and removed scanners, the others without a gap', async () => {
    const { service, told, lab, until, connected, state, views } = rig({
      scanners: [desk, { id: 'bad', address: 'tcp://10.0.0.9:9100' }],
      stations: [station('quay-1', ['desk', 'second'])],
    });
    await service.start();
    await connected('desk');
    expect(service.scanners()[1]).toMatchObject({ state: 'off', problem: { code: 'address-invalid' } });

    state.scanners = [desk, { id: 'second', address: 'lab:second' }].map((entry) =>
      ScannerConfig.parse({ ...entry, name: 'Tên mới' }),
    );
    const before = views.length;
    await service.reconfigure();
    await connected('desk', 'second');
    const since = views.slice(before).flatMap((view) => view.filter(({ id }) => id === 'desk'));
    expect(since.every((view) => view.state === 'connected' && view.name === 'Tên mới')).toBe(true);
    lab.scanner('second').scan(code);
    await until(() => told.length === 1);

    state.scanners = [ScannerConfig.parse({ id: 'desk', name: 'Tên mới', address: 'lab:second' })];
    await service.reconfigure();
    await connected('desk');
    expect(lab.scanner('desk').scan('x').ok).toBe(false);
    lab.scanner('second').scan(cardText);
    await until(() => told.length === 2);
    expect(told[1]?.scan.scannerId).toBe('desk');

    await service.stop();
    expect(service.scanners()[0]?.state).toBe('off');
    expect(lab.scanner('second').scan('x').ok).toBe(false);
  });

  it('tells the windows when a real device goes and comes back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'scanner-'));
    cleanups.push(() => rm(folder, { recursive: true, force: true }));
    const path = join(folder, 'scanner');
    const { service, told, until, views } = rig({
      scanners: [{ id: 'usb', address: `serial:${path}` }],
      stations: [station('quay-1', ['usb'])],
    });
    await service.start();
    const stateOf = () => views.at(-1)?.[0];
    await until(() => stateOf()?.state === 'away');
    expect(stateOf()?.problem?.code).toBe('scanner-unreachable');
    const terminal = await PseudoTerminal.create(path);
    await until(() => stateOf()?.state === 'connected');
    await terminal.send(new TextEncoder().encode(`${cardText}\r\n`));
    await until(() => told.length === 1);
    expect(told[0]?.scan.result).toMatchObject({ meaning: 'citizenCard', fields: { name: 'Nguyễn Văn A' } });
    await terminal.unplug();
    await until(() => stateOf()?.state === 'away');
  });
});

describe('calls of the windows', () => {
  const context = (stationId: string | null): CallContext => ({
    window: stationId === null ? 'lab' : 'station',
    stationId,
    correlationId: 'k1',
  });

  it('take a typed scan for the window that got the keys, with its letters lost', async () => {
    const { service, told, time } = rig({
      scanners: [{ id: 'keys', address: 'wedge:?prefix=F9&gap=50' }, desk],
      stations: [
        station('quay-1', ['keys']),
        station('quay-2', ['desk', 'keys']),
        station('quay-3', ['desk']),
      ],
    });
    await service.start();
    time.focused = 'quay-1';
    const calls = scanningHandlers(service);
    expect(await calls['scanning.wedgeSettings'](null, context('quay-2'))).toEqual({
      ok: true,
      value: { enabled: true, prefix: 'F9', maxGapMs: 50 },
    });
    const mangled = '080090000001|300000001|Nguyn Vn A|01011990|Nam|p 1, X B|01052021';
    expect(await calls['scanning.wedge']({ text: mangled, suspect: false }, context('quay-2'))).toEqual({
      ok: true,
      value: null,
    });
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({
      stationId: 'quay-2',
      scan: {
        result: {
          meaning: 'citizenCard',
          fields: { number: '080090000001', birth: '1990-01-01', name: null, address: '', extra: [] },
        },
      },
    });
    expect(told[0]?.scan.result).toMatchObject({ fields: { warnings: ['letters-lost'] } });
    expect(JSON.stringify(told)).not.toContain('Nguyn');
  });

  it('refuse a typed scan where no scanner types', async () => {
    const { service, told } = rig({ scanners: [desk], stations: [station('quay-1', ['desk'])] });
    await service.start();
    const calls = scanningHandlers(service);
    for (const stationId of ['quay-1', 'gone', null]) {
      const answer = await calls['scanning.wedge']({ text: code, suspect: false }, context(stationId));
      expect(answer).toMatchObject({ ok: false, error: { code: 'not-found' } });
      expect(await calls['scanning.wedgeSettings'](null, context(stationId))).toMatchObject({
        value: { enabled: false },
      });
    }
    expect(told).toEqual([]);
  });

  it('pull the trigger of a simulated scanner, and say when there is none', async () => {
    const { service, told, until, connected, lab } = rig({
      scanners: [desk],
      stations: [station('quay-1', ['desk'])],
    });
    await service.start();
    await connected('desk');
    const calls = scanningHandlers(service);
    const pull = (scanner: string) => calls['lab.scan']({ scanner, text: code }, context(null));
    expect(await pull('desk')).toEqual({ ok: true, value: null });
    await until(() => told.length === 1);
    expect(await pull('nowhere')).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(lab.names()).toEqual(['desk']);
    lab.scanner('desk').unplug();
    expect(await pull('desk')).toMatchObject({ ok: false, error: { code: 'scanner-unreachable' } });
    expect(await calls['scanning.scanners'](null, context(null))).toMatchObject({
      value: [{ id: 'desk', state: 'away', problem: { code: 'scanner-unreachable' } }],
    });
  });
});

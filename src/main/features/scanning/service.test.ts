import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ScannerConfig } from '../../../shared/contract/config.ts';
import { ticketQrPayload } from '../../../shared/domain/qr-payload.ts';
import { PseudoTerminal } from '../../devices/scanner/pseudo-terminal.contract.ts';
import { cardText, cleanups, code, desk, scanRig, station } from './scan-rig.test-support.ts';

describe('scan service', () => {
  it('tells each kind of scan by its meaning, to the station that lists the scanner', async () => {
    const { service, told, lab, until, connected } = scanRig({
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
    const { service, told, lab, until, connected, time } = scanRig({
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
    const { service, told, lab, until, connected, time } = scanRig({
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
    const { service, told, lab, until, connected } = scanRig({
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
    const { service, told, lab, until, connected } = scanRig({
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
    const { service, told, lab, until, connected, log, views } = scanRig({
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
    const { service, told, lab, until, connected, state, views } = scanRig({
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
    const { service, told, until, views } = scanRig({
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

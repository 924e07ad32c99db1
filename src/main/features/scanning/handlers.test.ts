import { describe, expect, it } from 'vitest';
import type { CallContext } from '../../host/handlers.ts';
import { scanningHandlers } from './handlers.ts';
import { cardText, code, desk, scanRig, station } from './scan-rig.test-support.ts';

const context = (stationId: string | null, window: CallContext['window'] = 'lab'): CallContext => ({
  window: stationId === null ? window : 'station',
  stationId,
  correlationId: 'k1',
});

describe('calls of the windows', () => {
  it('take a typed scan for the window that got the keys, with its letters lost', async () => {
    const { service, finder, told, time } = scanRig({
      scanners: [{ id: 'keys', address: 'wedge:?prefix=F9&gap=50' }, desk],
      stations: [
        station('quay-1', ['keys']),
        station('quay-2', ['desk', 'keys']),
        station('quay-3', ['desk']),
      ],
    });
    await service.start();
    time.focused = 'quay-1';
    const calls = scanningHandlers(service, finder);
    expect(await calls['scanning.wedgeSettings'](null, context('quay-2'))).toEqual({
      ok: true,
      value: { enabled: true, prefix: 'F9', suffix: '', maxGapMs: 50 },
    });
    const mangled = '080090000001|300000001|Nguyn Vn A|01011990|Nam|p 1, X B|01052021';
    expect(await calls['scanning.wedge']({ text: mangled, doubt: 'none' }, context('quay-2'))).toEqual({
      ok: true,
      value: { sentTo: null },
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
    const { service, finder, told } = scanRig({ scanners: [desk], stations: [station('quay-1', ['desk'])] });
    await service.start();
    const calls = scanningHandlers(service, finder);
    for (const stationId of ['quay-1', 'gone', null]) {
      const answer = await calls['scanning.wedge']({ text: code, doubt: 'none' }, context(stationId));
      expect(answer).toMatchObject({ ok: false, error: { code: 'not-found' } });
      expect(await calls['scanning.wedgeSettings'](null, context(stationId))).toMatchObject({
        value: { enabled: false },
      });
    }
    expect(told).toEqual([]);
  });

  it('pull the trigger of a simulated scanner, and say when there is none', async () => {
    const { service, finder, told, until, connected, lab } = scanRig({
      scanners: [desk],
      stations: [station('quay-1', ['desk'])],
    });
    await service.start();
    await connected('desk');
    const calls = scanningHandlers(service, finder);
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

describe('a typed scan', () => {
  const keys = { id: 'keys', address: 'wedge:' };

  it('in a window whose station has no scanner goes to the open station that has it, and the window hears which', async () => {
    const { service, finder, told, time } = scanRig({
      scanners: [keys],
      stations: [station('bang', []), station('quay-1', ['keys']), station('quay-2', ['keys'])],
    });
    await service.start();
    const calls = scanningHandlers(service, finder);
    time.focused = 'bang';
    time.open = ['bang', 'quay-2'];
    for (const stationId of ['bang', null]) {
      expect(await calls['scanning.wedgeSettings'](null, context(stationId))).toMatchObject({
        value: { enabled: true },
      });
      time.ms += 2000;
      expect(await calls['scanning.wedge']({ text: code, doubt: 'none' }, context(stationId))).toEqual({
        ok: true,
        value: { sentTo: 'quay-2' },
      });
    }
    expect(told.map(({ stationId }) => stationId)).toEqual(['quay-2', 'quay-2']);
  });

  it('that no open window can take is told to all, without a word of it', async () => {
    const { service, finder, told, time, unplaced } = scanRig({
      scanners: [keys, desk],
      stations: [station('quay-1', ['keys'])],
    });
    await service.start();
    time.open = [];
    const calls = scanningHandlers(service, finder);
    await calls['scanning.wedge']({ text: cardText, doubt: 'none' }, context(null));
    await calls['lab.scan']({ scanner: 'desk', text: code }, context(null));
    await Promise.resolve();
    expect(told).toEqual([]);
    expect(unplaced).toEqual([
      { what: 'citizenCard', station: 'quay-1' },
      { what: 'dossier', station: null },
    ]);
  });

  it('whose letters an input method changed is refused with its reason; of a card the digits are taken', async () => {
    const { service, told, time } = scanRig({ scanners: [keys], stations: [station('quay-1', ['keys'])] });
    await service.start();
    const scans = [
      [code, 'altered'],
      ['xin chaof', 'altered'],
      [cardText, 'altered'],
      [code, 'inputMethod'],
      [code, 'headLost'],
    ] as const;
    for (const [text, doubt] of scans) {
      time.ms += 2000;
      service.typed('quay-1', text, doubt);
    }
    expect(told.map(({ scan }) => [scan.typed, scan.result])).toMatchObject([
      [
        'altered',
        { meaning: 'refused', fields: { kind: 'inputMethod', error: { code: 'scan-input-method' } } },
      ],
      ['altered', { meaning: 'refused', fields: { kind: 'inputMethod' } }],
      ['altered', { meaning: 'citizenCard', fields: { number: '080090000001', name: null, address: '' } }],
      ['inputMethod', { meaning: 'dossier', fields: { code } }],
      ['headLost', { meaning: 'refused', fields: { kind: 'torn', error: { code: 'scan-torn' } } }],
    ]);
    expect(JSON.stringify(told)).not.toContain('Nguyễn');
  });
});

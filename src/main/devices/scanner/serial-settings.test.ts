import { describe, expect, it } from 'vitest';
import { createScannerSource } from './create-source.ts';
import { libraryHidDevices } from './adapters/hid-devices.ts';
import { librarySerialPorts } from './adapters/serial-ports.ts';
import { decodeScan } from './decode.ts';
import { LabScanners } from './lab-scanner.ts';
import { serialSettings } from './serial-settings.ts';
import { systemTiming } from './timing.ts';
import { wedgeSettings } from './wedge-settings.ts';

describe('options of a serial scanner', () => {
  it('are 9600 baud, 8N1, any end, 30 ms when left out', () => {
    expect(serialSettings({})).toEqual({
      ok: true,
      value: {
        line: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1, rtscts: false },
        framing: { end: 'auto', gapMs: 30, maxBytes: 8192 },
      },
    });
  });

  it('wait longer where the end is known', () => {
    const settings = serialSettings({ frame: 'cr', baud: '115200', data: '7', parity: 'even', stop: '2' });
    expect(settings).toMatchObject({
      ok: true,
      value: {
        line: { baudRate: 115200, dataBits: 7, parity: 'even', stopBits: 2 },
        framing: { end: 'cr', gapMs: 250 },
      },
    });
  });

  it.each([
    ['buad', '9600'],
    ['baud', 'fast'],
    ['baud', '0'],
    ['data', '9'],
    ['parity', 'maybe'],
    ['stop', '3'],
    ['rtscts', 'yes'],
    ['frame', 'end'],
    ['gap', '1'],
    ['gap', '99999'],
    ['toString', 'x'],
  ])('refuse %s=%s and say what is taken', (name, value) => {
    const settings = serialSettings({ [name]: value });
    expect(settings).toMatchObject({ ok: false, error: { code: 'address-invalid' } });
    if (!settings.ok) expect(settings.error.detail?.['got']).toBe(`${name}=${value}`);
  });
});

describe('options of a scanner that types', () => {
  it('are by timing, 35 ms, when left out', () => {
    expect(wedgeSettings({})).toEqual({
      ok: true,
      value: { enabled: true, prefix: '', suffix: '', maxGapMs: 35 },
    });
    expect(wedgeSettings({ prefix: 'F9', suffix: 'Tab', gap: '50' })).toEqual({
      ok: true,
      value: { enabled: true, prefix: 'F9', suffix: 'Tab', maxGapMs: 50 },
    });
  });

  it.each([
    ['prefix', 'Enter'],
    ['prefix', 'a b'],
    ['prefix', 'KeyA'],
    ['suffix', 'Space'],
    ['gap', '5'],
    ['gap', 'fast'],
    ['baud', '9600'],
  ])('refuse %s=%s', (name, value) => {
    expect(wedgeSettings({ [name]: value })).toMatchObject({ ok: false, error: { code: 'address-invalid' } });
  });
});

describe('the source for an address', () => {
  const parts = {
    lab: new LabScanners(),
    ports: librarySerialPorts(),
    hid: libraryHidDevices(),
    timing: systemTiming,
  };

  it.each(['serial:/dev/ttyUSB0?baud=115200', 'serial:vid=0483,pid=5740', 'lab:desk', 'wedge:?prefix=F9'])(
    'is there for %s',
    (address) => {
      const source = createScannerSource(address, parts);
      expect(source.ok && source.value.address).toBe(address);
    },
  );

  it.each(['tcp://10.0.0.1:9100', 'file:/dev/null', 'serial:/dev/ttyS0?speed=1', 'wedge:?gap=0', 'nonsense'])(
    'is refused for %s',
    (address) => {
      expect(createScannerSource(address, parts)).toMatchObject({
        ok: false,
        error: { code: 'address-invalid' },
      });
    },
  );
});

describe('decoding', () => {
  it('gives the text of UTF-8', () => {
    expect(decodeScan(new TextEncoder().encode('ĐỖ THỊ ỪNG'))).toEqual({ ok: true, value: 'ĐỖ THỊ ỪNG' });
  });

  it.each([
    ['Latin-1', Uint8Array.of(0x4e, 0x67, 0xe3)],
    ['TCVN', Uint8Array.of(0x4e, 0x67, 0xa8, 0x41)],
    ['cut inside a letter', Uint8Array.of(0x41, 0xe1, 0xbb)],
    ['an encoded half pair', Uint8Array.of(0xed, 0xa0, 0x80)],
  ])('refuses %s instead of guessing', (_, bytes) => {
    const decoded = decodeScan(bytes);
    expect(decoded).toMatchObject({ ok: false, error: { cause: 'the scanner did not send UTF-8' } });
  });
});

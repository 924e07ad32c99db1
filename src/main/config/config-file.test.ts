import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StationConfig } from '../../shared/contract/config.ts';
import { loadConfig, parseConfig, saveConfig } from './config-file.ts';
import { defaultConfig } from './default-config.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'config-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const kiosk = {
  version: 2,
  siteId: 'tan-an',
  central: { mode: 'embedded' },
  printers: [{ id: 'p1', name: 'Máy in', address: 'tcp://192.168.1.50:9100' }],
  stations: [{ id: 'kiosk', role: 'kiosk', name: 'Máy lấy số', printers: { ticket: 'p1' } }],
};

function errorOf(config: unknown) {
  const parsed = parseConfig(JSON.stringify(config));
  return parsed.ok ? null : parsed.error;
}

describe('a configuration', () => {
  it('is filled with its defaults', () => {
    const parsed = parseConfig(JSON.stringify(kiosk));
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        language: 'vi',
        training: false,
        printers: [{ profile: 'generic-80' }],
        stations: [{ open: false }],
      },
    });
  });

  it('may begin with the byte order mark that Notepad writes', () => {
    expect(parseConfig(`\uFEFF${JSON.stringify(kiosk)}`).ok).toBe(true);
  });

  it('is the training centre where there is no file', async () => {
    expect(StationConfig.parse(defaultConfig)).toEqual(defaultConfig);
    expect(await loadConfig(join(folder, 'none.json'))).toEqual({
      ok: true,
      value: { config: defaultConfig, fromFile: false },
    });
  });
});

describe('a broken configuration names the field, what it got and what it takes', () => {
  it('a value of the wrong kind', () => {
    const error = errorOf({ ...kiosk, stations: [{ ...kiosk.stations[0], role: 'cashier' }] });
    expect(error?.code).toBe('config-invalid');
    expect(error?.detail).toMatchObject({ field: 'stations[0].role', got: '"cashier"' });
    expect(error?.detail?.['takes']).toContain('kiosk');
  });

  it('an address that is none', () => {
    const error = errorOf({ ...kiosk, printers: [{ id: 'p1', name: 'M', address: 'USB001' }] });
    expect(error?.detail).toMatchObject({ field: 'printers[0].address', got: '"USB001"' });
    expect(error?.detail?.['takes']).toContain('tcp://');
  });

  it('a printer that does not exist', () => {
    const error = errorOf({ ...kiosk, printers: [] });
    expect(error?.detail).toMatchObject({ field: 'stations[0].printers.ticket', got: '"p1"' });
  });

  it('a device that two printers have: one printer is entered once and chosen for several papers', () => {
    const [first] = kiosk.printers;
    const second = { ...first, id: 'p2', address: 'tcp://192.168.1.50?hold=yes' };
    expect(errorOf({ ...kiosk, printers: [first, second] })?.detail).toMatchObject({
      field: 'printers[1].address',
      got: '"tcp://192.168.1.50?hold=yes"',
      takes: '≠ printers[0] (p1)',
    });
    expect(errorOf({ ...kiosk, printers: [first, { ...second, address: 'tcp://192.168.1.51' }] })).toBeNull();
  });

  it('a width that no head has', () => {
    const [first] = kiosk.printers;
    expect(errorOf({ ...kiosk, printers: [{ ...first, widthDots: 510 }] })?.detail).toMatchObject({
      field: 'printers[0].widthDots',
    });
    expect(errorOf({ ...kiosk, printers: [{ ...first, widthDots: 512 }] })).toBeNull();
  });

  it('a counter without its counter, an id twice, a missing field', () => {
    expect(errorOf({ ...kiosk, stations: [{ id: 'a', role: 'counter', name: 'Q' }] })?.detail).toMatchObject({
      field: 'stations[0].counterId',
    });
    expect(errorOf({ ...kiosk, stations: [...kiosk.stations, ...kiosk.stations] })?.detail).toMatchObject({
      field: 'stations[1].id',
    });
    expect(errorOf({ ...kiosk, siteId: undefined })?.detail).toMatchObject({
      field: 'siteId',
      got: '(không có)',
    });
  });

  it('never repeats the access key', () => {
    const error = errorOf({
      ...kiosk,
      central: { mode: 'remote', url: 'https://central.example', accessKey: 12345678 },
    });
    expect(JSON.stringify(error)).not.toContain('12345678');
    expect(error?.detail?.['field']).toBe('central.accessKey');
  });

  it('no JSON at all, or a version that we do not know', async () => {
    await writeFile(join(folder, 'c.json'), '{ "version": 2, ');
    expect(await loadConfig(join(folder, 'c.json'))).toMatchObject({
      ok: false,
      error: { code: 'config-invalid', detail: { path: join(folder, 'c.json') } },
    });
    expect(errorOf({ ...kiosk, version: 3 })?.detail).toMatchObject({
      field: 'version',
      got: '3',
      takes: '1 … 2',
    });
    expect(errorOf([])?.detail).toMatchObject({ field: 'version' });
  });

  it('a file that is a folder', async () => {
    expect(await loadConfig(folder)).toMatchObject({ ok: false, error: { code: 'config-unreadable' } });
  });
});

describe('version 1', () => {
  it('becomes version 2 without losing anything', () => {
    const parsed = parseConfig(
      JSON.stringify({
        version: 1,
        siteId: 'tan-an',
        role: 'counter',
        name: 'Quầy số 3',
        counterId: 'counter-3',
        centralUrl: 'https://central.example',
        accessKey: 'k',
        printer: 'serial:COM3?baud=115200',
        scanner: 'serial:COM4',
      }),
    );
    expect(parsed.ok && parsed.value).toMatchObject({
      version: 2,
      central: { mode: 'remote', url: 'https://central.example', accessKey: 'k' },
      printers: [{ id: 'printer', address: 'serial:COM3?baud=115200' }],
      stations: [
        {
          id: 'counter',
          counterId: 'counter-3',
          printers: { receipt: 'printer' },
          scanners: ['scanner'],
          open: true,
        },
      ],
    });
  });

  it('that breaks its own rules is an error of its own field', () => {
    expect(errorOf({ version: 1, siteId: 'tan-an', role: 'kiosk' })?.detail).toMatchObject({ field: 'name' });
  });
});

describe('saving', () => {
  it('gives back what was saved, readable by its owner alone, and leaves nothing beside it', async () => {
    const path = join(folder, 'deep', 'config.json');
    expect(await saveConfig(path, defaultConfig)).toEqual({ ok: true, value: null });
    expect(await loadConfig(path)).toEqual({ ok: true, value: { config: defaultConfig, fromFile: true } });
    expect(await readdir(join(folder, 'deep'))).toEqual(['config.json']);
  });

  it('keeps the old file when it cannot be written', async () => {
    const path = join(folder, 'config.json');
    await saveConfig(path, defaultConfig);
    // A file where a folder should be: works for root too, whom permissions do not stop.
    const blocked = join(path, 'inside-a-file.json');
    expect(await saveConfig(blocked, defaultConfig)).toMatchObject({
      ok: false,
      error: { code: 'config-unwritable' },
    });
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(defaultConfig);
  });
});

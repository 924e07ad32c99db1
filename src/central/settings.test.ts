import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultDataDir, helpText, readSettings, type Machine } from './settings.ts';

const machine: Machine = {
  platform: 'linux',
  programDir: resolve('/app/out/main'),
  exists: (path) => path === resolve('/app/assets/catalogue'),
};

describe('settings', () => {
  it('have defaults for everything', () => {
    const read = readSettings({ XDG_DATA_HOME: resolve('/data') }, machine);
    expect(read).toEqual({
      ok: true,
      value: {
        databaseUrl: undefined,
        poolSize: 16,
        dataDir: resolve('/data/quay-mot-cua/central'),
        host: '127.0.0.1',
        port: 4780,
        accessKey: undefined,
        access: 'key',
        trustedProxies: [],
        passwordWorker: resolve('/app/out/main/password-worker.js'),
        stopNoticeMs: 0,
        dataKey: undefined,
        catalogue: resolve('/app/assets/catalogue'),
      },
    });
  });

  it('take what is set, and an empty variable as not set', () => {
    const read = readSettings(
      {
        CENTRAL_DATA_DIR: '/somewhere',
        CENTRAL_HOST: '0.0.0.0',
        CENTRAL_PORT: '0',
        CENTRAL_ACCESS_KEY: 'a-key-of-some-length',
        CENTRAL_DATA_KEY: '',
        CENTRAL_CATALOGUE: '/cat',
      },
      machine,
    );
    expect(read).toMatchObject({
      ok: true,
      value: {
        dataDir: resolve('/somewhere'),
        host: '0.0.0.0',
        port: 0,
        dataKey: undefined,
        catalogue: resolve('/cat'),
      },
    });
  });

  it.each([
    ['CENTRAL_PORT', '70000'],
    ['DATABASE_URL', 'mysql://secret@host/x'],
    ['CENTRAL_DATABASE_POOL', '1'],
    ['CENTRAL_DATABASE_POOL', '999'],
    ['CENTRAL_PORT', 'http'],
    ['CENTRAL_ACCESS_KEY', 'short'],
    ['CENTRAL_ACCESS_KEY', 'with a space in its midst'],
    ['CENTRAL_DATA_KEY', 'abc'],
  ])('refuse %s=%s by name, without repeating the value', (name, value) => {
    const read = readSettings({ [name]: value }, machine);
    expect(read).toMatchObject({ ok: false, error: { code: 'config-invalid', detail: { field: name } } });
    expect(JSON.stringify(read)).not.toContain(value);
  });

  it('keep data where each system keeps a user’s program data', () => {
    expect(defaultDataDir({ LOCALAPPDATA: '/local' }, 'win32')).toBe(join('/local', 'QuayMotCua', 'central'));
    expect(defaultDataDir({}, 'darwin')).toContain(join('Library', 'Application Support'));
    expect(defaultDataDir({ XDG_DATA_HOME: 'relative' }, 'linux')).toContain(join('.local', 'share'));
  });

  it('are all in the help', () => {
    const help = helpText('linux', [{ name: 'check-it', summary: 'checks it' }]);
    expect(help).toContain('check-it            checks it');
    expect(help).toContain('DATABASE_URL');
    for (const name of ['DATABASE_POOL', 'DATA_DIR', 'HOST', 'PORT', 'ACCESS_KEY', 'DATA_KEY', 'CATALOGUE'])
      expect(help).toContain(`CENTRAL_${name}`);
  });
});

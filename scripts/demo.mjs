#!/usr/bin/env node
/**
 * The main job by itself, in real Electron: `npm run demo -- --out DIR [--printer <address>] [--scanner <address>]
 * [--central <url> [--access-key <key>]]`. Leaves in DIR a screenshot of every step, a picture of every paper, summary.json.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { drivenElectron, findElectron } from './electron-runtime.mjs';
import { ensureBuilt } from './lib/build-state.mjs';
import { ensureDisplay } from './lib/display.mjs';
import { runProgram } from './lib/run.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

const usage =
  'usage: npm run demo -- --out DIR [--printer tcp://host:9100] [--scanner serial:/dev/ttyUSB0] [--scan-seconds 30] [--central http://host:4780 [--access-key KEY]]';

function fail(message) {
  console.error(message);
  process.exit(2);
}

function readArguments() {
  const text = { type: 'string' };
  try {
    const { values } = parseArgs({
      options: {
        out: text,
        printer: text,
        scanner: text,
        central: text,
        'access-key': text,
        'scan-seconds': text,
      },
    });
    if (!values.out) fail(`--out is missing\n${usage}`);
    return values;
  } catch (error) {
    return fail(`${error.message}\n${usage}`);
  }
}

/** The key of a central on this machine, where `npm run central` keeps it; a remote one needs --access-key. */
async function accessKeyOf(values) {
  if (values['access-key']) return values['access-key'];
  if (process.env.CENTRAL_ACCESS_KEY) return process.env.CENTRAL_ACCESS_KEY;
  const data =
    process.env.CENTRAL_DATA_DIR ??
    join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'quay-mot-cua', 'central');
  const key = await readFile(join(data, 'access-key'), 'utf8').catch(() => null);
  return key?.trim() ?? fail(`--central needs --access-key: there is no ${join(data, 'access-key')}`);
}

const values = readArguments();
const out = resolve(process.env.INIT_CWD ?? process.cwd(), values.out);
await mkdir(out, { recursive: true });
// Papers are read back: that needs what the tests need.
await ensureSystemPackages('test');
const electron = await findElectron().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
await ensureBuilt();
const display = await ensureDisplay();
const env = { ...display.env, ...drivenElectron(electron), DEMO_OUT: out };
if (values.printer) env.DEMO_PRINTER = values.printer;
if (values.scanner) env.DEMO_SCANNER = values.scanner;
if (values['scan-seconds']) env.DEMO_SCAN_SECONDS = values['scan-seconds'];
if (values.central)
  Object.assign(env, { DEMO_CENTRAL: values.central, DEMO_ACCESS_KEY: await accessKeyOf(values) });
const status = await runProgram('playwright', ['test', '--config', 'e2e/demo/demo.config.ts'], {
  env,
  shell: process.platform === 'win32',
});
display.close();
console.error(
  status === 0 ? `Everything is in ${out}` : `The demonstration stopped early; what it did is in ${out}`,
);
process.exit(status);

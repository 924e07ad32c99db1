#!/usr/bin/env node
/** `node bench/scan.mjs`: from the last byte of a scan to the dossier on the screen, in real Electron with its own central. */
import { drivenElectron, findElectron } from '../scripts/electron-runtime.mjs';
import { ensureBuilt } from '../scripts/lib/build-state.mjs';
import { ensureDisplay } from '../scripts/lib/display.mjs';
import { runProgram } from '../scripts/lib/run.mjs';
import { ensureSystemPackages } from '../scripts/lib/system-packages.mjs';

await ensureSystemPackages('test');
const electron = await findElectron();
await ensureBuilt();
const display = await ensureDisplay({ own: process.platform === 'linux' });
const status = await runProgram('playwright', ['test', '--config', 'e2e/bench/bench.config.ts'], {
  env: { ...display.env, ...drivenElectron(electron) },
  shell: process.platform === 'win32',
});
display.close();
process.exit(status);

#!/usr/bin/env node
/** Runs the product: finds an Electron, builds if needed, starts a display where there is none. */
import { findElectron } from './electron-runtime.mjs';
import { ensureBuilt } from './lib/build-state.mjs';
import { electronSwitches, ensureDisplay } from './lib/display.mjs';
import { root, runProgram } from './lib/run.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

await ensureSystemPackages('run');
const electron = await findElectron().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
await ensureBuilt();
const display = await ensureDisplay();
if (display.env.DISPLAY) console.error(`No display here: running on a virtual one, ${display.env.DISPLAY}`);
console.error('› starting Quầy Một Cửa (Ctrl+C ends it)');
const status = await runProgram(
  electron.executable,
  [...electronSwitches(), root, ...process.argv.slice(2)],
  { env: display.env },
);
display.close();
process.exit(status);

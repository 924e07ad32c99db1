#!/usr/bin/env node
/** The Playwright specs in real Electron, from the build. Arguments go on to Playwright. */
import { drivenElectron, findElectron } from './electron-runtime.mjs';
import { ensureBuilt } from './lib/build-state.mjs';
import { ensureDisplay } from './lib/display.mjs';
import { runProgram } from './lib/run.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

await ensureSystemPackages('test');
const electron = await findElectron().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
await ensureBuilt();
// A display of our own even where there is one: tests must not steal the focus of whoever works here.
const display = await ensureDisplay({ own: process.platform === 'linux' });
const status = await runProgram('playwright', ['test', ...process.argv.slice(2)], {
  env: { ...display.env, ...drivenElectron(electron) },
  shell: process.platform === 'win32',
});
display.close();
process.exit(status);

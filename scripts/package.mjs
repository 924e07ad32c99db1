#!/usr/bin/env node
/**
 * Packages the app into dist/. Default: the unpacked folder (`--dir`), which is all that a closed network can make; on a
 * machine that can fetch electron-builder's tools, name targets: `npm run package -- --win`. `--test` leaves the
 * inspector fuse on, so that Playwright can drive the package.
 */
import { findElectron } from './electron-runtime.mjs';
import { ensureBuilt } from './lib/build-state.mjs';
import { runProgram } from './lib/run.mjs';

const args = process.argv.slice(2);
const forTests = args.includes('--test');
const targets = args.filter((argument) => argument !== '--test');
const electron = await findElectron().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
await ensureBuilt();
const fuses = forTests ? ['-c.electronFuses.enableNodeCliInspectArguments=true'] : [];
// The floor runtime is older than the pinned package: electron-builder must be told both where and which.
const where = electron.version
  ? [`-c.electronDist=${electron.dist}`, `-c.electronVersion=${electron.version}`]
  : [`-c.electronDist=${electron.dist}`];
process.exit(
  await runProgram(
    'electron-builder',
    ['--publish', 'never', ...(targets.length > 0 ? targets : ['--dir']), ...where, ...fuses],
    {
      shell: process.platform === 'win32',
    },
  ),
);

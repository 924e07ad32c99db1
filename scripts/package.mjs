#!/usr/bin/env node
/**
 * Packages the app into dist/. Default: the unpacked folder (`--dir`), which is all that a closed network can make; on a
 * machine that can fetch electron-builder's tools, name targets: `npm run package -- --win`. `--test` leaves the
 * inspector fuse on, so that Playwright can drive the package.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findElectron } from './electron-runtime.mjs';
import { ensureBuilt } from './lib/build-state.mjs';
import { root, runProgram } from './lib/run.mjs';

const args = process.argv.slice(2);
const forTests = args.includes('--test');
const targets = args.filter((argument) => argument !== '--test');
const electron = await findElectron().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
await ensureBuilt();
/** electron-builder.yml as this run needs it; a line that is not there any more is an error, not a silent release. */
async function settings() {
  let text = await readFile(join(root, 'electron-builder.yml'), 'utf8');
  const change = (line, to) => {
    if (!text.includes(line)) throw new Error(`electron-builder.yml has no line "${line}"`);
    text = text.replace(line, to);
  };
  if (forTests) change('enableNodeCliInspectArguments: false', 'enableNodeCliInspectArguments: true');
  // A fuse that the floor runtime does not have yet; a release is made with the pinned Electron, which has it.
  if (electron.way === 'floor') change('  grantFileProtocolExtraPrivileges: false\n', '');
  // The floor runtime is older than the pinned package: electron-builder must be told both where and which.
  const version = electron.version ? `electronVersion: ${electron.version}\n` : '';
  return `${text}electronDist: ${JSON.stringify(electron.dist)}\n${version}`;
}

const folder = await mkdtemp(join(tmpdir(), 'quay-package-'));
const config = join(folder, 'electron-builder.yml');
await writeFile(config, await settings());
const status = await runProgram(
  'electron-builder',
  ['--publish', 'never', '--config', config, ...(targets.length > 0 ? targets : ['--dir'])],
  { shell: process.platform === 'win32' },
);
await rm(folder, { recursive: true });
process.exit(status);

#!/usr/bin/env node
/**
 * Every test: unit and contract tests, then the whole product in real Electron. `--only unit` or `--only e2e` for one of
 * them. Installs missing system packages when it may, and starts a display where there is none.
 */
import { ensureBuilt } from './lib/build-state.mjs';
import { runSteps } from './lib/run.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : null;
if (only !== null && only !== 'unit' && only !== 'e2e') {
  console.error('usage: npm test -- [--only unit|e2e]');
  process.exit(2);
}
await ensureSystemPackages('test');
if (only !== 'e2e') await runSteps([['unit and contract tests', 'vitest', ['run']]]);
if (only !== 'unit') {
  await ensureBuilt();
  await runSteps([['end to end, in real Electron', process.execPath, ['scripts/e2e.mjs']]]);
}

#!/usr/bin/env node
/**
 * The one word before a commit: format, lint, types, layers, dead code, unit and contract tests. `--without-tests` leaves
 * the tests to whoever runs them next (CI, which runs all of them).
 */
import { runSteps } from './lib/run.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

const withTests = !process.argv.includes('--without-tests');
if (withTests) await ensureSystemPackages('test');
await runSteps([
  ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['lint', 'eslint', ['--max-warnings', '0', '.']],
  ['types', process.execPath, ['scripts/types.mjs']],
  ['layers', process.execPath, ['scripts/layers.mjs']],
  ['dead code', 'knip', []],
  ...(withTests ? [['unit and contract tests', 'vitest', ['run']]] : []),
]);

#!/usr/bin/env node
/**
 * Runs one of our Node programs from the build (and builds first if a source has changed): `run-built.mjs central`,
 * `run-built.mjs device -- print ticket lab:ticket`. Its exit status is ours.
 */
import { join } from 'node:path';
import { ensureBuilt } from './lib/build-state.mjs';
import { root, runProgram } from './lib/run.mjs';

const programs = ['central', 'device'];
const [name, ...rest] = process.argv.slice(2);
if (!programs.includes(name)) {
  console.error(`usage: run-built.mjs <${programs.join('|')}> [arguments]`);
  process.exit(2);
}
await ensureBuilt();
const args = rest[0] === '--' ? rest.slice(1) : rest;
// From the caller's folder: a file that they name is found where they are.
process.exit(
  await runProgram(process.execPath, [join(root, 'out', 'main', `${name}.js`), ...args], {
    cwd: process.env.INIT_CWD ?? process.cwd(),
  }),
);

#!/usr/bin/env node
/** Benchmarks, each a folder in bench/: `npm run bench -- print`. What they print belongs into docs/benchmarks.md. */
import { join } from 'node:path';
import { buildTools } from './lib/build-tools.mjs';
import { root, runProgram } from './lib/run.mjs';

const benches = {
  print: {
    bench: 'bench/print/main.ts',
    'layout-worker': 'src/main/devices/printer/layout/layout-worker.ts',
    'store-worker': 'src/main/store/worker.ts',
  },
};
const [name = ''] = process.argv.slice(2);
const entries = Object.hasOwn(benches, name) ? benches[name] : null;
if (!entries) {
  console.error(`usage: npm run bench -- <${Object.keys(benches).join('|')}>`);
  process.exit(2);
}
const built = await buildTools(entries, `bench-${name}`);
process.exit(
  await runProgram(process.execPath, [
    '--expose-gc',
    built('bench'),
    built('layout-worker'),
    built('store-worker'),
    join(root, 'assets', 'fonts'),
    ...process.argv.slice(3),
  ]),
);

#!/usr/bin/env node
/**
 * Benchmarks, each a folder in bench/: `npm run bench -- print`, `npm run bench -- central [--tickets N --dossiers N]`,
 * `npm run bench -- audit [--rows N]`. What
 * they print belongs into docs/benchmarks.md.
 */
import { join } from 'node:path';
import { buildTools } from './lib/build-tools.mjs';
import { root, runProgram } from './lib/run.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

const benches = {
  print: {
    programs: {
      bench: 'bench/print/main.ts',
      'layout-worker': 'src/main/devices/printer/layout/layout-worker.ts',
      'store-worker': 'src/main/store/worker.ts',
    },
    more: [join(root, 'assets', 'fonts')],
  },
  audit: {
    programs: { bench: 'bench/audit/main.ts' },
    needs: 'database',
    more: [],
  },
  central: {
    programs: {
      bench: 'bench/central/main.ts',
      node: 'src/central/testing/soak/soak-node.ts',
      streams: 'bench/central/streams.ts',
    },
    needs: 'database',
    more: [],
  },
};
const [name = ''] = process.argv.slice(2);
const bench = Object.hasOwn(benches, name) ? benches[name] : null;
if (!bench) {
  console.error(`usage: npm run bench -- <${Object.keys(benches).join('|')}>`);
  process.exit(2);
}
if (bench.needs) await ensureSystemPackages(bench.needs);
const built = await buildTools(bench.programs, `bench-${name}`);
const [first, ...others] = Object.keys(bench.programs).map(built);
process.exit(
  await runProgram(process.execPath, [
    '--expose-gc',
    first,
    ...others,
    ...bench.more,
    ...process.argv.slice(3),
  ]),
);

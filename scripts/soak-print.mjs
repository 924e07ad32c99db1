#!/usr/bin/env node
/**
 * Kills a printing station again and again and checks that no slip is lost or printed twice:
 * `npm run soak:print -- --runs 1000 [--seed 7]`.
 */
import { buildTools } from './lib/build-tools.mjs';
import { runProgram } from './lib/run.mjs';

const built = await buildTools(
  {
    'soak-print': 'bench/soak/soak-print.ts',
    station: 'src/main/features/printing/soak/station-program.test-support.ts',
  },
  'soak',
);
process.exit(
  await runProgram(process.execPath, [built('soak-print'), built('station'), ...process.argv.slice(2)]),
);

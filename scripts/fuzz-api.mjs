#!/usr/bin/env node
/**
 * `npm run fuzz:api -- [--rounds 5000] [--seed N]`: central under requests made from its own OpenAPI description. Ends with 1
 * at the first answer that breaks a promise, and prints the request and the seed that repeats it.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { runProgram } from './lib/run.mjs';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5000' }, seed: { type: 'string' } },
});
const seed = values.seed ?? String(randomInt(2 ** 31));
if (!/^\d{1,9}$/.test(values.rounds) || !/^\d{1,10}$/.test(seed)) {
  console.error('usage: npm run fuzz:api -- [--rounds 5000] [--seed N]');
  process.exit(2);
}
console.log(`seed ${seed}, ${values.rounds} requests`);
process.exit(
  await runProgram('vitest', ['run', '--project', 'node', 'src/central/api-fuzz.test.ts'], {
    env: { FUZZ_SEED: seed, FUZZ_ROUNDS: values.rounds },
    shell: process.platform === 'win32',
  }),
);

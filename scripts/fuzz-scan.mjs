#!/usr/bin/env node
/**
 * `npm run fuzz:scan -- [--seconds 60] [--seed N]`: random scans through the product's own framing, decoding and meaning.
 * Ends with 1 at the first broken promise and prints the seed that repeats it.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { root } from './lib/run.mjs';

function wholeNumber(text, name) {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  console.error(`--${name} takes a whole number, not "${text}"`);
  process.exit(2);
}

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string' } },
});
const seconds = wholeNumber(values.seconds, 'seconds');
const seed = values.seed === undefined ? randomInt(2 ** 32) : wholeNumber(values.seed, 'seed');

const { module } = await runnerImport(`${root}/src/main/features/scanning/scan-fuzz.contract.ts`);
console.log(`seed ${seed}, ${seconds} s`);
const end = Date.now() + seconds * 1000;
try {
  const { rounds, bytes, meanings } = module.fuzzScans(seed, () => Date.now() >= end);
  console.log(`${rounds} rounds, ${(bytes / 1e6).toFixed(1)} MB, no crash, no wrong meaning, no leak`);
  for (const [meaning, count] of Object.entries(meanings).sort()) console.log(`  ${meaning}: ${count}`);
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown);
  console.error('Repeat it with: npm run fuzz:scan -- --seconds 1 --seed <that seed>');
  process.exit(1);
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killSoak } from '../../src/main/features/printing/soak/kill-soak.test-support.ts';

/** `soak-print <built station program> --runs N [--seed S]`. Exit status 1 when a slip was lost or doubled. */
const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '100' }, seed: { type: 'string' } },
  allowPositionals: true,
});
const [program = ''] = positionals;
const runs = Number(values.runs);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
  console.error('usage: npm run soak:print -- --runs N [--seed S]');
  process.exit(2);
}

const folder = await mkdtemp(join(tmpdir(), 'soak-print-'));
const began = performance.now();
const report = await killSoak({
  program,
  folder,
  runs,
  seed,
  onRun: (run, { slips, lost, doubled }) => {
    if (run % 25 === 0 || run === runs)
      console.log(`${run} of ${runs} kills, ${slips} slips, ${lost.length} lost, ${doubled.length} doubled`);
  },
});
await rm(folder, { recursive: true, force: true });
console.log(
  JSON.stringify({ seed, seconds: Math.round((performance.now() - began) / 1000), ...report }, null, 2),
);
process.exitCode = report.lost.length + report.doubled.length === 0 ? 0 : 1;

import { parseArgs } from 'node:util';
import { soakCentral } from '../../src/central/testing/soak/central-soak.ts';

/** `soak-central <built node> <built clients> --seconds N [--seed S]`. Exit status 1 where something is not as it must be. */
const { values, positionals } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string' } },
  allowPositionals: true,
});
const [node = '', clients = ''] = positionals;
const seconds = Number(values.seconds);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
if (!Number.isInteger(seconds) || seconds < 6 || !Number.isInteger(seed)) {
  console.error('usage: npm run soak:central -- --seconds N [--seed S]   (N: 6 or more)');
  process.exit(2);
}
const report = await soakCentral({
  programs: { node, clients },
  seconds,
  seed,
  say: (line) => console.error(line),
});
console.log(JSON.stringify(report, null, 2));
process.exitCode = report.faults.length === 0 ? 0 : 1;

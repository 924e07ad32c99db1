#!/usr/bin/env node
/**
 * Sixty clients do random commands at two nodes on one PostgreSQL, nodes and clients are killed, then the database is asked
 * what must be so: `npm run soak:central -- --seconds 60 [--seed 7]`.
 */
import { buildTools } from './lib/build-tools.mjs';
import { runProgram } from './lib/run.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

await ensureSystemPackages('database');
const built = await buildTools(
  {
    'soak-central': 'bench/soak/soak-central.ts',
    node: 'src/central/testing/soak/soak-node.ts',
    clients: 'src/central/testing/soak/soak-clients.ts',
  },
  'soak-central',
);
process.exit(
  await runProgram(process.execPath, [
    built('soak-central'),
    built('node'),
    built('clients'),
    ...process.argv.slice(2),
  ]),
);

import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { soakCentral } from './central-soak.ts';

// Many processes: slow on a busy machine, and no test is about its speed.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 180_000 });

const outDir = resolve('out', `test-soak-central-${process.pid}`);
beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: true,
      outDir,
      target: 'node20',
      rolldownOptions: {
        input: {
          node: 'src/central/testing/soak/soak-node.ts',
          clients: 'src/central/testing/soak/soak-clients.ts',
        },
        output: { format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
});
afterAll(() => rm(outDir, { recursive: true, force: true }));

it('sixty clients on two nodes, nodes and clients killed: all is as it must be', async () => {
  const report = await soakCentral({
    programs: { node: join(outDir, 'node.mjs'), clients: join(outDir, 'clients.mjs') },
    seconds: 10,
    seed: 5,
    say: () => undefined,
  });
  expect(report.faults).toEqual([]);
  expect(report).toMatchObject({ nodesKilled: 2, clientsKilled: 20 });
  expect(report.tickets).toBeGreaterThan(20);
  expect(report.done).toBeGreaterThan(report.tickets / 2);
});

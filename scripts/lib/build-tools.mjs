import { join } from 'node:path';
import { build } from 'vite';
import { root } from './run.mjs';

/**
 * Builds programs that are no part of the product (benchmarks, soaks) into out/tools/<group>, with packages left where they
 * are. `entries`: name → TypeScript file. Resolves to a function that gives the built file of a name.
 */
export async function buildTools(entries, group) {
  const outDir = join(root, 'out', 'tools', group);
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: {
        input: entries,
        output: { format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
  return (name) => join(outDir, `${name}.mjs`);
}

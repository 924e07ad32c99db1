import { availableParallelism } from 'node:os';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Unit and contract tests. Node for everything but the renderer; e2e runs in real Electron, under Playwright. */
export default defineConfig({
  test: {
    // On two cores too: a test waits for the other end of a line most of its time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['src/{shared,main,central}/**/*.test.ts', 'scripts/**/*.test.mjs'],
          exclude: ['**/*.postgresql.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Central once more, on a real PostgreSQL server, and what only a server can do.
        test: {
          name: 'postgresql',
          environment: 'node',
          include: ['src/central/**/*.test.ts'],
          exclude: [
            // About the embedded database's files, or about no database.
            'src/central/{data-folder,main,settings,start}.test.ts',
            'src/central/privacy/seal.test.ts',
          ],
          globalSetup: ['src/central/testing/postgres-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'renderer',
          environment: 'jsdom',
          include: ['src/renderer/**/*.test.{ts,tsx}'],
          setupFiles: ['src/renderer/test-setup.ts'],
          css: false,
          testTimeout: 30_000,
        },
      },
    ],
  },
});

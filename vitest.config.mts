import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Unit and contract tests. Node for everything but the renderer; e2e runs in real Electron, under Playwright. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['src/{shared,main,central}/**/*.test.ts', 'scripts/**/*.test.mjs'],
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

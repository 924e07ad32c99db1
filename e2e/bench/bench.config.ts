import { defineConfig } from '@playwright/test';

/** Measurements in real Electron (`node bench/scan.mjs`): not tests, but driven by the same tools. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../../test-results/bench',
  workers: 1,
  timeout: 600_000,
  expect: { timeout: 30_000 },
  reporter: [['line']],
});

import { defineConfig } from '@playwright/test';

/** The demonstration (`npm run demo`): not a test, but driven and judged by the same tools. */
export default defineConfig({
  testDir: '.',
  testMatch: 'visit.demo.ts',
  outputDir: '../../test-results/demo',
  workers: 1,
  timeout: 600_000,
  expect: { timeout: 30_000 },
  reporter: [['line']],
});

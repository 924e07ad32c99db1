import { defineConfig } from '@playwright/test';

/** One worker: every test starts a whole Electron with its own central, and two cores carry one of those well. */
export default defineConfig({
  testDir: 'e2e/specs',
  outputDir: 'test-results',
  workers: 1,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
});

import { defineConfig } from '@playwright/test';

/** One worker: every test starts a whole Electron with its own central, and two cores carry one of those well. */
export default defineConfig({
  testDir: 'e2e/specs',
  outputDir: 'test-results',
  workers: 1,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 150_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
});

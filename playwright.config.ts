import { defineConfig } from '@playwright/test';
import type { HostChoice } from './e2e/fixtures/app.ts';

/** The same stories under both hosts. The app must be built: `npm run build`. */
export default defineConfig<object, HostChoice>({
  testDir: 'e2e/stories',
  outputDir: 'test-results',
  globalSetup: './e2e/fixtures/announce-hosts.ts',
  retries: 0, // a story that fails once in a while is a defect
  forbidOnly: process.env.CI !== undefined,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.CI === undefined ? 'list' : [['list'], ['html', { open: 'never' }]],
  use: { viewport: { width: 1280, height: 820 }, colorScheme: 'light' },
  projects: [
    { name: 'serve', use: { host: 'serve', trace: 'retain-on-failure' } },
    { name: 'desktop', use: { host: 'desktop' } }, // no trace: its browser ends with the app
  ],
});

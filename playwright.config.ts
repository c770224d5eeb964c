import { defineConfig } from '@playwright/test';
import type { HostChoice } from './e2e/fixtures/app.ts';
import { realDesktop } from './e2e/fixtures/desktop-under-test.ts';
import { project } from './e2e/fixtures/paths.ts';

/** Stories that are about pages alone: the stand-in shows the page of `serve`, and would only show them twice. */
const aboutPages =
  /[\\/](accessibility|activations|addresses|bits|chapter|compare|data|explore|guide|history|hostile-texts|import-runs|mistakes|pictures|readme|reproduction|resume|studies|sweeps|views|watch|workers)\.spec\.ts$/;

// Hosts that stories start share the compiled code.
process.env.NODE_COMPILE_CACHE ??= project('node_modules/.cache/node');

/** The same stories under both hosts, untraced: a trace doubles a story's time. The app must be built: `npm run build`. */
export default defineConfig<object, HostChoice>({
  testDir: 'e2e/stories',
  outputDir: 'test-results',
  globalSetup: './e2e/fixtures/announce-hosts.ts',
  retries: 0, // a story that fails once in a while is a defect
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  timeout: 240_000, // on a busy machine a page has a tenth of a core
  expect: { timeout: 60_000 },
  reporter: process.env.CI === undefined ? 'list' : [['list'], ['html', { open: 'never' }]],
  // Without one a click that never ends says nothing of itself.
  use: { viewport: { width: 1280, height: 820 }, colorScheme: 'light', actionTimeout: 60_000 },
  projects: [
    { name: 'serve', use: { host: 'serve' } },
    {
      name: 'desktop',
      use: { host: 'desktop' },
      ...(realDesktop() === null ? { testIgnore: aboutPages, grepInvert: /@page/ } : {}),
    },
  ],
});

import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

const include = ['{src,renderer,bench,electron,e2e,build}/**/*.test.ts'];
/** Each of these has its own modules in the place of others. */
const mocking = globSync(include)
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\bvi\.(mock|doMock)\(/.test(readFileSync(file, 'utf8')));

export default defineConfig({
  plugins: [vue()],
  test: {
    globalSetup: './build/ensure-built-for-tests.mjs',
    // By default one core is left idle, which is half of a small machine; a third of the time goes to waiting for processes.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    testTimeout: 120_000, // real processes: on a busy machine they take their time
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    // Processes that tests start from sources share the compiled code: half their start.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/node', import.meta.url)) },
    // As the command line does, for the threads: their code would fill V8's 1 MB for new objects again and again.
    execArgv: ['--min-semi-space-size=16'],
    projects: [
      // Files share a worker and the modules it has loaded: half of what a small one costs.
      { extends: true, test: { name: 'app', include, exclude: mocking, isolate: false } },
      { extends: true, test: { name: 'mocks', include: mocking } },
    ],
  },
});

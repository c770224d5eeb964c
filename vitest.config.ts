import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

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
    projects: [
      // Files share a worker and the modules it has loaded.
      {
        extends: true,
        test: {
          name: 'app',
          include: ['src/**/*.test.ts', 'renderer/**/*.test.ts', 'bench/**/*.test.ts'],
          isolate: false,
        },
      },
      // Each file mocks Electron in its own way.
      {
        extends: true,
        test: {
          name: 'electron',
          include: ['electron/**/*.test.ts', 'e2e/**/*.test.ts', 'build/**/*.test.ts'],
        },
      },
    ],
  },
});

import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';
import { guidePage } from './build/guide/guide-page.ts';
import { ownCodeAlone } from './build/packaging/own-code-alone.ts';

const at = (path: string): string => resolve(import.meta.dirname, path);

/** Each part writes down the packages that went into it; writeLicences makes one text of all. */
const license = { fileName: 'licences.json' };

/** What only the command line loads gets a folder of its own, which the packaged app does without. A face of another chunk has no module of its own. */
const chunkFileNames = ({ moduleIds, facadeModuleId }: ChunkFile): string =>
  [...moduleIds, facadeModuleId ?? ''].some((id) => /[/\\]src[/\\](cli|serve)[/\\]/.test(id))
    ? 'cli/[name]-[hash].js'
    : 'chunks/[name]-[hash].js';

interface ChunkFile {
  readonly moduleIds: readonly string[];
  readonly facadeModuleId?: string | null;
}

/**
 * All that the first screen needs is three files, and its styles another: of the sixty shared parts that it would be split into, each
 * is a request. What the start page needs as well is one of them, since a page runs all that stands in a file it loads; so is what
 * asks the host before the rest is there. A group is what its module uses: through a face such as #api, that alone and not all
 * that stands behind it.
 */
const firstScreen = [
  { name: 'start', test: /[\\/]renderer[\\/]starting[\\/]start-words\.ts$/, priority: 3 },
  { name: 'connection', test: /[\\/]renderer[\\/]app[\\/]connection\.ts$/, priority: 2 },
  {
    name: 'vue',
    test: /[\\/]node_modules[\\/](?:@vue|vue|vue-router|@vueuse|pinia|@tanstack[\\/](?:vue-virtual|virtual-core))[\\/]/,
    priority: 2,
    includeDependenciesRecursively: false,
  },
  { name: 'shell', test: /[\\/]renderer[\\/]app[\\/]main\.ts$/, priority: 1 },
  // What several of the other screens need of the pure code, in one file rather than in a dozen.
  { name: 'shared', test: /[\\/]src[\\/]/, minShareCount: 2, includeDependenciesRecursively: false },
];

/** What asks the host ahead runs as soon as it is there, without waiting for styles or for the rest. */
const earlyScript = {
  name: 'early-script',
  transformIndexHtml: {
    order: 'post' as const,
    handler: (html: string) => html.replace(/<script (?=[^>]*\/connection-)/, '<script async '),
  },
};

/** Vue runs most of its functions at the start: the browser compiles them beside the download, rather than one by one when they are called. */
const postBanner = ({ name }: { readonly name: string }): string =>
  name === 'vue' ? '//# allFunctionsCalledOnLoad' : '';

/** One build for every composition root: desktop main, trainer process and its threads, storage threads, command line, preload, renderer. */
export default defineConfig({
  main: {
    resolve: { alias: { glob: at('build/packaging/no-glob.ts') } },
    build: {
      outDir: 'out/main',
      license,
      // One file loads faster than the hundreds of a package; only the native module stays outside.
      externalizeDeps: {
        exclude: [
          '@fastify/static',
          'bullmq',
          'commander',
          'electron-updater',
          'fastify',
          'ioredis',
          'ws',
          'zod',
        ],
      },
      rollupOptions: {
        input: {
          index: at('electron/main/index.ts'),
          trainer: at('src/workers/trainer.ts'),
          thread: at('src/workers/training-thread.ts'),
          storage: at('src/storage/storage-worker.ts'),
          cli: at('src/cli/index.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames, comments: false },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      license,
      rollupOptions: {
        input: { index: at('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [vue(), guidePage(), earlyScript],
    worker: { format: 'es', plugins: () => [ownCodeAlone()] },
    build: {
      outDir: 'out/renderer',
      license,
      minify: true,
      rollupOptions: {
        input: { index: at('renderer/index.html'), starting: at('renderer/starting/index.html') },
        output: { codeSplitting: { groups: firstScreen }, postBanner },
      },
    },
  },
});

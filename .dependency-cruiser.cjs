/**
 * The arrows of docs/architecture.md. They point one way:
 * renderer -> api; hosts (electron, serve, cli) -> app -> storage, workers -> api -> experiments -> engine.
 */
const module_ = (name) => `^src/${name}/`;
/** Tests, and what they alone use. */
const test = '(\\.test|-fixture)\\.ts$';

/** `from` may import, of our own code, only itself and `allowed`. */
function mayOnlyImport(from, allowed) {
  return {
    name: `${from.replace(/\W+/g, '-')}-imports`,
    comment: `${from} may import only: ${allowed.join(', ') || 'itself'}.`,
    severity: 'error',
    from: { path: `^${from}/`, pathNot: test },
    to: {
      path: '^(src|electron|renderer|e2e|bench|soak|build)/',
      // Fixtures at the top are for the tests of every module.
      pathNot: [...[from, ...allowed].map((path) => `^${path}/`), '^src/[^/]+\\.fixture\\.ts$'],
    },
  };
}

/** Within the renderer: app -> screens -> figures -> figure -> ui, data -> words. */
function rendererLayer(name, allowed) {
  return {
    name: `renderer-${name}`,
    comment: `renderer/${name} may import, of the renderer, only: ${allowed.join(', ') || 'itself'}.`,
    severity: 'error',
    from: { path: `^renderer/${name}/`, pathNot: test },
    to: { path: '^renderer/', pathNot: [name, ...allowed].map((path) => `^renderer/${path}/`) },
  };
}

module.exports = {
  forbidden: [
    mayOnlyImport('src/engine', []),
    mayOnlyImport('src/experiments', ['src/engine']),
    mayOnlyImport('src/api', ['src/experiments', 'src/engine']),
    mayOnlyImport('src/storage', ['src/api', 'src/experiments', 'src/engine']),
    mayOnlyImport('src/workers', ['src/api', 'src/experiments', 'src/engine']),
    mayOnlyImport('src/queue', ['src/workers', 'src/api', 'src/experiments', 'src/engine']),
    mayOnlyImport('src/app', ['src/storage', 'src/workers', 'src/api', 'src/experiments', 'src/engine']),
    mayOnlyImport('src/serve', ['src/app', 'src/queue', 'src/api', 'src/workers']),
    mayOnlyImport('src/cli', [
      'src/serve',
      'src/app',
      'src/queue',
      'src/storage',
      'src/workers',
      'src/api',
      'src/experiments',
    ]),
    mayOnlyImport('electron', ['src/app', 'src/queue', 'src/workers', 'src/api']),
    mayOnlyImport('renderer', ['src/api']),
    {
      name: 'faces',
      comment: 'A module is imported by its index.ts alone, but for the process entries that a build names.',
      severity: 'error',
      from: { path: '^(src/([^/]+)|electron|renderer)/', pathNot: [test, '\\.fixture\\.ts$'] },
      to: { path: '^src/([^/]+)/', pathNot: ['^src/$2/', '^src/[^/]+/index\\.ts$'] },
    },
    {
      name: 'screens-apart',
      comment: 'Screens never import each other; what several of them are made of lives in screens/shared.',
      severity: 'error',
      from: { path: '^renderer/screens/([^/]+)/' },
      to: { path: '^renderer/screens/', pathNot: ['^renderer/screens/$1/', '^renderer/screens/shared/'] },
    },
    {
      name: 'renderer-faces',
      comment:
        'What all of the renderer builds on is imported as #words, #ui and #figure; what draws with chart.js, by its own name.',
      severity: 'error',
      from: { path: '^renderer/([^/]+)/', pathNot: [test, '\\.fixture\\.ts$'] },
      to: {
        path: '^renderer/((words|ui)/[^/]+\\.(ts|vue)|figure/[^/]+\\.ts)$',
        pathNot: ['^renderer/$1/', '/index\\.ts$'],
      },
    },
    rendererLayer('words', []),
    rendererLayer('ui', ['words']),
    rendererLayer('data', ['words']),
    rendererLayer('figure', ['ui', 'data', 'words']),
    rendererLayer('figures', ['figure', 'words']),
    rendererLayer('screens', ['figures', 'figure', 'ui', 'data', 'words']),
    {
      name: 'figure-asks-no-host',
      comment: 'A figure draws what it is given.',
      severity: 'error',
      from: { path: '^renderer/figures?/', pathNot: test },
      to: { path: '^renderer/data/(index|host)\\.ts$' },
    },
    {
      name: 'electron-only-in-electron',
      severity: 'error',
      from: { pathNot: ['^electron/', '^e2e/electron-stand-in/', '^node_modules/'] },
      to: { path: '(^|/)node_modules/electron/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'sqlite-only-in-storage',
      severity: 'error',
      from: { pathNot: ['^src/storage/', '^e2e/', '^bench/', '^soak/', test] },
      to: { path: 'node_modules/(@types/)?better-sqlite3' },
    },
    {
      name: 'redis-only-in-queue',
      severity: 'error',
      from: {
        pathNot: ['^src/queue/', '^e2e/', '^bench/', '^soak/', '\\.fixture\\.ts$', '^node_modules/', test],
      },
      to: { path: 'node_modules/(bullmq|ioredis)/' },
    },
    {
      name: 'queue-only-when-set',
      comment:
        'Start-up without a queue loads nothing of it: its face is imported dynamically, or for types.',
      severity: 'error',
      from: { path: '^(src|electron)/', pathNot: ['^src/queue/', test] },
      to: { path: '^src/queue/', dependencyTypesNot: ['dynamic-import', 'type-only'] },
    },
    {
      name: 'pure-modules-import-no-node',
      severity: 'error',
      from: {
        path: [module_('engine'), module_('experiments'), module_('api'), '^renderer/'],
        pathNot: test,
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          test,
          '\\.d\\.ts$',
          '^e2e/',
          '^bench/',
          '^soak/',
          '^electron/',
          '^src/workers/train(er|ing-thread)',
          '^src/storage/storage-worker',
        ],
      },
      to: {},
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^virtual:' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/engine/kernels/assembly/' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.vue', '.js', '.mjs', '.cjs', '.d.ts'],
    },
  },
};

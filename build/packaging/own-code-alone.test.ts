import { expect, test } from 'vitest';
import { packagesIn } from './own-code-alone.ts';

test('packages are identified by the paths of their modules', () => {
  const files = [
    { type: 'asset' },
    { type: 'chunk', moduleIds: ['/app/renderer/worker.ts', '\0rolldown/runtime.js'] },
    {
      type: 'chunk',
      moduleIds: [
        '/app/node_modules/zod/index.js',
        '/app/node_modules/zod/v4/core.js',
        '/app/node_modules/one/node_modules/@two/inner/a.js',
        'C:\\app\\node_modules\\@kurkle\\color\\dist.js',
      ],
    },
  ] as const;
  expect(packagesIn(files)).toEqual(['@kurkle\\color', '@two/inner', 'zod']);
  expect(packagesIn(files.slice(0, 2))).toEqual([]);
});

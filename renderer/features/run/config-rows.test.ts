import { expect, it } from 'vitest';
import { configRows } from './config-rows.ts';

it('flattens a config to dotted paths with exact numbers', () => {
  const config = { seed: 0, layers: [{ kind: 'dense', weightRegularizerL2: 1e-5 }], batchSize: null };
  expect(configRows(config)).toEqual([
    { path: 'seed', value: '0' },
    { path: 'layers.0.kind', value: '"dense"' },
    { path: 'layers.0.weightRegularizerL2', value: '0.00001' },
    { path: 'batchSize', value: 'null' },
  ]);
});

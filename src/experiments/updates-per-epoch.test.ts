import { expect, it } from 'vitest';
import { updatesPerEpoch } from './updates-per-epoch.ts';

const dataset = {
  kind: 'spiral',
  ...{ samplesPerClass: 100, classes: 3, noise: 0.2, labelNoise: 0 },
  positions: 'grid',
} as const;
const config = { dataset, validation: { samplesPerClass: 5 }, test: null };

it.each([
  [null, 1],
  [300, 1],
  [32, 10],
  [100, 3],
  [299, 2],
  [1, 300],
  [100_000_000, 1],
])('a batch size of %s gives %i updates of 300 samples', (batchSize, updates) => {
  expect(updatesPerEpoch({ ...config, batchSize })).toBe(updates);
});

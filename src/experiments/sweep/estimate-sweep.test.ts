import { expect, it } from 'vitest';
import { presets } from '../presets.ts';
import { estimateRunBytes, flopsPerEpoch } from './estimate-sweep.ts';

const config = presets[0]!.config;

it('counts the products of an epoch', () => {
  // 300 samples; 2 x 64 forward and weight gradients, 64 x 3 forward, weight and input gradients.
  expect(flopsPerEpoch(config)).toBe(300 * (2 * 2 * 2 * 64 + 3 * 2 * 64 * 3));
});

it('estimates what a run takes in the database', () => {
  // One run of it took 1,180,000 bytes of rows, 113,000 of snapshots and a checkpoint of 9,400.
  const bytes = estimateRunBytes(config);
  expect(bytes).toBeGreaterThan(1_200_000);
  expect(bytes).toBeLessThan(1_400_000);
  expect(estimateRunBytes({ ...config, epochs: 1000 })).toBeLessThan(bytes / 4);
});

import { describe, expect, it } from 'vitest';
import { RandomStream } from '../random/random-stream.ts';
import { largestDifference } from '../reference/closeness.ts';
import vector from '../reference/spiral-100x3-seed0.json' with { type: 'json' };
import type { SpiralConfig } from './dataset-config.ts';
import { generateSamples } from './index.ts';

const config: SpiralConfig = {
  kind: 'spiral',
  samplesPerClass: 100,
  classes: 3,
  noise: 0.2,
  labelNoise: 0,
  positions: 'grid',
};

describe('spiral', () => {
  it("is the chapter's for seed 0", () => {
    const { samples, features, inputs, targets } = generateSamples(config, 100, new RandomStream(0), 'grid');
    expect([samples, features]).toEqual([300, 2]);
    expect([...targets]).toEqual(vector.y);
    expect(largestDifference(inputs, vector.X.flat())).toBeLessThan(1e-14);
  });

  it('starts every arm at the origin and ends it at radius 1', () => {
    const { inputs } = generateSamples(config, 5, new RandomStream(1), 'grid');
    const radii = Array.from({ length: 15 }, (_, index) =>
      Math.hypot(inputs[index * 2]!, inputs[index * 2 + 1]!),
    );
    radii.forEach((radius, index) => expect(radius).toBeCloseTo((index % 5) / 4, 14));
  });

  it('puts a single sample per class at the origin', () => {
    const { inputs, targets } = generateSamples(config, 1, new RandomStream(0), 'grid');
    expect([...inputs].map(Math.abs)).toEqual([0, 0, 0, 0, 0, 0]);
    expect([...targets]).toEqual([0, 1, 2]);
  });

  it('follows its formula without noise', () => {
    const { inputs } = generateSamples({ ...config, noise: 0 }, 3, new RandomStream(0), 'grid');
    expect(inputs[2]).toBeCloseTo(0.5 * Math.sin(5), 15);
    expect(inputs[3]).toBeCloseTo(0.5 * Math.cos(5), 15);
  });
});

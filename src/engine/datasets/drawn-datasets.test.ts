import { describe, expect, it } from 'vitest';
import { RandomStream } from '../random/random-stream.ts';
import type { DrawnDatasetConfig } from './dataset-config.ts';
import { generateSamples } from './index.ts';

const common = { samplesPerClass: 4, labelNoise: 0, positions: 'grid' } as const;
const clean = {
  moons: { ...common, kind: 'moons', classes: 2, noise: 0 },
  circles: { ...common, kind: 'circles', classes: 2, factor: 0.5, noise: 0 },
  blobs: { ...common, kind: 'blobs', classes: 4, noise: 0 },
  xor: { ...common, kind: 'xor', classes: 2, noise: 0 },
} as const satisfies Partial<Record<DrawnDatasetConfig['kind'], DrawnDatasetConfig>>;

const draw = (config: DrawnDatasetConfig, samplesPerClass: number, seed = 0) =>
  generateSamples(config, samplesPerClass, new RandomStream(seed), 'grid');

/** Largest absolute difference between two lists; not relative, as many coordinates are 0. */
function largestDifference(actual: Float64Array, expected: ArrayLike<number>): number {
  expect(actual).toHaveLength(expected.length);
  return actual.reduce((most, value, index) => Math.max(most, Math.abs(value - expected[index]!)), 0);
}

describe.each(Object.values(clean))('$kind', (config) => {
  it('has equally many samples of every class, class by class', () => {
    const { samples, features, classes, inputs, targets } = draw({ ...config, noise: 0.1 }, 5);
    expect([samples, features, classes]).toEqual([5 * config.classes, 2, config.classes]);
    expect(inputs).toHaveLength(samples * 2);
    expect([...targets]).toEqual(Array.from({ length: samples }, (_, sample) => Math.floor(sample / 5)));
  });

  it('depends on the seed alone, and continues the stream', () => {
    const noisy = { ...config, noise: 0.1 };
    expect(draw(noisy, 6, 3)).toEqual(draw(noisy, 6, 3));
    expect(draw(noisy, 6, 3).inputs).not.toEqual(draw(noisy, 6, 4).inputs);
    const random = new RandomStream(3);
    const next = () => generateSamples(noisy, 6, random, 'grid');
    expect(next()).not.toEqual(next());
  });

  it('moves every sample in proportion to its noise', () => {
    const at = (noise: number) => draw({ ...config, noise }, 50, 7).inputs;
    const [none, some, twice] = [at(0), at(0.1), at(0.2)] as const;
    const moved = some.map((value, index) => value - none[index]!);
    expect(
      largestDifference(
        twice,
        none.map((value, index) => value + 2 * moved[index]!),
      ),
    ).toBeLessThan(1e-14);
    const variance = moved.reduce((sum, value) => sum + value * value, 0) / moved.length;
    expect(Math.sqrt(variance)).toBeGreaterThan(0.08);
    expect(Math.sqrt(variance)).toBeLessThan(0.12);
  });
});

it("moons without noise are scikit-learn's make_moons(6, shuffle=False)", () => {
  const expected = [1, 0, 0, 1, -1, 0, 0, 0.5, 1, -0.5, 2, 0.5];
  expect(largestDifference(draw(clean.moons, 3).inputs, expected)).toBeLessThan(1e-15);
});

it("circles without noise are scikit-learn's make_circles(8, shuffle=False, factor=0.5)", () => {
  const expected = [1, 0, 0, 1, -1, 0, 0, -1, 0.5, 0, 0, 0.5, -0.5, 0, 0, -0.5];
  expect(largestDifference(draw(clean.circles, 4).inputs, expected)).toBeLessThan(1e-15);
});

it('blobs without noise lie on their centers, evenly around the unit circle', () => {
  expect(largestDifference(draw(clean.blobs, 1).inputs, [1, 0, 0, 1, -1, 0, 0, -1])).toBeLessThan(1e-15);
});

it('noise comes from two normals per sample, x first', () => {
  const random = new RandomStream(5);
  const normals = Array.from({ length: 8 }, () => random.randn());
  const { inputs } = draw({ ...clean.blobs, noise: 0.25 }, 1, 5);
  const centers = draw(clean.blobs, 1).inputs;
  expect([...inputs]).toEqual(normals.map((normal, index) => centers[index]! + 0.25 * normal));
});

it('xor fills two opposite quadrants per class, half its samples in each', () => {
  const { inputs, targets } = draw(clean.xor, 100, 1);
  const quadrants = [0, 0, 0, 0];
  targets.forEach((label, sample) => {
    const [x, y] = [inputs[sample * 2]!, inputs[sample * 2 + 1]!];
    expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThan(1);
    expect(x > 0 === y > 0 ? 0 : 1).toBe(label);
    quadrants[(x > 0 ? 1 : 0) + (y > 0 ? 2 : 0)]!++;
  });
  expect(quadrants).toEqual([50, 50, 50, 50]);
});

it('xor draws two uniforms, then two normals per sample', () => {
  const random = new RandomStream(2);
  const [u, v] = [random.randomSample(), random.randomSample()];
  const [first, second] = [random.randn(), random.randn()];
  const { inputs } = draw({ ...clean.xor, noise: 0.5 }, 1, 2);
  expect([...inputs.subarray(0, 2)]).toEqual([u + 0.5 * first, v + 0.5 * second]);
});

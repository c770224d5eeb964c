import { expect, it } from 'vitest';
import { nearZeroCounts, nearZeroThresholds, weightNorms } from './weight-norms.ts';

// w = np.array([[.5, -1.5, 2], [0, 1e-9, -3e-5]]); np.abs(w).sum(), np.linalg.norm(w), [(np.abs(w) <= t).sum() for t in ...]
const weights = Float64Array.from([0.5, -1.5, 2, 0, 1e-9, -3e-5]);

it('weightNorms are those of weights and biases, layer by layer', () => {
  const [first, second] = weightNorms([
    { weights, biases: Float64Array.from([3, -4]) },
    { weights: Float32Array.from([NaN]), biases: new Float32Array(1) },
  ]);
  expect(first!.weights.count).toBe(6);
  expect(first!.weights.l1).toBeCloseTo(4.000030001, 14);
  expect(first!.weights.l2).toBeCloseTo(2.549509756972897, 14);
  expect(first!.biases).toEqual({ count: 2, l1: 7, l2: 5 });
  expect(second).toEqual({ weights: { count: 1, l1: NaN, l2: NaN }, biases: { count: 1, l1: 0, l2: 0 } });
});

it('nearZeroCounts counts magnitudes at or below each threshold', () => {
  expect(nearZeroCounts(weights, [0, 1e-8, 1e-6, 1e-4, 1e-2])).toEqual([1, 2, 2, 3, 3]);
  expect(nearZeroThresholds).toEqual([1e-8, 1e-6, 1e-4, 1e-2]);
  expect(nearZeroCounts(weights)).toEqual([2, 2, 3, 3]);
  expect(nearZeroCounts([NaN, 1e-2, -1e-2, Infinity], [1e-2])).toEqual([2]);
});

import { describe, expect, it } from 'vitest';
import type { TrainingConfig } from '#engine';
import { presets } from '../presets.ts';
import { learningRateCurve } from './learning-rate-curve.ts';

const { config } = presets[0]!;
type Optimizer = TrainingConfig['optimizer'];
const withOptimizer = (optimizer: Partial<Optimizer>, more: Partial<TrainingConfig> = {}) => ({
  ...config,
  ...more,
  optimizer: { ...config.optimizer, ...optimizer } as Optimizer,
});
const last = (curve: readonly { readonly rate: number }[]): number => curve.at(-1)!.rate;

describe('the learning rate over a run', () => {
  // Python: lr = 0.02; for t in range(n): lr *= 1 / (1 + decay * t)
  it.each([
    [0.02, 5e-7, 10_001, 2.8882542227033667e-13],
    [0.05, 1e-8, 10_001, 0.030325522168588245],
    [0.05, 1e-10, 1_000_000, 9.660317731484882e-24],
    [0.05, 1e-3, 100_000, 0],
  ])('from %s by decay %s falls over %i updates to %s', (learningRate, decay, epochs, expected) => {
    const curve = learningRateCurve(withOptimizer({ learningRate, decay }, { epochs }));
    expect(curve).toHaveLength(200);
    expect([curve[0]!.epoch, curve.at(-1)!.epoch]).toEqual([0, epochs - 1]);
    if (expected === 0) expect(last(curve)).toBe(0);
    else expect(last(curve) / expected).toBeCloseTo(1, 8);
  });

  it('of a schedule is the engine’s, by updates', () => {
    const schedule = { kind: 'cosine', minimum: 0.01, warmupUpdates: 3 } as const;
    const batches = { epochs: 4, batchSize: 100 };
    const curve = learningRateCurve(withOptimizer({ decay: 0, schedule }, batches));
    // PyTorch 1.13: LinearLR(1 / 4, total_iters=3), then CosineAnnealingLR(8, eta_min=0.01), 12 updates from 0.05.
    expect(curve).toHaveLength(12);
    expect(curve[0]!.rate).toBeCloseTo(0.0125, 15);
    expect(curve[6]!.rate).toBeCloseTo(0.0376536686473018, 15);
    expect(curve.at(-1)).toEqual({ epoch: 11 / 3, rate: 0.01 });
  });

  it('is constant without either, and a single point for a single update', () => {
    const curve = learningRateCurve(withOptimizer({ decay: 0 }, { epochs: 50_000 }));
    expect(new Set(curve.map(({ rate }) => rate))).toEqual(new Set([0.05]));
    expect(learningRateCurve(withOptimizer({}, { epochs: 1 }))).toEqual([{ epoch: 0, rate: 0.05 }]);
  });
});

import { describe, expect, it } from 'vitest';
import { presets } from '../presets.ts';
import { estimateRunBytes, estimateTrainingMs, flopsPerEpoch } from './estimate-sweep.ts';

const config = presets[0]!.config;

it('counts the floating-point operations of an epoch', () => {
  // 300 samples; 2 x 64 forward and weight gradients, 64 x 3 forward, weight and input gradients.
  expect(flopsPerEpoch(config)).toBe(300 * (2 * 2 * 2 * 64 + 3 * 2 * 64 * 3));
});

it('estimates the database size of a run', () => {
  // One such run took 1,180,000 bytes of rows, 113,000 of snapshots and a checkpoint of 9,400.
  const bytes = estimateRunBytes(config);
  expect(bytes).toBeGreaterThan(1_200_000);
  expect(bytes).toBeLessThan(1_400_000);
  expect(estimateRunBytes({ ...config, epochs: 1000 })).toBeLessThan(bytes / 4);
});

describe('the time that runs take', () => {
  const large = presets[2]!.config;
  const run = (of: typeof config, durationMs: number) => ({ config: of, epochsDone: of.epochs, durationMs });

  it('is that of similar runs', () => {
    const shorter = { ...config, epochs: config.epochs / 10 };
    const trained = [run(config, 4000), run(config, 6000), run(large, 900_000)];
    // A tenth of the epochs at the mean pace, plus the time to begin and end a run.
    expect(estimateTrainingMs([shorter, shorter], trained)).toBeCloseTo(2 * (500 + 20), 6);
    expect(estimateTrainingMs([large], trained)).toBeCloseTo(900_000 + 20, 6);
  });

  it("uses this machine's pace if no run is similar", () => {
    const usual = estimateTrainingMs([config], []) - 20;
    const trained = [run(config, 3 * usual)];
    expect(estimateTrainingMs([large], trained) - 20).toBeCloseTo(
      3 * (estimateTrainingMs([large], []) - 20),
      3,
    );
    const fast = { ...config, precision: 'float32' as const };
    expect(estimateTrainingMs([fast], trained) - 20).toBeCloseTo(
      3 * (estimateTrainingMs([fast], []) - 20),
      3,
    );
  });

  it('is that of a typical machine if nothing was trained', () => {
    // Per epoch, 0.143 ms of products and 0.03 ms of recording.
    expect(estimateTrainingMs([config], [])).toBeCloseTo(config.epochs * (499_200 / 3.5e6 + 0.03) + 20, 6);
    expect(estimateTrainingMs([config], [{ config, epochsDone: 0, durationMs: 5 }])).toBe(
      estimateTrainingMs([config], []),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { presets } from '../presets.ts';
import type { RunConfig } from '../run-config.ts';
import { resplitRatio } from './corrected-resampled-t.ts';
import { pairedDifferences } from './paired-differences.ts';
import { summarize } from './summary.ts';

const losses = [0.31, 0.27, 0.42, 0.35, 0.29, 0.38, 0.25, 0.33, 0.36, 0.3];
const others = [0.28, 0.29, 0.36, 0.31, 0.3, 0.31, 0.26, 0.3, 0.31, 0.29];
/** 5 folds: one validation row per four training rows. */
const quarter = 1 / 4;

/** With NumPy and scipy.stats.t.interval(0.95, 9, mean, sqrt((1/10 + 1/4) * var(ddof=1))). */
describe('the corrected resampled t', () => {
  it('widens the interval of a mean over splits of one table', () => {
    const summary = summarize(losses, quarter);
    expect(summary.standardError).toBeCloseTo(0.030955164709983732, 14);
    expect(summary.ci95![0]).toBeCloseTo(0.25597455242571204, 12);
    expect(summary.ci95![1]).toBeCloseTo(0.39602544757428787, 12);
    expect(summarize(losses).ci95![0]).toBeCloseTo(0.28856982383164487, 12);
  });

  it('widens that of paired differences', () => {
    const seeds = (values: readonly number[]) => values.map((value, seed) => ({ seed, value }));
    const { summary } = pairedDifferences(seeds(losses), seeds(others), quarter);
    expect(summary.mean).toBeCloseTo(-0.025, 14);
    expect(summary.ci95![0]).toBeCloseTo(-0.06696692772349913, 12);
    expect(summary.ci95![1]).toBeCloseTo(0.01696692772349912, 12);
  });
});

describe('the ratio', () => {
  const table: RunConfig = {
    ...presets[0]!.config,
    dataset: {
      ...{ kind: 'table', digest: 'a'.repeat(64), name: 'a', rows: 100, features: 2, classes: 3 },
      ...{ standardize: true, stratified: true, trainingShare: 1, labelNoise: 0 },
    },
    validation: { share: 0.2 },
  };
  const fold = (number: number, seed = 0): RunConfig => ({
    ...table,
    validation: { folds: 3, fold: number, repeat: 0 },
    seed,
  });

  it('is that of validation to training rows if seeds or folds split a table', () => {
    expect(resplitRatio([table, { ...table, seed: 1 }])).toBeCloseTo(20 / 80, 15);
    expect(resplitRatio([fold(0), fold(1), fold(2)])).toBeCloseTo((34 / 66 + 33 / 67 + 33 / 67) / 3, 15);
  });

  it('is null if each run has data of its own, or all have the same split', () => {
    const [drawn] = [presets[0]!.config];
    expect(resplitRatio([drawn, { ...drawn, seed: 1 }])).toBeNull();
    expect(resplitRatio([fold(0, 0), fold(0, 1)])).toBeNull();
    expect(resplitRatio([table])).toBeNull();
    const other = { ...table, dataset: { ...table.dataset, digest: 'b'.repeat(64) } } as RunConfig;
    expect(resplitRatio([table, { ...other, seed: 1 }])).toBeNull();
  });
});

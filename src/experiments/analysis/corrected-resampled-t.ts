import { countSamples } from '#engine';
import type { RunConfig } from '../run-config.ts';

/**
 * The number of independent values that would estimate the mean as well as these `values`, so that its standard error is s / sqrt of this:
 * all of them, J, if each has data of its own (`ratio` null); J / (1 + J ratio) if they come from J splits of one table, with `ratio`
 * validation rows per training row.
 *
 * Splits of one table share most of their training rows, so their values are correlated and the usual variance s^2 / J is far too small.
 * The corrected one, (1/J + n_validation / n_training) s^2, has J - 1 degrees of freedom.
 * Source: Nadeau and Bengio, "Inference for the Generalization Error", Machine Learning 52, 2003.
 */
export function independentValues(values: number, ratio: number | null): number {
  return ratio === null ? values : values / (1 + values * ratio);
}

/**
 * Validation rows per training row, averaged over runs that split one table in different ways; null for anything else: drawn data, several
 * tables, or the same split for all.
 */
export function resplitRatio(
  configs: readonly Pick<RunConfig, 'dataset' | 'validation' | 'test' | 'seed'>[],
) {
  const splits = new Set<string>();
  const tables = new Set<string>();
  let sum = 0;
  for (const config of configs) {
    const { dataset, validation, seed } = config;
    if (dataset.kind !== 'table') return null;
    tables.add(dataset.digest);
    splits.add(JSON.stringify('folds' in validation ? validation : { ...validation, seed }));
    const counts = countSamples(config);
    sum += counts.validation / counts.training;
  }
  return tables.size === 1 && splits.size > 1 ? sum / configs.length : null;
}

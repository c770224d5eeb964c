import { AppError, type RunConfig } from '#api';
import type { Store } from '#storage';

/**
 * Rejects with invalidInput when a table that is split class by class has fewer rows of some class than folds. What a test set takes is
 * not counted here: the split itself looks at that.
 */
export async function requireFolds(
  store: Pick<Store, 'getTable'>,
  { dataset, validation }: Pick<RunConfig, 'dataset' | 'validation'>,
): Promise<void> {
  if (dataset.kind !== 'table' || !dataset.stratified || !('folds' in validation)) return;
  const { labels, classCounts } = await store.getTable(dataset.digest);
  classCounts.forEach((count, label) => {
    if (count >= validation.folds) return;
    throw new AppError(
      'invalidInput',
      `validation.folds: got ${validation.folds}; class ${labels[label]} has ${count} rows; allowed: at most ${count} folds, or "stratified": false`,
    );
  });
}

import { AppError, type RunConfig } from '#api';
import type { Store } from '#storage';

/**
 * Rejects with invalidInput if a table that is split class by class has fewer rows in some class than folds. Does not account for what a
 * test set takes: the split itself checks that.
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

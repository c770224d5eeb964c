import type { DatasetConfig, SampleSet } from '#engine';
import type { Store } from '#storage';

/** The rows that a config's training needs handed to it; null for drawn data. */
export function tableOf(store: Pick<Store, 'readTable'>, dataset: DatasetConfig): SampleSet | null {
  return dataset.kind === 'table' ? store.readTable(dataset.digest).samples : null;
}

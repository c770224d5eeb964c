import type { DatasetConfig, SampleSet } from '#engine';
import type { Store } from '#storage';
import type { TrainingJob } from '#workers';

/** The rows that a config learns from; null for drawn data. */
export function tableOf(store: Pick<Store, 'readTable'>, dataset: DatasetConfig): SampleSet | null {
  return dataset.kind === 'table' ? store.readTable(dataset.digest).samples : null;
}

/** The same in pieces, for a training in another process. */
export function tableChunksOf(
  store: Pick<Store, 'readTableChunk'>,
  dataset: DatasetConfig,
): TrainingJob['tableChunk'] {
  if (dataset.kind !== 'table') return undefined;
  return (chunk) => store.readTableChunk(dataset.digest, chunk);
}

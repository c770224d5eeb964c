import type { DatasetConfig } from '#engine';
import type { Store } from '#storage';
import type { TrainingJob } from '#workers';

/** The rows that a config learns from, in pieces, for a training in another process; undefined for drawn data. */
export function tableChunksOf(
  store: Pick<Store, 'readTableChunk'>,
  dataset: DatasetConfig,
): TrainingJob['tableChunk'] {
  if (dataset.kind !== 'table') return undefined;
  return (chunk) => store.readTableChunk(dataset.digest, chunk);
}

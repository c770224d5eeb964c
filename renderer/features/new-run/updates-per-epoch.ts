import type { RunConfig } from '#api';

/** Updates that the training set gives in one epoch: one per batch, the last of which may be smaller. */
export function updatesPerEpoch({ dataset, batchSize }: Pick<RunConfig, 'dataset' | 'batchSize'>): number {
  return batchSize === null ? 1 : Math.ceil((dataset.samplesPerClass * dataset.classes) / batchSize);
}

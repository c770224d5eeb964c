import { countSamples, type TrainingConfig } from '#engine';

/** Updates that the training set gives in one epoch: one per batch, the last of which may be smaller. */
export function updatesPerEpoch(
  config: Pick<TrainingConfig, 'dataset' | 'validation' | 'test' | 'batchSize'>,
): number {
  return config.batchSize === null ? 1 : Math.ceil(countSamples(config).training / config.batchSize);
}

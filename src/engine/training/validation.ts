import type { EarlyStoppingConfig, TrainingConfig } from './training-config.ts';
import type { BestEpoch } from './training.ts';

/** Whether validation is measured at this epoch: at 0, at every multiple of `evaluateEvery`, and at the last. */
export function isValidated(
  epoch: number,
  { evaluateEvery, epochs }: Pick<TrainingConfig, 'evaluateEvery' | 'epochs'>,
): boolean {
  return epoch % evaluateEvery === 0 || epoch === epochs - 1;
}

/**
 * Whether a training pass measures something different from an evaluation of the training set: with dropout it is the loss of a thinned
 * network, with batches that of changing parameters. Otherwise both have the same bits.
 */
export function evaluatesApart({ layers, batchSize }: Pick<TrainingConfig, 'layers' | 'batchSize'>): boolean {
  return batchSize !== null || layers.some(({ kind }) => kind === 'dropout');
}

/**
 * Whether a value is better than another by more than `minDelta`: lower for a loss, higher for an accuracy. NaN is never better. The
 * comparison matches Keras and PyTorch Lightning to the bit: for a loss, value + minDelta < than.
 */
export function isBetter(
  metric: EarlyStoppingConfig['metric'],
  value: number,
  than: number,
  minDelta = 0,
): boolean {
  return metric === 'validationLoss' ? value + minDelta < than : value - minDelta > than;
}

/** The better of the best so far and this epoch; among equals and near-equals, the earlier. NaN is never the best. */
export function betterOf(
  best: BestEpoch | null,
  measured: BestEpoch,
  { metric, minDelta }: Pick<EarlyStoppingConfig, 'metric' | 'minDelta'>,
): BestEpoch | null {
  if (Number.isNaN(measured.value)) return best;
  return best === null || isBetter(metric, measured.value, best.value, minDelta) ? measured : best;
}

/**
 * Whether early stopping ends a training whose next epoch is `epoch`, before its last: the epoch just recorded was validated, `patience`
 * epochs or more after the best.
 */
export function endsEarly(
  config: Pick<TrainingConfig, 'evaluateEvery' | 'epochs' | 'earlyStopping'>,
  epoch: number,
  best: BestEpoch | null,
): boolean {
  if (config.earlyStopping === null || best === null || epoch >= config.epochs) return false;
  const recorded = epoch - 1;
  return isValidated(recorded, config) && recorded - best.epoch >= config.earlyStopping.patience;
}

import type { TrainingConfig } from './training-config.ts';
import type { TrainingState } from './training.ts';

/** Whether validation is measured at this epoch: at 0, at every multiple of `evaluateEvery`, and at the last. */
export function isValidated(
  epoch: number,
  { evaluateEvery, epochs }: Pick<TrainingConfig, 'evaluateEvery' | 'epochs'>,
): boolean {
  return epoch % evaluateEvery === 0 || epoch === epochs - 1;
}

/**
 * Whether a training pass measures something else than an evaluation of the training set: with dropout it is a thinned
 * network's loss, in batches that of parameters which change on the way. Where not, both have the same bits.
 */
export function evaluatesApart({ layers, batchSize }: Pick<TrainingConfig, 'layers' | 'batchSize'>): boolean {
  return batchSize !== null || layers.some(({ kind }) => kind === 'dropout');
}

/** The better of the best so far and this epoch; a loss that is no number is never the best, and of equals the first is. */
export function betterOf(
  best: TrainingState['best'],
  epoch: number,
  validationLoss: number,
): TrainingState['best'] {
  if (Number.isNaN(validationLoss)) return best;
  return best !== null && best.validationLoss <= validationLoss ? best : { epoch, validationLoss };
}

/**
 * Whether early stopping ends a training whose next epoch is `epoch`, before its last: the epoch just recorded was
 * validated, `patience` epochs or more after the best.
 */
export function endsEarly(
  config: Pick<TrainingConfig, 'evaluateEvery' | 'epochs' | 'earlyStopping'>,
  epoch: number,
  best: TrainingState['best'],
): boolean {
  if (config.earlyStopping === null || best === null || epoch >= config.epochs) return false;
  const recorded = epoch - 1;
  return isValidated(recorded, config) && recorded - best.epoch >= config.earlyStopping.patience;
}

/** What early stopping with a given patience would have done to a run that kept training. Losses in nats. */
export interface PatienceOutcome {
  /** The epoch that would have been the last; null if the run would have trained all its epochs. */
  readonly stoppedAt: number | null;
  /** Epochs not trained. */
  readonly epochsSaved: number;
  /** The lowest validation loss up to then; null if none was a number. */
  readonly best: ValidatedLoss | null;
  /** The price: the lowest validation loss after the stop, if it is lower than the best before. */
  readonly missed: ValidatedLoss | null;
}

export interface ValidatedLoss {
  readonly epoch: number;
  readonly validationLoss: number;
}

/**
 * Replays early stopping over a run's validated epochs, by the rule of the engine's `EarlyStoppingConfig`: a training ends at the first
 * validated epoch that is `patience` epochs or more after the one of lowest validation loss, the first among equals. NaN is never lowest,
 * and nothing stops before the first loss that is a number.
 *
 * `validated` ascends in epoch; `epochsDone` is how many epochs the run trained. Throws RangeError if a patience is not an integer of at
 * least 1, or the epochs do not ascend below `epochsDone`.
 */
export function patienceOutcome(
  validated: Iterable<ValidatedLoss>,
  epochsDone: number,
  patience: number,
): PatienceOutcome {
  if (!(Number.isInteger(patience) && patience >= 1)) {
    throw new RangeError(`got patience ${patience}; allowed: a whole number of epochs, at least 1`);
  }
  let best: ValidatedLoss | null = null;
  let stoppedAt: number | null = null;
  let missed: ValidatedLoss | null = null;
  let before = -1;
  for (const measured of validated) {
    const { epoch, validationLoss } = measured;
    if (!(epoch > before && epoch < epochsDone)) {
      throw new RangeError(`got epoch ${epoch} after ${before}; allowed: ascending and below ${epochsDone}`);
    }
    before = epoch;
    const lowest: ValidatedLoss | null = missed ?? best;
    if (!Number.isNaN(validationLoss) && (lowest === null || validationLoss < lowest.validationLoss)) {
      if (stoppedAt === null) best = measured;
      else missed = measured;
    }
    // Ending at the last epoch saves nothing: that is a full run.
    if (stoppedAt === null && best !== null && epoch - best.epoch >= patience && epoch < epochsDone - 1) {
      stoppedAt = epoch;
    }
  }
  return { stoppedAt, epochsSaved: stoppedAt === null ? 0 : epochsDone - 1 - stoppedAt, best, missed };
}

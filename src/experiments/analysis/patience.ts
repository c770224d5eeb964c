/** What early stopping with one patience would have done to a run that trained on. Losses in nats. */
export interface PatienceOutcome {
  /** The epoch that would have been the last; null if the run would have trained all its epochs. */
  readonly stoppedAt: number | null;
  /** Epochs not trained. */
  readonly epochsSaved: number;
  /** The lowest validation loss up to there; null if none was a number. */
  readonly best: ValidatedLoss | null;
  /** The lowest validation loss after the stop, if that is lower than the best before it: the price. */
  readonly missed: ValidatedLoss | null;
}

export interface ValidatedLoss {
  readonly epoch: number;
  readonly validationLoss: number;
}

/**
 * Replays early stopping over a run's validated epochs, by the rule of the engine's `EarlyStoppingConfig`: a training ends at the
 * first validated epoch that is `patience` epochs or more after the one of lowest validation loss, the first of equals. NaN is
 * never lowest; before the first loss that is a number nothing stops.
 *
 * `validated` ascends in epoch; `epochsDone` is how many epochs the run trained. Throws RangeError if a patience is not a whole
 * number of at least 1, or the epochs do not ascend below `epochsDone`.
 */
export function patienceOutcome(
  validated: readonly ValidatedLoss[],
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
    // Ending at the last epoch saves nothing: that is a run of full length.
    if (stoppedAt === null && best !== null && epoch - best.epoch >= patience && epoch < epochsDone - 1) {
      stoppedAt = epoch;
    }
  }
  return { stoppedAt, epochsSaved: stoppedAt === null ? 0 : epochsDone - 1 - stoppedAt, best, missed };
}

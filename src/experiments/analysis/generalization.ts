/** Losses of an epoch; null if they were not measured. */
interface EpochLosses {
  readonly evaluatedDataLoss: number | null;
  readonly validationLoss: number | null;
}

/** Final losses of a run, both evaluated. */
interface FinalLosses {
  readonly dataLoss: number | null;
  readonly validationLoss: number;
  readonly evaluatedDataLoss?: never;
}

/** Both measured, or NaN. */
interface MeasuredLosses extends FinalLosses {
  readonly dataLoss: number;
}

/**
 * How much worse a network does on unseen samples: validation loss minus training loss of the same parameters, both evaluated without
 * dropout, in nats. Penalties are not included. An epoch's running `dataLoss` is unsuitable: it includes dropout and, with batches,
 * changing parameters. Null if one of the two was not measured.
 */
export function generalizationGap(losses: MeasuredLosses): number;
export function generalizationGap(losses: EpochLosses | FinalLosses): number | null;
export function generalizationGap(losses: EpochLosses | FinalLosses): number | null {
  const { validationLoss } = losses;
  const trainingLoss = losses.evaluatedDataLoss === undefined ? losses.dataLoss : losses.evaluatedDataLoss;
  return validationLoss === null || trainingLoss === null ? null : validationLoss - trainingLoss;
}

/**
 * The epoch of the lowest validation loss, the first among equals; values that are NaN or were not measured are ignored. Null if none
 * remains.
 */
export function bestEpoch<Epoch extends Pick<EpochLosses, 'validationLoss'>>(
  epochs: Iterable<Epoch>,
): Epoch | null {
  let best: Epoch | null = null;
  let lowest = Infinity;
  for (const epoch of epochs) {
    const loss = epoch.validationLoss;
    if (loss === null || Number.isNaN(loss)) continue;
    if (best === null || loss < lowest) {
      best = epoch;
      lowest = loss;
    }
  }
  return best;
}

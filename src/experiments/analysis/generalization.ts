/** Losses of an epoch; null if they were not measured. */
interface EpochLosses {
  readonly evaluatedDataLoss: number | null;
  readonly validationLoss: number | null;
}

/** Losses at an end of a run, both evaluated. */
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
 * How much worse a network does on samples that it has not seen: validation loss minus training loss of the same parameters,
 * both evaluated without dropout, in nats. Penalties are not part of it. An epoch's running `dataLoss` will not do: it has
 * dropout in it and, in batches, changes of parameters. null if one of the two was not measured.
 */
export function generalizationGap(losses: MeasuredLosses): number;
export function generalizationGap(losses: EpochLosses | FinalLosses): number | null;
export function generalizationGap(losses: EpochLosses | FinalLosses): number | null {
  const { validationLoss } = losses;
  const trainingLoss = losses.evaluatedDataLoss === undefined ? losses.dataLoss : losses.evaluatedDataLoss;
  return validationLoss === null || trainingLoss === null ? null : validationLoss - trainingLoss;
}

/**
 * The epoch of the lowest validation loss, the first of equals; what is not measured or NaN does not count. null when
 * nothing counts.
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

import { median, runningMedian } from './running-median.ts';

export interface ValidatedLosses {
  /** Validated epochs, ascending. */
  readonly epochs: ArrayLike<number>;
  /** In nats, one per epoch. */
  readonly validationLosses: ArrayLike<number>;
  /** Evaluated loss on the training samples at the same epochs, without penalties, in nats. */
  readonly dataLosses: ArrayLike<number>;
  /** The epoch at which it was forked; null if it is not a fork. */
  readonly forkedAt: number | null;
}

/** "Smoothed" means the running median of five validated epochs. Losses in nats. */
export interface OverfitOnset {
  /** Lowest smoothed validation loss, the first among equals. */
  readonly minimum: { readonly epoch: number; readonly loss: number };
  /** Standard error of the smoothed validation loss, estimated from its jitter; null if there are fewer than three losses. */
  readonly standardError: number | null;
  /** The level that the smoothed validation loss must stay above. */
  readonly threshold: number;
  /** For how many consecutive validated epochs it must do so. */
  readonly lasting: number;
  /** Number of validated epochs used: the finite ones that belong to the run itself. */
  readonly judged: number;
  /**
   * What followed the minimum. `none`: nothing above the threshold; `brief`: something, but for fewer than `lasting` consecutive validated
   * epochs; `withTraining`: enough of them, but with a training loss that had risen too; `overfit`: an onset.
   */
  readonly rise: 'none' | 'brief' | 'withTraining' | 'overfit';
  /** The onset; null unless `rise` is `overfit`. */
  readonly epoch: number | null;
}

/** The smallest rise that counts, as a share of the minimum: the largest of Prechelt's thresholds, GL5. */
const minRise = 0.05;
/** With 6, fewer than one in a hundred flat curves of 10 to 1,000 normally distributed losses have an onset; with 4, up to one in six. */
const standardErrors = 6;
/** Share of the validated epochs for which a rise must last, and the minimum number of them. */
const lastingShare = 0.05;
const minLasting = 5;

/** Standard deviation of the median of five independent normal values of standard deviation 1. */
const medianOfFive = 0.5356;

/**
 * Where overfitting sets in: the first validated epoch from which the validation loss stays clearly above its minimum although the training
 * loss is no higher than it was there. Null if no loss is finite.
 *
 * With s and t the running medians of validation and training loss, and m the epoch of the lowest s, it is the first k > m with
 *   100 (s[j] / s[m] - 1) > max(5, 100 * 6 se / s[m])   for j = k and the validated epochs after it, a twentieth of all, at least 5,
 *   t[k] <= t[m].
 * The left side is the generalization loss in percent, independent of the loss's scale. se is the standard error of s due to jitter: 0.5356
 * sigma for a median of five, with sigma = 1.4826 median |v[k] - (v[k-1] + v[k+1]) / 2| / sqrt(3/2) of the measured losses v, which a slope
 * does not affect. The second condition distinguishes overfitting from an optimizer that lost its way, a learning rate that was raised, and
 * a penalty that prevents the fit. A fork is judged by the epochs after `forkedAt`: the value measured there belongs to its parent's
 * network.
 *
 * It misleads where the minimum is close to 0, because 5 % of it is then almost nothing, and where the validation set is small, because
 * jitter from epoch to epoch does not show how much another set would differ. Losses that are not finite are skipped; they are divergence.
 * Costs one pass, and a sort for the median.
 *
 * Source: generalization loss and GL5 are from Prechelt, "Early stopping - but when?", 1998. Deviations: he stops while training, so his
 * minimum is the lowest so far, as measured; here the whole run is known, so the minimum is that of the whole run, and smoothed, and a rise
 * must last. Sigma: second differences as in Gasser, Sroka and Jennen-Steinmetz, 1986, with a median in place of their mean.
 *
 * Throws RangeError if the numbers of epochs and losses differ.
 */
export function overfitOnset(losses: ValidatedLosses): OverfitOnset | null {
  const { epochs, validation, training } = ownLosses(losses);
  if (epochs.length === 0) return null;
  const standardError = epochs.length < 3 ? null : medianOfFive * jitter(validation);
  const lasting = Math.max(minLasting, Math.ceil(lastingShare * epochs.length));
  const smoothed = runningMedian(validation);
  const trained = runningMedian(training);
  const thresholdOver = (loss: number): number =>
    loss + Math.max(minRise * Math.abs(loss), standardErrors * (standardError ?? 0));

  let lowest = 0;
  let threshold = thresholdOver(smoothed[0]!);
  let rise: OverfitOnset['rise'] = 'none';
  let onset = -1;
  let above = 0; // consecutive validated epochs above the threshold
  let start = -1; // the first of these at which training loss was no higher
  for (let index = 1; index < smoothed.length; index++) {
    if (smoothed[index]! < smoothed[lowest]!) {
      [lowest, threshold, rise, onset] = [index, thresholdOver(smoothed[index]!), 'none', -1];
    }
    if (smoothed[index]! <= threshold) {
      [above, start] = [0, -1];
      continue;
    }
    above++;
    if (start < 0 && trained[index]! <= trained[lowest]!) start = index;
    if (rise === 'none') rise = 'brief';
    if (rise === 'brief' && above >= lasting) rise = 'withTraining';
    if (onset < 0 && start >= 0 && index - start + 1 >= lasting) [onset, rise] = [start, 'overfit'];
  }
  return {
    minimum: { epoch: epochs[lowest]!, loss: smoothed[lowest]! },
    standardError,
    threshold,
    lasting,
    judged: epochs.length,
    rise,
    epoch: onset < 0 ? null : epochs[onset]!,
  };
}

/** The values that a run is judged by: those of its own epochs with a finite validation loss. */
function ownLosses({ epochs, validationLosses, dataLosses, forkedAt }: ValidatedLosses): {
  readonly epochs: readonly number[];
  readonly validation: Float64Array;
  readonly training: Float64Array;
} {
  const { length } = epochs;
  if (validationLosses.length !== length || dataLosses.length !== length) {
    throw new RangeError(
      `got ${length} epochs for ${validationLosses.length} validation and ${dataLosses.length} data losses; allowed: as many`,
    );
  }
  const own: number[] = [];
  for (let index = 0; index < length; index++) {
    if (Number.isFinite(validationLosses[index]) && epochs[index]! > (forkedAt ?? -1)) own.push(index);
  }
  return {
    epochs: own.map((index) => epochs[index]!),
    validation: Float64Array.from(own, (index) => validationLosses[index]!),
    training: Float64Array.from(own, (index) => dataLosses[index]!),
  };
}

/** Standard deviation of independent scatter around a smooth curve, in the unit of `values`, which has at least three entries. */
function jitter(values: Float64Array): number {
  const bends = Float64Array.from({ length: values.length - 2 }, (_, index) =>
    Math.abs(values[index + 1]! - (values[index]! + values[index + 2]!) / 2),
  );
  return (1.4826 * median(bends)) / Math.sqrt(1.5);
}

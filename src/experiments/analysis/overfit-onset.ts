import { smooth } from './smoothing.ts';

export interface OnsetOptions {
  /** Weight of the past in the smoothed loss, 0 to 1, see `smooth`. Default 0.6. */
  readonly smoothing?: number;
  /** How many standard errors above its minimum the smoothed loss must be. Default 2. */
  readonly standardErrors?: number;
}

export interface OverfitOnset {
  /** Lowest smoothed loss, the first of equals, in nats. */
  readonly minimum: { readonly epoch: number; readonly loss: number };
  /** Of the smoothed loss, in nats; null when there are fewer than two finite losses. */
  readonly standardError: number | null;
  /** minimum + standardErrors * standardError, in nats. */
  readonly threshold: number;
  /** The first validated epoch after the minimum whose smoothed loss is above the threshold; null when there is none. */
  readonly epoch: number | null;
}

/**
 * Where overfitting shows: the first validated epoch at which the smoothed validation loss has risen above its minimum by more
 * than its own jitter explains. null when no loss is finite. Losses that are not finite are skipped; they are divergence.
 *
 * The standard error is that of the smoothed loss, from the residuals around it: with weight w of the past and the residual
 * e[k] = loss[k] - smoothed[k-1] of each loss from what the ones before it led to expect, one loss scatters by
 * sigma = sqrt((1 + w) / 2) * 1.4826 * median |e|, and their exponential average by sigma * sqrt((1 - w) / (1 + w)). The median
 * keeps the steep start and single spikes out. Both factors hold for independent scatter around a level; a slope adds to
 * the residuals, so that a steady rise is called a little later. This is jitter from epoch to epoch: it does not say how far
 * another validation set would differ.
 *
 * Throws RangeError when there are not as many epochs as losses, or an option is out of its range.
 */
export function overfitOnset(
  epochs: ArrayLike<number>,
  validationLosses: ArrayLike<number>,
  { smoothing = 0.6, standardErrors = 2 }: OnsetOptions = {},
): OverfitOnset | null {
  if (epochs.length !== validationLosses.length) {
    throw new RangeError(
      `got ${epochs.length} epochs for ${validationLosses.length} losses; allowed: as many`,
    );
  }
  if (!(standardErrors >= 0)) {
    throw new RangeError(`got ${standardErrors} standard errors; allowed: at least 0`);
  }
  const smoothed = smooth(validationLosses, smoothing);
  const finite = [...smoothed.keys()].filter((index) => Number.isFinite(smoothed[index]));
  if (finite.length === 0) return null;

  const lowest = finite.reduce((low, index) => (smoothed[index]! < smoothed[low]! ? index : low));
  const residuals = finite
    .slice(1)
    .map((index, before) => Math.abs(validationLosses[index]! - smoothed[finite[before]!]!));
  const standardError =
    residuals.length === 0 ? null : 1.4826 * median(residuals) * Math.sqrt((1 - smoothing) / 2);
  const threshold = smoothed[lowest]! + standardErrors * (standardError ?? 0);
  const onset = finite.find((index) => index > lowest && smoothed[index]! > threshold);
  return {
    minimum: { epoch: epochs[lowest]!, loss: smoothed[lowest]! },
    standardError,
    threshold,
    epoch: onset === undefined ? null : epochs[onset]!,
  };
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

import { lowerBound } from './lower-bound.ts';
import { thinSeries, type ThinnedSeries } from './thin.ts';

/** Points that `thinSeries` keeps per stretch: four, or five if one is not finite. */
const keptOfStretch = 5;
/** Share of the points that are used for the first epochs without gaps: on a logarithmic axis these have most of the room. */
const wholeShare = 1 / 4;
const fewest = 20;

/**
 * Number of epochs per stretch into which a series from `first` to `last` is cut so that about `most` points are kept: a power of two, so
 * that each stretch of a series that grew consists of whole earlier stretches.
 */
function stretchEpochs(first: number, last: number, most: number): number {
  const stretches = Math.max(1, Math.floor(((1 - wholeShare) * most) / keptOfStretch) - 1);
  return 2 ** Math.max(0, Math.ceil(Math.log2((last - first + 1) / stretches)));
}

/**
 * At most `most` points of a series that may grow: all of its first epochs, and for each later stretch its first, last, lowest, highest and
 * first non-finite point. If a thinned series grows and is thinned again, the same points are kept as from the complete data, except for
 * the first and last points of stretches that have merged. For a `most` below 20, `thinSeries` chooses the points.
 */
export function thinStretches(epochs: Float64Array, values: Float64Array, most: number): ThinnedSeries {
  if (epochs.length <= most) return { epochs, values };
  if (most < fewest) return thinSeries(epochs, values, most);
  const first = epochs[0]!;
  const stretch = stretchEpochs(first, epochs.at(-1)!, most);
  const thinned = { epochs: new Float64Array(most), values: new Float64Array(most) };
  let from = lowerBound(epochs, first + Math.floor(wholeShare * most));
  let length = from;
  thinned.epochs.set(epochs.subarray(0, from));
  thinned.values.set(values.subarray(0, from));
  while (from < epochs.length) {
    const to = lowerBound(epochs, endOf(epochs[from]!, first, stretch));
    const kept = thinSeries(epochs, values, keptOfStretch, { from, to });
    thinned.epochs.set(kept.epochs, length);
    thinned.values.set(kept.values, length);
    length += kept.epochs.length;
    from = to;
  }
  return { epochs: thinned.epochs.slice(0, length), values: thinned.values.slice(0, length) };
}

/** The points whose epoch is in `at`; both ascend. */
export function pointsAt({ epochs, values }: ThinnedSeries, at: Float64Array): ThinnedSeries {
  const kept = { epochs: new Float64Array(at.length), values: new Float64Array(at.length) };
  let length = 0;
  let from = 0;
  for (const epoch of at) {
    while (epochs[from]! < epoch) from++;
    if (epochs[from] !== epoch) continue;
    kept.epochs[length] = epoch;
    kept.values[length++] = values[from]!;
  }
  return { epochs: kept.epochs.slice(0, length), values: kept.values.slice(0, length) };
}

/**
 * From the epochs that `thinStretches` has kept, one per stretch, so that they are evenly spaced: extremes would make any curve look
 * jittery.
 */
export function evenEpochs(kept: Float64Array, most: number): Float64Array {
  const [first = 0] = kept;
  const stretch = stretchEpochs(first, kept.at(-1) ?? 0, most);
  let next = -Infinity;
  return kept.filter((epoch) => {
    if (epoch < next) return false;
    next = endOf(epoch, first, stretch);
    return true;
  });
}

/** The first epoch after the stretch that `epoch` lies in. */
function endOf(epoch: number, first: number, stretch: number): number {
  return first + (Math.floor((epoch - first) / stretch) + 1) * stretch;
}

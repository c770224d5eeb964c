/** Points of one line in order of epoch. */
export interface ThinnedSeries {
  readonly epochs: Float64Array;
  readonly values: Float64Array;
}

/**
 * At most `maxPoints` (at least 4) of a series, chosen so that no spike is lost: the first and last point, and of every
 * stretch between them the lowest and the highest. A stretch with NaN keeps its first NaN in place of its lowest
 * value: a diverged value must not vanish. Returns the given arrays themselves when they are short enough.
 */
export function thinSeries(epochs: Float64Array, values: Float64Array, maxPoints: number): ThinnedSeries {
  const length = epochs.length;
  if (length <= maxPoints) return { epochs, values };
  const buckets = Math.max(1, Math.floor((maxPoints - 2) / 2));
  const kept = new Uint32Array(2 * buckets + 2); // starts with index 0
  let count = 1;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = 1 + Math.floor((bucket * (length - 2)) / buckets);
    const to = 1 + Math.floor(((bucket + 1) * (length - 2)) / buckets);
    if (from === to) continue;
    const [first, second] = extremes(values, from, to);
    kept[count++] = first;
    if (second !== first) kept[count++] = second;
  }
  kept[count++] = length - 1;
  const chosen = kept.subarray(0, count);
  return {
    epochs: Float64Array.from(chosen, (index) => epochs[index]!),
    values: Float64Array.from(chosen, (index) => values[index]!),
  };
}

/** Indices of the lowest (or first NaN) and highest value of a stretch, the earlier one first. */
function extremes(values: Float64Array, from: number, to: number): readonly [number, number] {
  let lowest = from;
  let highest = from;
  let broken = -1;
  for (let index = from; index < to; index++) {
    const value = values[index]!;
    if (Number.isNaN(value)) {
      if (broken < 0) broken = index;
    } else {
      if (!(values[lowest]! <= value)) lowest = index;
      if (!(values[highest]! >= value)) highest = index;
    }
  }
  const low = broken < 0 ? lowest : broken;
  return low < highest ? [low, highest] : [highest, low];
}

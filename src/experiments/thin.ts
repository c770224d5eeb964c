/** Points of one line in order of epoch. */
export interface ThinnedSeries {
  readonly epochs: Float64Array;
  readonly values: Float64Array;
}

/**
 * At most `maxPoints` of a series, chosen so that no spike is lost: it is cut into buckets of equally many points, and
 * each keeps its first, last, lowest and highest point, and its first one that is not finite, because a diverged value
 * must not vanish. A line through them covers the same pixels as one through all points when there is a bucket per
 * pixel (M4; Jugel et al., 2014). Returns the given arrays themselves when they are short enough.
 *
 * `maxPoints` is at least 4; where 4 points cannot hold a bucket's five, the lowest is left out. Throws RangeError for
 * fewer, or for arrays of unequal length.
 */
export function thinSeries(epochs: Float64Array, values: Float64Array, maxPoints: number): ThinnedSeries {
  const { length } = values;
  if (epochs.length !== length) {
    throw new RangeError(`got ${epochs.length} epochs for ${length} values; allowed: as many`);
  }
  if (!(maxPoints >= 4)) throw new RangeError(`got maxPoints ${maxPoints}; allowed: at least 4`);
  if (length <= maxPoints) return { epochs, values };

  const pointsPerBucket = values.every(Number.isFinite) ? 4 : 5;
  const buckets = Math.max(1, Math.floor(maxPoints / pointsPerBucket));
  const chosen = new Int32Array(buckets * pointsPerBucket);
  let count = 0;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = Math.floor((bucket * length) / buckets);
    const to = Math.floor(((bucket + 1) * length) / buckets);
    count = chooseKeyPoints(values, from, to, chosen, count, Math.min(maxPoints, pointsPerBucket));
  }
  const kept = chosen.subarray(0, count);
  return {
    epochs: Float64Array.from(kept, (index) => epochs[index]!),
    values: Float64Array.from(kept, (index) => values[index]!),
  };
}

/**
 * Writes into `chosen`, from `count` on and ascending, the indices from `from` to before `to` that a bucket must not lose: its first
 * and last, then as far as there is room the first that is not finite, the highest and the lowest. Returns the new count.
 */
function chooseKeyPoints(
  values: Float64Array,
  from: number,
  to: number,
  chosen: Int32Array,
  count: number,
  room: number,
): number {
  let notFinite = -1;
  let highest = -1;
  let lowest = -1;
  let high = -Infinity;
  let low = Infinity;
  for (let index = from; index < to; index++) {
    const value = values[index]!;
    if (value - value !== 0) {
      if (notFinite < 0) notFinite = index;
      continue;
    }
    if (value > high) {
      high = value;
      highest = index;
    }
    if (value < low) {
      low = value;
      lowest = index;
    }
  }
  const end = count + room;
  let next = count;
  for (const index of [from, to - 1, notFinite, highest, lowest]) {
    if (index < 0 || next === end) continue;
    let place = next;
    while (place > count && chosen[place - 1]! > index) place--;
    if (place > count && chosen[place - 1] === index) continue;
    chosen.copyWithin(place + 1, place, next);
    chosen[place] = index;
    next++;
  }
  return next;
}

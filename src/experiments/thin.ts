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
  const chosen: number[] = [];
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = Math.floor((bucket * length) / buckets);
    const to = Math.floor(((bucket + 1) * length) / buckets);
    const distinct = [...new Set(keyPoints(values, from, to))];
    chosen.push(...distinct.slice(0, maxPoints).sort((a, b) => a - b));
  }
  return {
    epochs: Float64Array.from(chosen, (index) => epochs[index]!),
    values: Float64Array.from(chosen, (index) => values[index]!),
  };
}

/** Indices, `from` to before `to`, that a bucket must not lose, the most important first; some may be equal. */
function keyPoints(values: Float64Array, from: number, to: number): number[] {
  let notFinite = -1;
  let highest = -1;
  let lowest = -1;
  for (let index = from; index < to; index++) {
    const value = values[index]!;
    if (!Number.isFinite(value)) {
      if (notFinite < 0) notFinite = index;
    } else {
      if (highest < 0 || value > values[highest]!) highest = index;
      if (lowest < 0 || value < values[lowest]!) lowest = index;
    }
  }
  return [from, to - 1, notFinite, highest, lowest].filter((index) => index >= 0);
}

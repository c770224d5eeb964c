/**
 * Debiased exponential average: after k finite values x it is the mean of x[k], x[k-1], ... weighted by 1, w, w^2, ...
 *
 * `smoothing` is w, from 0 (the values themselves) to 1 (the mean of all so far). Values that are not finite are skipped: they stay in the
 * result, so that they cannot vanish from a chart, and affect nothing after them. The result never leaves the range of the finite values,
 * and a constant series stays unchanged, to the last bit.
 *
 * Returns an array of the given length; throws RangeError unless 0 <= smoothing <= 1.
 * Source: Kingma and Ba, "Adam", 2015, section 3, for the debiasing; TensorBoard's smoothing is the same average.
 */
export function smooth(values: ArrayLike<number>, smoothing: number): Float64Array {
  if (!(smoothing >= 0 && smoothing <= 1)) {
    throw new RangeError(`got smoothing ${smoothing}; allowed: 0 to 1`);
  }
  const smoothed = new Float64Array(values.length);
  let average = 0;
  let weight = 0; // 1 + w + w^2 + ... over the finite values so far
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (Number.isFinite(value)) {
      weight = weight * smoothing + 1;
      average = weight === 1 ? value : towards(average, value, 1 / weight);
      smoothed[index] = average;
    } else {
      smoothed[index] = value;
    }
  }
  return smoothed;
}

/** from + (to - from) * share, kept within both ends despite rounding. */
function towards(from: number, to: number, share: number): number {
  const between = from * (1 - share) + to * share;
  if (from === to) return from;
  return Math.min(Math.max(between, Math.min(from, to)), Math.max(from, to));
}

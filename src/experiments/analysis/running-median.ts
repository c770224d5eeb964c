/**
 * Running median of five: each value becomes the median of itself and up to two finite values on either side, or as many as there are at
 * the ends. A single spike leaves no trace, a monotone stretch stays unchanged, and a turn moves by at most two places.
 *
 * Values that are not finite stay in the result, but do not count as neighbours. Returns an array of the given length. Source: Tukey,
 * "Exploratory Data Analysis", 1977, chapter 7; his rule for the ends is different.
 */
export function runningMedian(values: ArrayLike<number>): Float64Array {
  const result = Float64Array.from(values);
  const finite = result.filter(Number.isFinite);
  const window = new Float64Array(2 * reach + 1);
  let at = 0;
  for (let index = 0; index < result.length; index++) {
    if (!Number.isFinite(result[index])) continue;
    const first = Math.max(0, at - reach);
    const length = Math.min(finite.length, at + reach + 1) - first;
    // Insertion sort: for five values a call of sort costs ten times as much.
    for (let size = 0; size < length; size++) {
      const value = finite[first + size]!;
      let place = size;
      for (; place > 0 && window[place - 1]! > value; place--) window[place] = window[place - 1]!;
      window[place] = value;
    }
    result[index] = middle(window, length);
    at++;
  }
  return result;
}

const reach = 2;

/** Sorts `values`; for an even number of values, the mean of the middle two; NaN for none. */
export function median(values: Float64Array): number {
  return middle(values.sort(), values.length);
}

function middle(sorted: Float64Array, length: number): number {
  const upper = length >> 1;
  return length % 2 === 1 ? sorted[upper]! : (sorted[upper - 1]! + sorted[upper]!) / 2;
}

/** The largest relative difference between two lists of equal length; equal entries, even 0, differ by 0. */
export function largestDifference(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (got.length !== expected.length) return Infinity;
  let largest = 0;
  for (let index = 0; index < got.length; index++) {
    largest = Math.max(largest, relativeDifference(got[index]!, expected[index]!)); // NaN stays
  }
  return largest;
}

/**
 * The largest difference between two lists of equal length, relative to the largest expected magnitude. For parameters: an entry that an L1
 * penalty drives to 0 keeps only the rounding of the larger numbers that cancelled.
 */
export function differenceToScale(got: ArrayLike<number>, expected: readonly number[]): number {
  if (got.length !== expected.length) return Infinity;
  const scale = Math.max(...expected.map(Math.abs));
  if (scale === 0) return largestDifference(got, expected);
  return Math.max(...expected.map((value, index) => Math.abs(got[index]! - value))) / scale;
}

/** |got - expected| / |expected|, and 0 when they are equal. */
export function relativeDifference(got: number, expected: number): number {
  return Object.is(got, expected) || got === expected ? 0 : Math.abs(got - expected) / Math.abs(expected);
}

/** Central difference of `f` at the current value of `values[index]`, which is restored afterwards. */
export function centralDifference(f: () => number, values: Float64Array, index: number): number {
  const step = 1e-6;
  const value = values[index]!;
  values[index] = value + step;
  const above = f();
  values[index] = value - step;
  const below = f();
  values[index] = value;
  return (above - below) / (2 * step);
}

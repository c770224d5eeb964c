import { independentValues } from './corrected-resampled-t.ts';
import { studentTQuantile } from './student-t.ts';

/** Several runs' values of one metric, in the metric's unit. Null means that there are too few values to know. */
export interface Summary {
  /** Number of finite values, from which the rest is computed. */
  readonly n: number;
  /** Number of values that are NaN or infinite. They are excluded from the mean, and should be shown beside it. */
  readonly excluded: number;
  /** null when n is 0. */
  readonly mean: number | null;
  /** Sample standard deviation, divided by n - 1; null when n < 2. */
  readonly sd: number | null;
  /** Of the mean: sd / sqrt(n), or more for splits of one table, see `independentValues`; null when n < 2. */
  readonly standardError: number | null;
  /**
   * 95 % interval of the mean, Student's t with n - 1 degrees of freedom; null when n < 2. It assumes that the values are roughly normal,
   * and independent unless they come from splits of one table. Source: Student, "The probable error of a mean", 1908.
   */
  readonly ci95: readonly [lower: number, upper: number] | null;
}

/**
 * Mean, spread and 95 % t-interval of the finite `values`, with the number of the others. `resplit` is for values from several splits of
 * one table: validation rows per training row (`resplitRatio`), by which the interval is corrected.
 */
export function summarize(values: Iterable<number>, resplit: number | null = null): Summary {
  const finite: number[] = [];
  let excluded = 0;
  for (const value of values) {
    if (Number.isFinite(value)) finite.push(value);
    else excluded++;
  }
  const n = finite.length;
  if (n === 0) return { n, excluded, mean: null, sd: null, standardError: null, ci95: null };

  // Values are summed relative to the first, so that equal values have exactly their own mean and no spread.
  const origin = finite[0]!;
  const mean = origin + finite.reduce((sum, value) => sum + (value - origin), 0) / n;
  if (n === 1) return { n, excluded, mean, sd: null, standardError: null, ci95: null };

  const sd = Math.sqrt(finite.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  const standardError = sd / Math.sqrt(independentValues(n, resplit));
  const margin = criticalValue95(n - 1) * standardError;
  return { n, excluded, mean, sd, standardError, ci95: [mean - margin, mean + margin] };
}

const criticalValues: number[] = [];

/** Two-sided 95 % critical value. Cached, because a band over thousands of epochs asks for the same ones. */
function criticalValue95(degreesOfFreedom: number): number {
  return (criticalValues[degreesOfFreedom] ??= studentTQuantile(0.975, degreesOfFreedom));
}

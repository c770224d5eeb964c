import { independentValues } from './corrected-resampled-t.ts';
import type { SimultaneousDifference } from './simultaneous-differences.ts';
import { studentTQuantile } from './student-t.ts';

/** Nobody trains more than this. */
const most = 10_000;

/**
 * How many seeds a two-sided paired t-test at 5 % needs to distinguish a mean difference of `mean` from 0 in four of five studies, when
 * differences have the standard deviation `sd`: the least n of at least 2 with
 *
 *   independentValues(n, resplit) >= (t(0.975, n - 1) + t(0.8, n - 1))^2 sd^2 / mean^2,
 *
 * which starts from z quantiles and replaces them by t. Within one of the exact number from the noncentral t distribution, unless seeds
 * split one table: its splits are never worth more than 1 / resplit independent values, and close to that n rises steeply. Null if the mean
 * is 0, or more than 10,000 seeds are needed. Source: Lachin, "Introduction to sample size determination", 1981.
 */
export function seedsNeeded({
  mean,
  sd,
  resplit,
}: Pick<SimultaneousDifference, 'mean' | 'sd' | 'resplit'>): number | null {
  const ratio = (sd / mean) ** 2;
  if (!Number.isFinite(ratio)) return null;
  const needed = (n: number): number =>
    (studentTQuantile(0.975, n - 1) + studentTQuantile(0.8, n - 1)) ** 2 * ratio;
  const [z975, z80] = [1.959963984540054, 0.8416212335729143];
  // The normal formula gives slightly too few; from there it is only a few steps.
  const independent = (z975 + z80) ** 2 * ratio;
  const left = 1 - independent * (resplit ?? 0);
  if (left <= 0) return null;
  let n = Math.max(2, Math.floor(independent / left));
  while (n <= most && needed(n) > independentValues(n, resplit)) n++;
  return n <= most ? n : null;
}

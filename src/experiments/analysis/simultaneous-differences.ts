import { holm, twoSidedP } from './paired-t-test.ts';
import { signFlips } from './sign-flips.ts';
import { studentTQuantile } from './student-t.ts';
import { summarize } from './summary.ts';

/** How a family of differences was judged; a single difference by the paired t-test. */
export type SimultaneousMethod = 'pairedT' | 'holm' | 'signFlips';

/** A mean difference over seeds, judged as one of a family that was looked at. */
export interface SimultaneousDifference {
  /** Number of seeds. */
  readonly n: number;
  readonly mean: number;
  /** Of the seeds' differences, divided by n - 1. */
  readonly sd: number;
  /** Holds, together with those of the whole family, in 95 % of such studies. */
  readonly ci95: readonly [lower: number, upper: number];
  /** Adjusted for the family. */
  readonly p: number;
  /** How many differences were looked at. */
  readonly tried: number;
  readonly method: SimultaneousMethod;
  /** Validation rows per training row if seeds split one table, which the interval is corrected for; otherwise null. */
  readonly resplit: number | null;
}

/** Fewer seeds than this do not allow estimating a spread. */
const minSeeds = 3;
/** With fewer, even the most extreme of 2^n flips has p above 5 %. */
const minSeedsForFlips = 6;

/**
 * The mean of each of several differences by seed, with an interval and a p-value that allow for all of them having been looked at, so that
 * one picked out, such as the lowest mean loss, is judged fairly. Uses max-t by sign flips, see `signFlips`; with fewer than 6 seeds,
 * Holm's p-values of paired t-tests and Bonferroni's intervals; for a single difference, the paired t-test.
 *
 * If seeds split one table, `resplit` corrects the intervals as for `summarize`, and signs are not flipped, because that would assume
 * independent seeds.
 *
 * `contrasts` are [contrasts][seeds], finite, with the same seeds in each. Null for fewer than 3 seeds, which are too few to judge.
 */
export function simultaneousDifferences(
  contrasts: readonly (readonly number[])[],
  resplit: number | null = null,
): SimultaneousDifference[] | null {
  const n = contrasts[0]?.length ?? 0;
  const tried = contrasts.length;
  if (n < minSeeds) return null;
  const summaries = contrasts.map((values) => {
    const { mean, sd, standardError } = summarize(values, resplit);
    return { mean: mean!, sd: sd!, standardError: standardError! };
  });
  const method = tried === 1 ? 'pairedT' : n < minSeedsForFlips || resplit !== null ? 'holm' : 'signFlips';
  const flips = method === 'signFlips' ? signFlips(contrasts) : null;
  const criticalValue = flips?.criticalValue ?? studentTQuantile(1 - 0.025 / tried, n - 1);
  const p =
    flips?.p ??
    holm(
      summaries.map(({ mean, standardError }) => (mean === 0 ? 1 : twoSidedP(mean / standardError, n - 1))),
    );
  return summaries.map(({ mean, sd, standardError }, index) => {
    const margin = criticalValue * standardError;
    return { n, mean, sd, ci95: [mean - margin, mean + margin], p: p[index]!, tried, method, resplit };
  });
}

/** Whether a difference is significant, by its interval and, if that is computed differently, its p-value. */
export function isSignificant({ ci95, p }: SimultaneousDifference): boolean {
  return p <= 0.05 && (ci95[0] > 0 || ci95[1] < 0);
}

import { studentTQuantile } from './student-t.ts';
import { summarize } from './summary.ts';

/** How far apart two single runs lie by their seeds alone. */
export interface SeedNoise {
  /** 95 % of such differences are no larger, in the unit of the values. */
  readonly size: number;
  readonly degreesOfFreedom: number;
  /** Seeds that it is known from: of the one setting, and of the other; 0 where a setting has fewer than two and is taken to vary as the other does. */
  readonly seeds: readonly [own: number, other: number];
}

/**
 * The difference that seeds alone make between a run of one setting and a run of another, of two independent normal values with the
 * variances that the seeds of each show: t sqrt(v + w), with the degrees of freedom of Welch and Satterthwaite. Without `other` both runs
 * are of the same setting. A setting with fewer than two finite values is taken to vary as the other one; null if both have fewer.
 * Runs of one seed share their data, which takes a part of this out: between them it is an upper bound.
 *
 * Source: Welch, "The generalization of Student's problem when several different population variances are involved", Biometrika 34, 1947.
 */
export function seedNoise(own: readonly number[], other: readonly number[] | null = null): SeedNoise | null {
  const [first, second] = [spreadOf(own), other === null ? null : spreadOf(other)];
  if (other === null) return first && noiseOf(2 * first.variance, first.n - 1, [first.n, first.n]);
  if (first && second) {
    const sum = first.variance + second.variance;
    const parts = [first, second].reduce((total, { variance, n }) => total + variance ** 2 / (n - 1), 0);
    const pooled = first.n + second.n - 2;
    return noiseOf(sum, parts === 0 ? pooled : sum ** 2 / parts, [first.n, second.n]);
  }
  const known = first ?? second;
  return known && noiseOf(2 * known.variance, known.n - 1, first ? [known.n, 0] : [0, known.n]);
}

function spreadOf(values: readonly number[]): { readonly variance: number; readonly n: number } | null {
  const { n, sd } = summarize(values);
  return sd === null ? null : { variance: sd ** 2, n };
}

function noiseOf(variance: number, degreesOfFreedom: number, seeds: SeedNoise['seeds']): SeedNoise {
  return { size: studentTQuantile(0.975, degreesOfFreedom) * Math.sqrt(variance), degreesOfFreedom, seeds };
}

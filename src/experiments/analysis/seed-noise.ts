import { studentTQuantile } from './student-t.ts';
import { summarize } from './summary.ts';

/** How far apart two single runs lie because of their seeds alone. */
export interface SeedNoise {
  /** 95 % of such differences are no larger, in the unit of the values. */
  readonly size: number;
  readonly degreesOfFreedom: number;
  /**
   * Number of seeds that determine it, for one setting and the other; 0 for a setting that has fewer than two and is assumed to vary as the
   * other does.
   */
  readonly seeds: readonly [own: number, other: number];
}

/**
 * The difference that seeds alone make between a run of one setting and a run of another, as for two independent normal values with the
 * variances observed over the seeds of each: t sqrt(v + w), with the degrees of freedom of Welch and Satterthwaite. Without `other`, both
 * runs have the same setting. A setting with fewer than two finite values is assumed to vary as the other does; null if both have fewer.
 * Runs with the same seed share their data, which removes part of this difference: for them it is an upper bound.
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

import { summarize, type Summary } from './summary.ts';

/** One run's value of a metric, and its seed. */
export interface SeedValue {
  readonly seed: number;
  /** NaN for a run that has none. */
  readonly value: number;
}

export interface SeedPair {
  readonly seed: number;
  readonly baseline: number;
  readonly other: number;
  /** other - baseline; not finite when either is not. */
  readonly difference: number;
}

export interface PairedDifferences {
  /** By ascending seed. */
  readonly pairs: readonly SeedPair[];
  /** Over the pairs' differences; its interval is that of the paired t-test. */
  readonly summary: Summary;
  /** Seeds that only one group has, ascending. They are in no pair. */
  readonly unpaired: { readonly baseline: readonly number[]; readonly other: readonly number[] };
}

/**
 * Differences other - baseline between runs of the same seed. Pairing removes the effect that a seed has on both groups (through its data
 * and initial weights), so the interval is often much narrower than that of two separate means.
 *
 * `resplit` as for `summarize`: validation rows per training row if seeds split one table.
 *
 * Throws RangeError if a group has a seed twice, because one of the two runs would silently be ignored.
 */
export function pairedDifferences(
  baseline: readonly SeedValue[],
  other: readonly SeedValue[],
  resplit: number | null = null,
): PairedDifferences {
  const before = bySeed('baseline', baseline);
  const after = bySeed('other', other);
  const pairs: SeedPair[] = [];
  for (const [seed, value] of before) {
    const counterpart = after.get(seed);
    if (counterpart === undefined) continue;
    pairs.push({ seed, baseline: value, other: counterpart, difference: counterpart - value });
  }
  pairs.sort((a, b) => a.seed - b.seed);
  return {
    pairs,
    summary: summarize(
      pairs.map(({ difference }) => difference),
      resplit,
    ),
    unpaired: { baseline: missing(before, after), other: missing(after, before) },
  };
}

function bySeed(group: string, values: readonly SeedValue[]): Map<number, number> {
  const map = new Map<number, number>();
  for (const { seed, value } of values) {
    if (map.has(seed)) {
      throw new RangeError(`got seed ${seed} more than once in group "${group}"; allowed: one run per seed`);
    }
    map.set(seed, value);
  }
  return map;
}

/** Keys of `from` that `to` lacks, ascending. */
function missing(from: ReadonlyMap<number, number>, to: ReadonlyMap<number, number>): number[] {
  return [...from.keys()].filter((seed) => !to.has(seed)).sort((a, b) => a - b);
}

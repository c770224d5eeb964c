import { RandomStream } from '#engine';
import { studentTQuantile } from '../student-t.ts';
import { type ForestField, growForest, predictUnseen } from './regression-forest.ts';

/** A setting, with one value per run. */
export interface Setting {
  readonly name: string;
  /** Numbers, NaN where missing; or indices of texts, from 0, with -1 where missing. */
  readonly values: ArrayLike<number>;
  readonly isNumber: boolean;
}

/** How much of what can be predicted about a metric depends on a setting. */
export interface Importance {
  readonly name: string;
  /**
   * How much the explained share of variance falls when the setting's values are shuffled among the runs; about 0 if it does not matter.
   */
  readonly fall: number;
  /** Its 95 % interval, over runs; runs with the same values of all settings count as one. */
  readonly low: number;
  readonly high: number;
}

export interface ImportanceStudy {
  /** Runs with a value of the metric. */
  readonly runs: number;
  /** Distinct combinations of settings among them. */
  readonly combinations: number;
  /** Share of the metric's variance that the forest explains in runs that it has not seen. If 0 or less, nothing can be predicted. */
  readonly explained: number;
  /** By their fall, largest first. */
  readonly importances: readonly Importance[];
}

/** With fewer, no importance is computed. */
export const minImportanceRuns = 30;
export const minImportanceCombinations = 10;
/** More runs are thinned evenly: importances hardly change, while time grows with the number of runs. */
export const maxImportanceRuns = 3000;

/**
 * The maximum shuffles of a setting, and the number of runs to shuffle in total: few shuffles of many runs are as informative as many of
 * few.
 */
const maxRepeats = 10;
const shuffledRuns = 9000;
const bins = 64;

/**
 * Permutation importance: a random forest learns the metric from the settings; then the values of one setting are shuffled, and the share
 * that each tree explains of the runs it has not seen falls by this much of R², as in `sklearn.inspection.permutation_importance`. The
 * interval is Student's t over the runs' own contributions to that fall, with runs that have the same settings as one cluster; it does not
 * reflect how another forest would have turned out. Null for too few runs. Settings that vary together share their importance.
 * Deterministic. Source: Breiman, "Random Forests", 2001; Fisher, Rudin and Dominici, "All models are wrong, but many are useful", 2019.
 * @param targets one per run; runs whose value is not finite are excluded
 */
export function settingImportance(
  settings: readonly Setting[],
  targets: ArrayLike<number>,
): ImportanceStudy | null {
  const runs = pickedRuns(targets);
  const values = Float64Array.from(runs, (run) => targets[run]!);
  const fields = settings.map((setting) => codesOf(setting, runs));
  const clusters = clustersOf(fields, runs.length);
  const combinations = new Set(clusters).size;
  if (settings.length === 0 || runs.length < minImportanceRuns || combinations < minImportanceCombinations)
    return null;
  const stream = new RandomStream(0);
  const random = (): number => stream.randomSample();
  const forest = growForest(fields, values, { random });
  const errors = squaredErrors(predictUnseen(forest, runs.length), values);
  const variance = squaredErrors(new Float64Array(runs.length).fill(mean(values)), values);
  const spread = mean(variance);
  const repeats = Math.min(maxRepeats, Math.ceil(shuffledRuns / runs.length));
  const importances = fields.map((field, at): Importance => {
    const falls = new Float64Array(runs.length);
    for (let repeat = 0; repeat < repeats; repeat++) {
      const codes = shuffled(field.codes, random);
      const after = squaredErrors(predictUnseen(forest, runs.length, { field: at, codes }), values);
      after.forEach((error, run) => (falls[run]! += (error - errors[run]!) / spread / repeats));
    }
    const fall = mean(falls);
    const margin = studentTQuantile(0.975, combinations - 1) * clusteredError(falls, clusters, combinations);
    return { name: settings[at]!.name, fall, low: fall - margin, high: fall + margin };
  });
  importances.sort((a, b) => b.fall - a.fall);
  return { runs: runs.length, combinations, explained: 1 - mean(errors) / spread, importances };
}

function pickedRuns(targets: ArrayLike<number>): number[] {
  const finite = Array.from({ length: targets.length }, (_, run) => run).filter((run) =>
    Number.isFinite(targets[run]),
  );
  if (finite.length <= maxImportanceRuns) return finite;
  return Array.from(
    { length: maxImportanceRuns },
    (_, at) => finite[Math.floor((at * finite.length) / maxImportanceRuns)]!,
  );
}

/** Each value's index among the distinct values, or among bins of equally many runs if there are more. */
function codesOf({ values, isNumber }: Setting, runs: readonly number[]): ForestField {
  if (!isNumber) {
    const codes = Int16Array.from(runs, (run) => values[run]!);
    return { codes, size: Math.max(...codes) + 1, isOrdered: false };
  }
  const sorted = Float64Array.from(runs, (run) => values[run]!)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const distinct = sorted.filter((value, at) => value !== sorted[at - 1]);
  const edges =
    distinct.length <= bins
      ? distinct
      : Float64Array.from({ length: bins }, (_, at) => sorted[Math.floor((at * sorted.length) / bins)]!);
  const codes = Int16Array.from(runs, (run) => lastAtMost(edges, values[run]!));
  return { codes, size: edges.length, isOrdered: true };
}

/** Index of the last edge that is at most `value`; -1 for NaN. */
function lastAtMost(edges: Float64Array, value: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** A number for each combination of settings. */
function clustersOf(fields: readonly ForestField[], runs: number): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from({ length: runs }, (_, run) => {
    const key = fields.map(({ codes }) => codes[run]).join();
    const cluster = known.get(key) ?? known.size;
    known.set(key, cluster);
    return cluster;
  });
}

function squaredErrors(predicted: Float64Array, values: Float64Array): Float64Array {
  return predicted.map((value, run) => (Number.isNaN(value) ? 0 : (value - values[run]!) ** 2));
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function shuffled(codes: Int16Array, random: () => number): Int16Array {
  const order = codes.slice();
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}

/** Standard error of a mean whose values are correlated within clusters. Source: Liang and Zeger, Biometrika 73, 1986. */
function clusteredError(values: Float64Array, clusters: Int32Array, count: number): number {
  const centre = mean(values);
  const sums = new Float64Array(count);
  values.forEach((value, at) => (sums[clusters[at]!]! += value - centre));
  const squares = sums.reduce((sum, value) => sum + value * value, 0);
  return Math.sqrt((squares * count) / (count - 1)) / values.length;
}

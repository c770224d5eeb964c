import { findScaling, type SampleSet } from '#engine';

/** Features of a table that are worth a second look before a network learns from them. */
export interface SuspectFeatures {
  /** Features with the same value in every row. */
  readonly constantFeatures: readonly string[];
  /**
   * Integers that are different in each row, with no more gaps than rows were left out: most likely row numbers. In a file sorted by class,
   * they give the class away.
   */
  readonly countingFeatures: readonly string[];
  /** Features for which the ranges of the classes do not overlap: each of them alone separates all classes. */
  readonly separatingFeatures: readonly string[];
}

/** A warning for each kind of suspicious feature that occurs. */
export function warningsOf(
  table: SuspectFeatures,
): { readonly names: readonly string[]; readonly what: string }[] {
  const { constantFeatures, countingFeatures, separatingFeatures } = table;
  return [
    {
      names: countingFeatures,
      what: 'only counts, like row numbers: a network can learn the order of the file',
    },
    { names: separatingFeatures, what: 'separates all classes by itself: is it derived from the label?' },
    { names: constantFeatures, what: 'the same in every row' },
  ].filter(({ names }) => names.length > 0);
}

/** Fewer rows may be in order by chance. */
const minRows = 5;
/** The maximum probability that chance separates the classes by some feature. */
const maxChance = 1e-3;

/** @param rowsOfFile rows of the file, including those that were left out */
export function findSuspects(
  names: readonly string[],
  samples: SampleSet,
  rowsOfFile: number,
): SuspectFeatures {
  const { deviations } = findScaling(samples);
  const isConstant = (feature: number): boolean => deviations[feature] === 0;
  const canSeparate = samples.samples >= minRows && chanceOfSeparation(samples) * names.length <= maxChance;
  return {
    constantFeatures: names.filter((_, feature) => isConstant(feature)),
    countingFeatures: names.filter((_, feature) => counts(samples, feature, rowsOfFile)),
    separatingFeatures: names.filter(
      (_, feature) => canSeparate && !isConstant(feature) && separates(samples, feature),
    ),
  };
}

function counts({ samples, features, inputs }: SampleSet, feature: number, rowsOfFile: number): boolean {
  if (samples < minRows) return false;
  let lowest = Infinity;
  for (let row = 0; row < samples; row++) lowest = Math.min(lowest, inputs[row * features + feature]!);
  const seen = new Uint8Array(rowsOfFile);
  for (let row = 0; row < samples; row++) {
    const position = inputs[row * features + feature]! - lowest;
    // Undefined, and so refused too, if the position is not an integer or is beyond the rows of the file.
    if (seen[position] !== 0) return false;
    seen[position] = 1;
  }
  return true;
}

/** Whether the ranges of the classes are disjoint. */
function separates({ samples, features, classes, inputs, targets }: SampleSet, feature: number): boolean {
  const ranges = Array.from({ length: classes }, () => ({ lowest: Infinity, highest: -Infinity }));
  for (let row = 0; row < samples; row++) {
    const value = inputs[row * features + feature]!;
    const range = ranges[targets[row]!]!;
    range.lowest = Math.min(range.lowest, value);
    range.highest = Math.max(range.highest, value);
  }
  const ordered = ranges.toSorted((first, second) => first.lowest - second.lowest);
  return ordered.every(({ lowest }, index) => index === 0 || lowest > ordered[index - 1]!.highest);
}

/** The probability that a feature unrelated to the classes separates them: k! n1! ... nk! / n!. */
function chanceOfSeparation({ classes, targets }: SampleSet): number {
  const counts = new Array<number>(classes).fill(0);
  let logarithm = 0;
  let orders = 0;
  for (const target of targets) {
    // Contributes count / i, where i is the row's number and count that of its class so far.
    logarithm += Math.log(++counts[target]!) - Math.log(++orders);
  }
  for (let factor = 2; factor <= classes; factor++) logarithm += Math.log(factor);
  return Math.exp(logarithm);
}

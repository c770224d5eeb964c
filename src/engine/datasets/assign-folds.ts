import type { SampleSet } from './sample-set.ts';

/**
 * Deals rows, given in random order, to `folds` folds in turn and returns the rows of fold `fold`, in their given order. When stratified,
 * it deals class by class: the sizes of folds, and their numbers of rows per class, differ by at most 1, as in scikit-learn's
 * `StratifiedKFold` (or `KFold` otherwise), whose folds get the same numbers where classes are numbered by their first row.
 *
 * Throws RangeError if there are more folds than rows or, when stratified, more folds than rows in a class that occurs.
 */
export function rowsOfFold(
  rows: Int32Array,
  { folds, fold }: { readonly folds: number; readonly fold: number },
  stratified: boolean,
  { classes, targets }: Pick<SampleSet, 'classes' | 'targets'>,
): Int32Array {
  if (folds > rows.length) {
    throw new RangeError(`got ${folds} folds; allowed: at most one for each of the ${rows.length} rows`);
  }
  if (stratified) requireRowsOfEachClass(rows, folds, classes, targets);
  const dealt = stratified
    ? Int32Array.from(rows).sort((first, second) => targets[first]! - targets[second]!)
    : rows;
  const chosen = new Set(dealt.filter((_row, place) => place % folds === fold));
  return rows.filter((row) => chosen.has(row));
}

function requireRowsOfEachClass(rows: Int32Array, folds: number, classes: number, targets: Int32Array): void {
  const sizes = new Int32Array(classes);
  for (const row of rows) sizes[targets[row]!]!++;
  sizes.forEach((size, label) => {
    if (size === 0 || size >= folds) return;
    throw new RangeError(
      `got ${folds} folds; class ${label} has ${size} rows outside of the test set; allowed: at most ${size} folds, or data that are not stratified`,
    );
  });
}

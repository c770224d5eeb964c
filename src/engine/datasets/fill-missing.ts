import type { TableColumn, TableSamples } from './table-columns.ts';

/**
 * The value that fills the gaps of each column of a table, computed only from the numbers present in `rows`; NaN for a column that needs
 * none. Mean: their sum divided by their count. Median: the middle value, or the mean of the middle two. Most frequent: of several, the
 * smallest number or the first category. Source: scikit-learn's `SimpleImputer`, fitted on the training set; it drops a column that has no
 * values in the training set.
 *
 * Throws RangeError if the training set has no values in a column that is to be filled.
 */
export function findFills(
  { features: width, inputs }: TableSamples,
  columns: readonly TableColumn[],
  rows: Int32Array,
): Float64Array {
  return Float64Array.from(columns, ({ name, fill }, column) => {
    if (fill === null) return NaN;
    const present = new Float64Array(rows.length);
    let count = 0;
    for (const row of rows) {
      const value = inputs[row * width + column]!;
      if (!Number.isNaN(value)) present[count++] = value;
    }
    if (count === 0) {
      throw new RangeError(
        `column ${JSON.stringify(name)} has no value in any of the ${rows.length} training rows: there is no ${fillNames[fill]} ` +
          'to fill it with; train on more rows, or leave the column out',
      );
    }
    return statistics[fill](present.subarray(0, count));
  });
}

const fillNames = { mean: 'mean', median: 'median', mostFrequent: 'most frequent value' } as const;

/** Each may sort `values`, which is not empty. */
const statistics: Readonly<Record<keyof typeof fillNames, (values: Float64Array) => number>> = {
  mean: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  median(values) {
    values.sort();
    const middle = values.length >> 1;
    return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
  },
  mostFrequent(values) {
    values.sort();
    let [best, most] = [NaN, 0];
    for (let from = 0, to = 0; from < values.length; from = to) {
      while (to < values.length && values[to] === values[from]) to++;
      if (to - from > most) [best, most] = [values[from]!, to - from];
    }
    return best;
  },
};

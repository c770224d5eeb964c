import { findFills } from './fill-missing.ts';
import type { SampleSet } from './sample-set.ts';
import { tableFeatures, widthOf, type TableColumn, type TableSamples } from './table-columns.ts';

/** Copies rows of a table into samples that a network can take. */
export type TakeRows = (rows: Int32Array) => SampleSet;

/**
 * How rows of a table become samples: gaps are filled (fill-missing.ts), then a text column becomes one feature per category, 1 for the
 * row's own and 0 for the others. A category that no training row has is 0 in every set, because a network cannot have learned what it
 * means. Source: scikit-learn's `SimpleImputer` and `OneHotEncoder(handle_unknown='ignore')`, fitted on the training set; the encoder
 * leaves out features that are always 0, which are kept here so that all seeds have networks of the same shape.
 *
 * @param training rows that determine the fill values and the known categories
 *
 * Does not mutate `table`. Throws RangeError if a column with gaps has no values in the training rows.
 */
export function prepareRows(table: TableSamples, training: Int32Array): TakeRows {
  const { columns } = table;
  if (!columns) return (rows) => takeRows(table, rows);
  const fills = findFills(table, columns, training);
  const known = columns.map((column, index) =>
    knownCategories(table, column, index, fills[index]!, training),
  );
  const width = tableFeatures(table);
  return (rows) => {
    const inputs = new Float64Array(rows.length * width);
    rows.forEach((row, index) => {
      let place = index * width;
      columns.forEach((column, position) => {
        const given = table.inputs[row * columns.length + position]!;
        const value = Number.isNaN(given) ? fills[position]! : given;
        const categories = known[position];
        if (!categories) inputs[place] = value;
        else if (categories[value] === 1) inputs[place + value] = 1;
        place += widthOf(column);
      });
    });
    return { ...labelsOf(table, rows), features: width, inputs };
  };
}

/** 1 for each category that a training row has once gaps are filled; null for a number column. */
function knownCategories(
  { features: width, inputs }: TableSamples,
  column: TableColumn,
  position: number,
  fill: number,
  rows: Int32Array,
): Uint8Array | null {
  if (column.kind === 'number') return null;
  const known = new Uint8Array(column.categories.length);
  for (const row of rows) {
    const category = inputs[row * width + position]!;
    known[Number.isNaN(category) ? fill : category] = 1;
  }
  return known;
}

function takeRows(table: SampleSet, rows: Int32Array): SampleSet {
  const { features, inputs } = table;
  const taken = new Float64Array(rows.length * features);
  rows.forEach((row, index) => {
    taken.set(inputs.subarray(row * features, (row + 1) * features), index * features);
  });
  return { ...labelsOf(table, rows), features, inputs: taken };
}

function labelsOf({ classes, targets }: SampleSet, rows: Int32Array) {
  return { samples: rows.length, classes, targets: Int32Array.from(rows, (row) => targets[row]!) };
}

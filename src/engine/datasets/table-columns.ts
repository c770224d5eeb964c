import type { SampleSet } from './sample-set.ts';

/** What takes the place of a number that is missing: a statistic of those that are there among the training rows. */
export type NumberFill = 'mean' | 'median' | 'mostFrequent';

/** A column of numbers: one feature. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  /** null if no number is missing. */
  readonly fill: NumberFill | null;
}

/** A column of texts, stored as positions in `categories`: a feature for each of them, 1 where it is the row's and else 0. */
export interface OneHotColumn {
  readonly kind: 'oneHot';
  readonly name: string;
  /** In order: of two that are equally frequent, the first one fills. */
  readonly categories: readonly string[];
  /** null if no text is missing. */
  readonly fill: 'mostFrequent' | null;
}

export type TableColumn = NumberColumn | OneHotColumn;

/**
 * The rows of a stored table, as its file has them. Without `columns` every column is a feature, and no number is missing;
 * with them `features` is the number of columns, `inputs` is [samples, columns], and NaN is what is missing.
 */
export interface TableSamples extends SampleSet {
  readonly columns?: readonly TableColumn[] | undefined;
  /** How many of the rows, the last ones, are those of a test file: they are for nothing else. */
  readonly testRows?: number | undefined;
}

/** How many features a column becomes. */
export function widthOf(column: TableColumn): number {
  return column.kind === 'number' ? 1 : column.categories.length;
}

/** Features of a table's rows once they are prepared for training: each text column has one for each of its categories. */
export function tableFeatures({ features, columns }: Pick<TableSamples, 'features' | 'columns'>): number {
  return columns ? columns.reduce((sum, column) => sum + widthOf(column), 0) : features;
}

/** What the features of columns are called: `age`, `sex=female`, `sex=male`. */
export function featureNames(columns: readonly TableColumn[]): string[] {
  return columns.flatMap((column) =>
    column.kind === 'number'
      ? column.name
      : column.categories.map((category) => `${column.name}=${category}`),
  );
}

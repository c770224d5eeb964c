import type { SampleSet } from './sample-set.ts';

/** What replaces a missing number: a statistic of the values present in the training rows. */
export type NumberFill = 'mean' | 'median' | 'mostFrequent';

/** A column of numbers: one feature. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  /** null if no number is missing. */
  readonly fill: NumberFill | null;
}

/** A text column, stored as indices into `categories`: one feature per category, 1 if it is the row's own and 0 otherwise. */
export interface OneHotColumn {
  readonly kind: 'oneHot';
  readonly name: string;
  /** In order; among equally frequent ones, the first fills gaps. */
  readonly categories: readonly string[];
  /** null if no text is missing. */
  readonly fill: 'mostFrequent' | null;
}

export type TableColumn = NumberColumn | OneHotColumn;

/**
 * The rows of a stored table, as in its file. Without `columns`, every column is a feature and no number is missing; with them, `features`
 * is the number of columns, `inputs` is [samples, columns], and NaN marks a missing value.
 */
export interface TableSamples extends SampleSet {
  readonly columns?: readonly TableColumn[] | undefined;
  /** How many of the last rows came from a test file; they are used for nothing but the test. */
  readonly testRows?: number | undefined;
}

/** How many features a column becomes. */
export function widthOf(column: TableColumn): number {
  return column.kind === 'number' ? 1 : column.categories.length;
}

/** Number of features of a table's rows once prepared for training: a text column has one per category. */
export function tableFeatures({ features, columns }: Pick<TableSamples, 'features' | 'columns'>): number {
  return columns ? columns.reduce((sum, column) => sum + widthOf(column), 0) : features;
}

/** The names of the features of columns, such as `age`, `sex=female`, `sex=male`. */
export function featureNames(columns: readonly TableColumn[]): string[] {
  return columns.flatMap((column) =>
    column.kind === 'number'
      ? column.name
      : column.categories.map((category) => `${column.name}=${category}`),
  );
}

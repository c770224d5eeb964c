import { isWholeNumber, type CsvCell } from '#experiments';

/** `integer` is a whole number that every program keeps as one, `number` a float64, which may be NaN or infinite. */
export type ColumnType = 'integer' | 'number' | 'text' | 'boolean';

export interface ExportColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** What is exported, whatever the format. Rows are made as they are taken; a cell that is null or undefined is missing. */
export interface ExportTable {
  readonly columns: readonly ExportColumn[];
  readonly rows: Iterable<readonly CsvCell[]>;
}

/** Ends of names of columns that hold whole numbers, beside those of configs. */
const wholeNumbers =
  /(^|[._])(epochs?|seed|epochs_done|samples|dense_layers|dense_units|parameters|threads|diverged_at|onset)$/;

/** The type of a column of numbers by its name: the same for whatever runs. */
export function numberType(name: string): 'integer' | 'number' {
  return wholeNumbers.test(name) || isWholeNumber(name.replace(/^config\./, '')) ? 'integer' : 'number';
}

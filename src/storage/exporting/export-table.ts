import { isWholeNumber, type CsvCell } from '#experiments';

/** `integer` is a whole number that every program can represent exactly, `number` a float64, which may be NaN or infinite. */
export type ColumnType = 'integer' | 'number' | 'text' | 'boolean';

export interface ExportColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** What is exported, whatever the format. Rows are generated on demand; a null or undefined cell is missing. */
export interface ExportTable {
  readonly columns: readonly ExportColumn[];
  readonly rows: Iterable<readonly CsvCell[]>;
}

/** How names of columns with whole numbers end, apart from those of configs. */
const wholeNumbers =
  /(^|[._])(epochs?|seed|epochs_done|samples|dense_layers|dense_units|parameters|threads|diverged_at|onset)$/;

/** The type of a numeric column, by its name alone: the same for any runs. */
export function numberType(name: string): 'integer' | 'number' {
  return wholeNumbers.test(name) || isWholeNumber(name.replace(/^config\./, '')) ? 'integer' : 'number';
}

/**
 * The content of a cell that has no value, besides an empty one: what pandas's `read_csv` treats as missing (3.1, `na_values`), and the
 * question mark of the UCI repository. A lone minus is not among them, because it is a common name of a class.
 */
const marks = [
  '?',
  ...['NA', 'N/A', 'n/a', '#NA', '#N/A', '#N/A N/A', '<NA>'],
  ...['nan', 'NaN', '-nan', '-NaN', '1.#IND', '1.#QNAN', '-1.#IND', '-1.#QNAN'],
  ...['null', 'NULL', 'None'],
] as const;

const missing: ReadonlySet<string> = new Set(['', ...marks]);

/** Whether a cell, without surrounding spaces, has no value: the same rule for labels and for features. */
export function isMissing(cell: string): boolean {
  return missing.has(cell);
}

import type { CellValue } from './data-column.ts';

/** Made when it is first needed: it takes much of a start. */
let collator: Intl.Collator | undefined;

/** Rows sorted by a value: numbers before texts, missing values last in either direction. The sort is stable. */
export function sortRows<Row>(
  rows: readonly Row[],
  valueOf: (row: Row) => CellValue,
  descending: boolean,
): Row[] {
  const keyed = rows.map((row) => ({ row, value: valueOf(row) }));
  const [there, missing] = [keyed.filter(isThere), keyed.filter((one) => !isThere(one))];
  const sign = descending ? -1 : 1;
  there.sort((a, b) => sign * compare(a.value, b.value));
  return [...there, ...missing].map(({ row }) => row);
}

function isThere<Row>(one: { row: Row; value: CellValue }): one is { row: Row; value: number | string } {
  return one.value !== null && one.value !== undefined && !Number.isNaN(one.value);
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'string' && typeof b === 'string') {
    return (collator ??= new Intl.Collator('en', { numeric: true })).compare(a, b);
  }
  return typeof a === 'number' ? -1 : 1;
}

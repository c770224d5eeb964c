import { formatMetric } from '#words';
import type { RowColumn } from './data-column.ts';

/** The text of a cell; a dash if there is nothing. */
export function cellText<Row>(column: RowColumn<Row>, row: Row): string {
  if (column.text) return column.text(row);
  const value = column.value?.(row);
  return typeof value === 'string' ? value : (column.format ?? formatMetric)(value);
}

const characterPx = 7.5;
const paddingPx = 18;
const leastPx = 48;
const mostPx = 240;
const mostRows = 200;

/** The width of a column that fits its contents, in CSS pixels, and the maximum number of digits after the decimal point. */
export function fitColumn<Row>(
  column: RowColumn<Row>,
  rows: readonly Row[],
): { readonly width: number; readonly decimals: number } {
  const step = Math.max(1, Math.ceil(rows.length / mostRows));
  let [whole, decimals] = [0, 0];
  for (let at = 0; at < rows.length; at += step) {
    const text = cellText(column, rows[at]!);
    const point = column.isNumeric ? text.indexOf('.') : -1;
    whole = Math.max(whole, point < 0 ? text.length : point);
    if (point >= 0) decimals = Math.max(decimals, text.length - point - 1);
  }
  // An arrow goes beside the label of the sorted column, a question mark beside one that is explained.
  const label = column.label.length + (column.meaning ? 3 : column.value ? 2 : 0);
  const characters = Math.max(label, whole + (decimals > 0 ? decimals + 1 : 0));
  const width = Math.min(mostPx, Math.max(leastPx, Math.ceil(characters * characterPx) + paddingPx));
  return { width: width + (column.beside ?? 0), decimals };
}

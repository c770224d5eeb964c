import type { Connection } from './connection.ts';
import type { MetricColumn } from './metric-value.ts';

/** Half again as fast as a statement a row; more than this gains nothing. */
const rowsPerStatement = 32;

export type Cell = MetricColumn | null;

/**
 * Inserts rows of `columns` cells each, in place of those with the same key; `cells` holds them one after the other.
 * The caller opens the transaction.
 */
export function createBulkInsert(db: Connection, table: string, columns: number) {
  const row = `(${new Array(columns).fill('?').join(', ')})`;
  const prepare = (rows: number) =>
    db.prepare(`INSERT OR REPLACE INTO ${table} VALUES ${new Array(rows).fill(row).join()}`);
  const one = prepare(1);
  const many = prepare(rowsPerStatement);
  const stride = columns * rowsPerStatement;

  return (cells: readonly Cell[]): void => {
    let at = 0;
    for (; at + stride <= cells.length; at += stride) many.run(cells.slice(at, at + stride));
    for (; at < cells.length; at += columns) one.run(cells.slice(at, at + columns));
  };
}

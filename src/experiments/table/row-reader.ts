import { createCsvReader, type CsvReader, type CsvRow } from './csv-reader.ts';
import type { Layout } from './find-layout.ts';
import type { NumberReading } from './number-reading.ts';

/**
 * Reads the rows of a file of known layout. `position` counts rows from 0, excluding those above the table; the first one may hold the
 * column names. Throws as `createCsvReader` does.
 */
export function createRowReader(
  layout: Layout,
  reading: NumberReading,
  onRow: (row: CsvRow, position: number) => void,
): CsvReader {
  let position = -layout.rowsAbove;
  const { delimiter, comment } = layout;
  return createCsvReader({ delimiter, comment, ...reading }, (row) => {
    if (position >= 0) onRow(row, position);
    position++;
  });
}

/** The number of cells in a row, excluding an empty one after a trailing delimiter. */
export function countCells(row: CsvRow, { columns, trailing }: Layout): number {
  return trailing && row.cells === columns + 1 && row.text(columns) === '' ? columns : row.cells;
}

/** A row's cells; the first is empty for a header that lacks a name. */
export function cellsOf(row: CsvRow, layout: Layout, isFirst: boolean): string[] {
  const cells = Array.from({ length: countCells(row, layout) }, (_, cell) => row.text(cell));
  return isFirst && layout.unnamedFirst && cells.length === layout.columns - 1 ? ['', ...cells] : cells;
}

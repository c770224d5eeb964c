import { csvLine, type CsvCell } from '#experiments';
import type { ExportTable } from './export-table.ts';

/** The lines of a CSV file: the column names, then one line per row. */
export function* csvLines({ columns, rows }: ExportTable): Generator<string> {
  yield csvLine(columns.map(({ name }) => name));
  for (const row of rows) yield csvLine(row);
}

/**
 * The lines of a JSON array with one object per row; every object has every column, null where a cell is missing. JSON has no NaN and no
 * infinities: they become the strings "NaN", "Infinity" and "-Infinity".
 */
export function* jsonLines({ columns, rows }: ExportTable): Generator<string> {
  const keys = columns.map(({ name }) => `${JSON.stringify(name)}:`);
  let lead = '[\n';
  for (const row of rows) {
    yield `${lead}{${keys.map((key, at) => key + jsonCell(row[at])).join(',')}}`;
    lead = ',\n';
  }
  yield lead === '[\n' ? '[]\n' : '\n]\n';
}

function jsonCell(cell: CsvCell): string {
  if (typeof cell !== 'number') return JSON.stringify(cell ?? null);
  if (!Number.isFinite(cell)) return `"${cell}"`;
  return Object.is(cell, -0) ? '-0.0' : String(cell);
}

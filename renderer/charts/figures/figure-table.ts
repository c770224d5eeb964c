/** A cell of what a figure shows: null is what was not measured. */
export type FigureCell = number | string | null;

/** The numbers behind a figure, as its table shows them and its CSV has them. */
export interface FigureTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly FigureCell[])[];
}

/**
 * A table as CSV (RFC 4180): floats that read back to the same bits, NaN and Infinity as words, nothing where nothing was
 * measured, and no text that a spreadsheet would run as a formula.
 */
export function figureCsv({ columns, rows }: FigureTable): string {
  return [columns, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

function csvCell(cell: FigureCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const harmless = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

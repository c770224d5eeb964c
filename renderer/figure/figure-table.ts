import { csvLine } from '#api';

/** A cell of what a figure shows: null is what was not measured. */
export type FigureCell = number | string | null;

/** The numbers behind a figure, as its table shows them and its CSV has them. */
export interface FigureTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly FigureCell[])[];
}

/** A table as CSV, written as every export is: floats read back to the same bits, and no text runs as a formula. */
export function figureCsv({ columns, rows }: FigureTable): string {
  return [columns, ...rows].map(csvLine).join('');
}

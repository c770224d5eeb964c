import { csvLine } from '#api';

/** A cell of what a figure shows: null is what was not measured. */
export type FigureCell = number | string | null;

/** The numbers behind a figure, as its table shows them and its CSV has them. */
export interface FigureTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly FigureCell[])[];
}

/** A table, or how to make it without what is switched off, where it is long and seldom asked for. */
export type TableSource = FigureTable | ((hidden: ReadonlySet<string>) => FigureTable);

export function tableFrom(source: TableSource, hidden: ReadonlySet<string> = new Set()): FigureTable {
  return typeof source === 'function' ? source(hidden) : source;
}

/** A table as CSV, written as every export is: floats read back to the same bits, and no text runs as a formula. */
export function figureCsv({ columns, rows }: FigureTable): string {
  return [columns, ...rows].map(csvLine).join('');
}

/** The same as other programs take it from the clipboard: cells between tabs. */
export function figureText({ columns, rows }: FigureTable): string {
  const line = (cells: readonly FigureCell[]): string =>
    cells.map((cell) => String(cell ?? '').replaceAll(/[\t\r\n]+/g, ' ')).join('\t');
  return [columns, ...rows].map(line).join('\n');
}

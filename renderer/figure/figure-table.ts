import { csvLine } from '#api';

/** A cell of a figure's data; null means not measured. */
export type FigureCell = number | string | null;

/** The numbers behind a figure, as shown in its table and written to its CSV. */
export interface FigureTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly FigureCell[])[];
}

/** A table, or a function that makes it without the groups switched off, for tables that are long and seldom needed. */
export type TableSource = FigureTable | ((hidden: ReadonlySet<string>) => FigureTable);

export function tableFrom(source: TableSource, hidden: ReadonlySet<string> = new Set()): FigureTable {
  return typeof source === 'function' ? source(hidden) : source;
}

/** A table as CSV, in the format of every export: floats read back to the same bits, and no text runs as a formula. */
export function figureCsv({ columns, rows }: FigureTable): string {
  return [columns, ...rows].map(csvLine).join('');
}

/** The same in the form that other programs take from the clipboard: tab-separated cells. */
export function figureText({ columns, rows }: FigureTable): string {
  const line = (cells: readonly FigureCell[]): string =>
    cells.map((cell) => String(cell ?? '').replaceAll(/[\t\r\n]+/g, ' ')).join('\t');
  return [columns, ...rows].map(line).join('\n');
}

/** One cell: a number, a text, or null for what was not recorded. */
export type CsvCell = string | number | boolean | null | undefined;

export const csvLineEnd = '\r\n';

/**
 * A line of RFC 4180 with its CRLF. All CSV in this project is written by this function.
 *
 * Numbers are the shortest text that reads back as the same float64, with -0 as -0.0; NaN, Infinity and -Infinity are literal. A text that
 * a spreadsheet would run as a formula gets a leading apostrophe, which a reader who needs the exact text must remove.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return csvCells(cells) + csvLineEnd;
}

/** The cells of a line, or some of them, separated by commas. */
export function csvCells(cells: readonly CsvCell[]): string {
  return cells.map(csvCell).join(',');
}

function csvCell(cell: CsvCell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return Object.is(cell, -0) ? '-0.0' : String(cell);
  if (typeof cell === 'boolean') return String(cell);
  const harmless = cell.replace(formulaStart, "'");
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/**
 * Where a formula may begin: at the beginning of a text, and after characters at which other programs split lines, because a semicolon or a
 * line break ends a cell there even within our quotes. East Asian spreadsheets also accept the full-width signs.
 */
const formulaStart = /^(?=[\t\r])|(?<=^|[;|\t\r\n])(?=[ \u00a0\ufeff"]*[=+\-@＝＋－＠])/g;

/** Undoes the guard of `csvLine`. Only for files that this project wrote, where an apostrophe before a formula is the guard. */
export function unguardedText(text: string): string {
  return text.replace(guard, '');
}

const guard = /^'(?=[\t\r])|(?<=^|[;|\t\r\n])'(?=[ \u00a0\ufeff"]*[=+\-@＝＋－＠])/g;

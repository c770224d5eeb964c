/** One cell: a number, a text, or null for what was not recorded. */
export type CsvCell = string | number | boolean | null | undefined;

/**
 * A line of RFC 4180 with its CRLF.
 *
 * Numbers are the shortest text that reads back as the same float64; NaN, Infinity and -Infinity are literal. A text
 * that a spreadsheet would run as a formula (it begins with = + - @, a tab or a carriage return) gets a leading
 * apostrophe: who needs the exact text takes it off again.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return csvCells(cells) + csvLineEnd;
}

export const csvLineEnd = '\r\n';

/** The cells of a line, or some of them, separated by commas. */
export function csvCells(cells: readonly CsvCell[]): string {
  return cells.map(csvCell).join(',');
}

function csvCell(cell: CsvCell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return Object.is(cell, -0) ? '-0.0' : String(cell);
  if (typeof cell === 'boolean') return String(cell);
  const harmless = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Tags in one cell, separated by semicolons; a semicolon or backslash within a tag has a backslash before it. */
export function csvTags(tags: readonly string[]): string {
  return tags.map((tag) => tag.replaceAll(/[\\;]/g, '\\$&')).join(';');
}

/** Lines gathered into chunks of about `chunkLength` characters. */
export function* inChunks(lines: Iterable<string>, chunkLength = 65_536): Generator<string, undefined> {
  let chunk = '';
  for (const line of lines) {
    chunk += line;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
  return undefined;
}

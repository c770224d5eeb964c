import { createCsvReader } from './csv-reader.ts';
import { TableError } from './table-error.ts';
import { createUtf8Check, joinBytes } from './utf8.ts';

export type Delimiter = ',' | ';' | '\t';
export type Decimal = '.' | ',';

/** How a file is to be read. */
export interface Dialect {
  readonly delimiter: Delimiter;
  /** Whether the first row names the columns. */
  readonly header: boolean;
  /** What stands before the decimals of a number. */
  readonly decimal: Decimal;
}

/** The start of a file, cut into cells, with how it was read. */
export interface Inspection extends Dialect {
  /** Names of the columns: those of the header, `column 3` where there is none. */
  readonly columns: readonly string[];
  /** For each column, whether the first rows have nothing but numbers in it. */
  readonly numeric: readonly boolean[];
  /** The first rows behind the header, as they are. */
  readonly rows: readonly (readonly string[])[];
}

/** In the order in which they are believed: a decimal comma is common, a tab or semicolon in a number is not. */
const delimiters: readonly Delimiter[] = ['\t', ';', ','];
const inspectedRows = 20;

/**
 * Finds out how a file is to be read from its first bytes (UTF-8, no byte order mark). The delimiter is the one that cuts
 * most rows into as many cells as the first, at least 2. The first row is a header when it has no number and the second
 * row, if there is one, has some. Decimals follow a comma when cells do not and more numbers have one than a point. What
 * `given` says is not asked for. Throws TableError when the file has no row or no two columns.
 *
 * @param isWhole whether `bytes` is the whole file; else its last row is taken for cut off
 */
export function inspectCsv(bytes: Uint8Array, isWhole: boolean, given: Partial<Dialect> = {}): Inspection {
  const candidates = (given.delimiter === undefined ? delimiters : [given.delimiter])
    .map((delimiter) => ({ delimiter, rows: firstRows(bytes, delimiter, isWhole) }))
    .map((candidate) => ({ ...candidate, evenRows: countEvenRows(candidate.rows) }));
  const best = candidates.reduce((first, second) => (second.evenRows > first.evenRows ? second : first));
  const [first, second] = best.rows;
  if (!first) {
    throw new TableError(
      isWhole
        ? 'the file is empty; allowed: a row of column names and rows of numbers'
        : `line 1 does not end within the first ${bytes.length} bytes: is that a table, with a line for each row?`,
    );
  }
  if (first.length < 2) {
    throw new TableError(
      given.delimiter === undefined
        ? 'found one column; allowed: at least two, with commas, semicolons or tabs between them'
        : `found one column with ${nameDelimiter(given.delimiter)} between columns; allowed: at least two`,
    );
  }
  const decimal = given.decimal ?? findDecimal(best);
  const isNumber = (text: string): boolean => numberShapes[decimal].test(text);
  const header = given.header ?? (!first.some(isNumber) && (second === undefined || second.some(isNumber)));
  const rows = header ? best.rows.slice(1) : best.rows;
  const columns = first.map((name, column) => (header && name !== '' ? name : `column ${column + 1}`));
  return {
    delimiter: best.delimiter,
    header,
    decimal,
    columns,
    numeric: columns.map((_, column) => rows.length > 0 && rows.every((row) => isNumber(row[column] ?? ''))),
    rows,
  };
}

/**
 * The same for the first bytes of a file as they are, about `inspectedBytes` of them. Throws TableError when they are not
 * UTF-8, too.
 */
export function inspectFile(bytes: Uint8Array, isWhole: boolean, given: Partial<Dialect> = {}): Inspection {
  const utf8 = createUtf8Check();
  const text = utf8.push(bytes);
  return inspectCsv(isWhole ? joinBytes(text, utf8.end()) : text, isWhole, given);
}

function firstRows(bytes: Uint8Array, delimiter: Delimiter, isWhole: boolean): string[][] {
  const rows: string[][] = [];
  const reader = createCsvReader(delimiter, (row) => {
    if (rows.length > inspectedRows) return;
    rows.push(Array.from({ length: row.cells }, (_, cell) => row.text(cell)));
  });
  try {
    reader.push(bytes);
    if (isWhole) reader.end();
  } catch (error) {
    // With another delimiter the same quotes may well close; the reading of the whole file reports them.
    if (!(error instanceof TableError)) throw error;
  }
  return rows;
}

/** Rows with as many cells as the first one; 0 when that has less than two. */
function countEvenRows(rows: readonly (readonly string[])[]): number {
  const cells = rows[0]?.length ?? 0;
  return cells < 2 ? 0 : rows.filter((row) => row.length === cells).length;
}

const numberShapes: Readonly<Record<Decimal, RegExp>> = {
  '.': /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i,
  ',': /^[+-]?(\d+,?\d*|,\d+)(e[+-]?\d+)?$/i,
};

function findDecimal({
  delimiter,
  rows,
}: {
  delimiter: Delimiter;
  rows: readonly (readonly string[])[];
}): Decimal {
  // Between commas a comma in quotes may as well group thousands.
  if (delimiter === ',') return '.';
  const cells = rows.flat();
  const count = (decimal: Decimal): number =>
    cells.filter((cell) => cell.includes(decimal) && numberShapes[decimal].test(cell)).length;
  return count(',') > count('.') ? ',' : '.';
}

/** A delimiter for people. */
export function nameDelimiter(delimiter: Delimiter): string {
  return { ',': 'commas', ';': 'semicolons', '\t': 'tabs' }[delimiter];
}

import { createCsvReader } from './csv-reader.ts';
import {
  commentPrefixes,
  delimiters,
  nameMark,
  nameMarks,
  type Delimiter,
  type GivenDialect,
} from './dialect.ts';
import { isMissing } from './missing-marks.ts';
import { readingsOf } from './number-reading.ts';
import { TableError, type Question } from './table-error.ts';
import { decodeUtf8 } from './utf8.ts';

/** Where the rows and cells of a file are. */
export interface Layout {
  readonly delimiter: Delimiter;
  readonly comment: string | null;
  /** Rows above the column names and the data: a line `sep=;`, titles. */
  readonly rowsAbove: number;
  /** The titles among them. */
  readonly titles: readonly string[];
  /** Number of cells in a row of data. */
  readonly columns: number;
  /** Whether rows end in a delimiter, and so have one more cell, which is empty. */
  readonly trailing: boolean;
  /** Whether the header row lacks a name for the first column, as when R writes row names. */
  readonly unnamedFirst: boolean;
  /** Which of two delimiters to use, if both split the file equally well but into different cells. */
  readonly question: Question | null;
}

const commentMarks = ['#', '%', '@', '//'];
const titleRows = 10;
const lookedAtRows = 1000;

type Rows = readonly (readonly string[])[];

/**
 * Finds where rows and cells are from the first bytes of a file. The delimiter is the one that splits most rows into the same number of
 * cells, and most cells into numbers. If that is unclear, it is the first one in `delimiters`, because a tab or semicolon is rare within
 * cells; if two are equal, the user must be asked. Throws TableError if there is no row, or no delimiter gives two columns.
 *
 * @param bytes UTF-8
 * @param isWhole whether that is the whole file; otherwise its last row is assumed to be cut off
 */
export function findLayout(bytes: Uint8Array, isWhole: boolean, given: GivenDialect): Layout {
  const said = saidDelimiter(bytes);
  const asked = given.delimiter ?? said;
  const comments = given.comment === undefined ? commentsAbove(bytes) : commentPrefixes(given.comment);
  const candidates = (asked === null ? delimiters : [asked]).map((delimiter) => {
    const read = firstRows(bytes, delimiter, comments.join(' ') || null, isWhole).slice(
      said === null ? 0 : 1,
    );
    const columns = mostFrequentLength(read);
    const inner = given.comment === undefined ? commentsBetween(read, columns) : [];
    const rows = read.filter(([first]) => !inner.some((mark) => first!.startsWith(mark)));
    return { delimiter, columns, inner, rows, score: scoreOf(rows, columns) };
  });
  const best = candidates.reduce((first, second) => (isBetter(second.score, first.score) ? second : first));
  const { delimiter, columns, rows } = best;
  const equals = candidates.filter(
    (other) => other === best || (isEqual(other.score, best.score) && !isSameTable(other.rows, rows)),
  );
  if (rows.length === 0) {
    throw new TableError(
      isWhole
        ? 'the file is empty; allowed: a row of column names and rows of numbers'
        : `line 1 does not end within the first ${bytes.length} bytes: is that a table, with a line for each row?`,
    );
  }
  const mark = commentMarks.find((each) => rows.every(([first]) => first!.startsWith(each)));
  if (given.comment === undefined && mark !== undefined && isWhole && (columns < 2 || delimiter === ' ')) {
    throw new TableError(
      `every line begins with ${mark}, as comments do, so there are no rows; if these are rows, say --comment none`,
    );
  }
  if (columns < 2) {
    throw new TableError(
      asked === null
        ? 'found one column; allowed: at least two, with commas, semicolons, tabs, pipes or blanks between them'
        : `found one column with delimiter ${nameMark(asked)}; allowed: at least two`,
    );
  }
  const titles = countTitles(rows, columns);
  return {
    delimiter,
    comment: [...new Set([...comments, ...best.inner])].join(' ') || null,
    rowsAbove: titles + (said === null ? 0 : 1),
    titles: rows.slice(0, titles).map((row) => row.filter((cell) => cell !== '').join(' ')),
    ...findEnds(rows.slice(titles), columns),
    question: equals.length > 1 ? askDelimiter(equals) : null,
  };
}

/** The delimiter named by a first line such as `sep=;`, which Excel reads and some programs write. */
function saidDelimiter(bytes: Uint8Array): Delimiter | null {
  const start = decodeUtf8(bytes, 0, wholeCharacters(bytes, 16));
  const said = /^"?sep=(.)"?[\r\n]/i.exec(start)?.[1];
  return delimiters.find((delimiter) => delimiter === said) ?? null;
}

/** The length of the first bytes up to `most`, without splitting a character. */
function wholeCharacters(bytes: Uint8Array, most: number): number {
  let end = Math.min(bytes.length, most);
  while (end > 0 && end < bytes.length && (bytes[end]! & 0xc0) === 0x80) end--;
  return end;
}

/** The comment marks of the lines above the first line without one; none if all lines begin with one. */
function commentsAbove(bytes: Uint8Array): string[] {
  const found = new Set<string>();
  const lines = decodeUtf8(bytes, 0, wholeCharacters(bytes, bytes.length)).split(/\r\n|\r|\n/);
  for (const line of lines.map((text) => text.trim())) {
    if (line === '' || /^"?sep=/i.test(line)) continue;
    const mark = commentMarks.find((each) => line.startsWith(each));
    if (mark === undefined) return [...found];
    found.add(mark);
  }
  return [];
}

/** The comment marks of lines further down that have fewer cells than a row. */
function commentsBetween(rows: Rows, columns: number): string[] {
  return commentMarks.filter((mark) => {
    const marked = rows.filter(([first]) => first!.startsWith(mark));
    return (
      marked.length > 0 && 2 * marked.length < rows.length && marked.every(({ length }) => length < columns)
    );
  });
}

function firstRows(
  bytes: Uint8Array,
  delimiter: Delimiter,
  comment: string | null,
  isWhole: boolean,
): string[][] {
  const rows: string[][] = [];
  const reader = createCsvReader({ delimiter, comment, decimal: '.', thousands: null }, (row) => {
    if (rows.length >= lookedAtRows) return;
    rows.push(Array.from({ length: row.cells }, (_, cell) => row.text(cell)));
  });
  try {
    reader.push(bytes);
    if (isWhole) reader.end();
  } catch (error) {
    // With another delimiter the same quotes may well close; reading the whole file reports the error.
    if (!(error instanceof TableError)) throw error;
  }
  return rows;
}

/** The number of cells, at least 2, that most rows have; 0 if no row has that many. */
function mostFrequentLength(rows: Rows): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
  let [best, most] = [0, 0];
  for (const [length, count] of counts) if (count > most) [best, most] = [length, count];
  return best;
}

/** How well a delimiter splits a file, from 0 to 1: the share of complete rows, and how much cells look like cells. */
interface Score {
  readonly evenness: number;
  readonly likeness: number;
}

/** A delimiter that splits no more rows evenly than an earlier, preferred one must do more than split cells in two. */
const margin = 0.15;

function isBetter(second: Score, first: Score): boolean {
  const gain = second.evenness + second.likeness - first.evenness - first.likeness;
  return gain > (second.evenness > first.evenness ? 0 : margin);
}

function isEqual(first: Score, second: Score): boolean {
  return first.evenness === second.evenness && Math.abs(first.likeness - second.likeness) < 1e-9;
}

function isSameTable(first: Rows, second: Rows): boolean {
  return JSON.stringify(first) === JSON.stringify(second);
}

function askDelimiter(equals: readonly Pick<Layout, 'delimiter' | 'columns'>[]): Question {
  const ways = equals.map(({ delimiter, columns }) => `${columns} columns between ${nameMarks(delimiter)}`);
  return {
    found: `the file can be cut into ${ways.join(' or ')}`,
    answers: equals.map(({ delimiter }) => ({ means: nameMarks(delimiter), given: { delimiter } })),
  };
}

function scoreOf(rows: Rows, columns: number): Score {
  const even = rows.filter(({ length }) => length === columns);
  if (even.length === 0) return { evenness: 0, likeness: 0 };
  const cells = even.flat().filter((cell) => !isMissing(cell));
  const likeness = cells.reduce((sum, cell) => sum + likenessOf(cell), 0);
  return { evenness: even.length / rows.length, likeness: likeness / Math.max(1, cells.length) };
}

/** A number is certainly one cell, a text may be; a text with delimiters in it, or blanks beside digits, may be several. */
function likenessOf(cell: string): number {
  if (/\d$/.test(cell) && readingsOf(cell) > 0) return 1;
  return /[,;\t|]|\d\s|\s\d/.test(cell) ? 0 : 0.5;
}

/** How many rows at the top are titles: texts, in fewer cells than columns, above a row that has more cells. */
function countTitles(rows: Rows, columns: number): number {
  const isTitle = (row: readonly string[], below: readonly string[]): boolean => {
    const words = row.filter((cell) => cell !== '');
    if (words.some((cell) => readingsOf(cell) > 0 || isMissing(cell))) return false;
    if (row.length < columns) return row.length === 1 || row.length < columns - 1;
    // A spreadsheet pads a title line with delimiters.
    return (
      words.length === 1 && row[0] !== '' && columns > 2 && below.every((cell) => readingsOf(cell) === 0)
    );
  };
  let titles = 0;
  while (titles < titleRows && titles + 1 < rows.length && isTitle(rows[titles]!, rows[titles + 1]!))
    titles++;
  return titles;
}

/** What the ends of rows show: a delimiter after the last cell, or a name missing in the first row. */
function findEnds(
  [first = [], ...others]: Rows,
  cells: number,
): Pick<Layout, 'columns' | 'trailing' | 'unnamedFirst'> {
  const rows = others.filter(({ length }) => length === cells);
  const endsEmpty = (row: readonly string[]): boolean => row.at(-1) === '';
  if (
    rows.length > 0 &&
    rows.every(endsEmpty) &&
    (first.length === cells - 1 || endsEmpty(first)) &&
    cells > 2
  ) {
    return { columns: cells - 1, trailing: true, unnamedFirst: false };
  }
  // A delimiter only at the end of the names.
  if (first.length === cells + 1 && endsEmpty(first))
    return { columns: cells, trailing: true, unnamedFirst: false };
  const unnamedFirst =
    rows.length > 0 &&
    first.length === cells - 1 &&
    first.every((cell) => readingsOf(cell) === 0 && !isMissing(cell));
  return { columns: cells, trailing: false, unnamedFirst };
}

import { createColumnSurvey, type ColumnSurvey, type Found } from './column-survey.ts';
import { checkDialect, commentPrefixes, type Dialect, type GivenDialect } from './dialect.ts';
import { maxClasses } from '../dataset-schema.ts';
import { askHeader, findHeader } from './find-header.ts';
import { findLayout, type Layout } from './find-layout.ts';
import { findNumbers, type FoundReading } from './find-numbers.ts';
import { indexOfReading, readNumber } from './number-reading.ts';
import { cellsOf, createRowReader } from './row-reader.ts';
import { quote, TableError, type Question } from './table-error.ts';
import { createTextDecoding } from './text-encoding.ts';
import { concatBytes } from './utf8.ts';

/** Statistics of a column, from all rows that were inspected. */
export interface InspectedColumn {
  /** Its name in the header, or `column 3` if it has none. */
  readonly name: string;
  /** Whether at least half of its non-empty cells are numbers. */
  readonly numeric: boolean;
  /** Cells that contain something other than a number. */
  readonly texts: number;
  /** Cells without a value. */
  readonly missing: number;
  /** Cells with a value. */
  readonly cells: number;
  /** Distinct texts, including missing marks; not counted beyond 101. */
  readonly distinct: number;
  /** The first cell that is not a number; null if all are. */
  readonly firstText: Found | null;
  /** Whether it only counts: consecutive integers without a gap or a repetition. */
  readonly counts: boolean;
}

/** A file, or the start of a long one, split into cells, with how it was read. */
export interface Inspection extends Dialect {
  readonly columns: readonly InspectedColumn[];
  /** The first rows after the header, as they are. */
  readonly rows: readonly (readonly string[])[];
  /** The same as numbers; null if a cell is not one. */
  readonly numbers: readonly (readonly (number | null)[])[];
  /** What is ambiguous about the file; a guess is used until it is answered. */
  readonly questions: readonly Question[];
  /** What was skipped: titles, comments, empty columns. */
  readonly notes: readonly string[];
}

/** How many bytes of a file its dialect is detected from; an import has to buffer them. */
export const surveyedBytes = 16 * 1024 * 1024;
/** How many bytes the layout is found from. */
const layoutBytes = 256 * 1024;
const shownRows = 20;

/** An inspection, with what a reader of rows needs to know. */
export interface Survey {
  readonly inspection: Inspection;
  readonly layout: Layout;
  readonly found: FoundReading;
}

/**
 * Inspects the first bytes of a file, as UTF-8: all cells of all columns. Throws TableError if the file has no row or fewer than two
 * columns.
 *
 * @param isWhole whether that is the whole file; otherwise its last row is assumed to be cut off
 */
export function surveyText(
  bytes: Uint8Array,
  isWhole: boolean,
  given: GivenDialect,
  encoding: Dialect['encoding'],
): Survey {
  checkDialect(given);
  const layout = findLayout(bytes.subarray(0, layoutBytes), isWhole && bytes.length <= layoutBytes, given);
  const columns = Array.from({ length: layout.columns }, createColumnSurvey);
  const first: string[][] = [];
  const reader = createRowReader(layout, { decimal: '.', thousands: null }, (row, position) => {
    const cells = cellsOf(row, layout, position === 0);
    if (first.length <= shownRows) first.push(cells);
    if (cells.length === layout.columns && row.problem === null) {
      columns.forEach((column, index) => {
        if (position === 0) column.setTop(cells[index]!, row.line);
        else column.add(cells[index]!, row.line);
      });
    } else if (position === 0)
      columns.forEach((column, index) => column.setTop(cells[index] ?? '', row.line));
  });
  reader.push(bytes);
  try {
    if (isWhole) reader.end();
  } catch (thrown) {
    // Reading the whole file reports this, after any earlier mistakes.
    if (!(thrown instanceof TableError)) throw thrown;
  }
  if (first.length === 0) {
    throw new TableError(`got ${layout.titles.map(quote).join(', ')} and no rows; allowed: rows of numbers`);
  }
  return { ...conclude(layout, columns, first, given, encoding), layout };
}

function conclude(
  layout: Layout,
  columns: readonly ColumnSurvey[],
  first: readonly (readonly string[])[],
  given: GivenDialect,
  encoding: Dialect['encoding'],
): Omit<Survey, 'layout'> {
  const top = first[0]!;
  if (layout.unnamedFirst) checkRowNames(columns, top);
  const foundHeader = given.header ?? (layout.unnamedFirst || findHeader(columns));
  const header = foundHeader ?? false;
  if (!header) columns.forEach((column) => column.addTop());
  const name = (column: number): string => (header && top[column]) || `column ${column + 1}`;
  const found = findNumbers(columns, layout.delimiter, given, name);
  const { reading, question } = found;
  const rows = first.slice(header ? 1 : 0);
  const bit = 1 << indexOfReading(reading);
  const inspection = {
    ...{ delimiter: layout.delimiter, comment: layout.comment, header, ...reading, encoding },
    columns: columns.map((column, index) => {
      const texts = column.unlike(bit);
      return {
        ...{ name: name(index), numeric: column.cells > 0 && 2 * texts.count <= column.cells },
        ...{ texts: texts.count, firstText: texts.first },
        ...{ missing: column.missing, cells: column.cells, distinct: column.distinct, counts: column.counts },
      };
    }),
    rows,
    numbers: rows.map((row) =>
      row.map((cell) => {
        const number = readNumber(cell, reading);
        return Number.isFinite(number) ? number : null;
      }),
    ),
    questions: [
      ...(layout.question ? [layout.question] : []),
      ...(foundHeader === null ? [askHeader(top)] : []),
      ...(question ? [question] : []),
    ],
    notes: notesOf(layout, given),
  };
  return { inspection, found };
}

/** Throws TableError if a column without a name is not one of row names: then it is unknown which name belongs to which column. */
function checkRowNames([first, ...others]: readonly ColumnSurvey[], top: readonly string[]): void {
  const isDistinct = first!.distinct > maxClasses || first!.distinct === first!.cells + first!.missing;
  if (isDistinct) return;
  throw new TableError(
    `the first row has ${top.length - 1} names for ${others.length + 1} columns; allowed: a name for each`,
  );
}

function notesOf({ titles, comment, trailing, unnamedFirst }: Layout, given: GivenDialect): string[] {
  const prefixes = given.comment === undefined ? commentPrefixes(comment) : [];
  return [
    ...titles.map((title) => `passed over the title ${quote(title)}`),
    ...(prefixes.length > 0 ? [`passed over lines that begin with ${prefixes.join(' or ')}`] : []),
    ...(trailing ? ['passed over the delimiter at the end of rows'] : []),
    ...(unnamedFirst ? ['the first column has no name: these are names of rows'] : []),
  ];
}

/** Inspects a file as it arrives; for a long one, roughly the first `surveyedBytes`. */
export function createInspection(given: GivenDialect) {
  const decoding = createTextDecoding(given.encoding);
  const chunks: Uint8Array[] = [];
  return {
    /** Throws TableError for bytes that are not text. */
    push(bytes: Uint8Array): void {
      chunks.push(decoding.push(bytes));
    },
    /** @param isWhole whether all of the file was pushed. Throws TableError if it is not a table. */
    finish(isWhole: boolean): Inspection {
      if (isWhole) chunks.push(decoding.end());
      return surveyText(concatBytes(chunks), isWhole, given, decoding.encoding).inspection;
    },
  };
}

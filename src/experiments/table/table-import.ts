import { findScaling, type SampleSet } from '#engine';
import { maxClasses, maxTableFeatures, maxTableRows } from '../dataset-schema.ts';
import { chooseColumns, type ColumnChoice } from './choose-columns.ts';
import { inspectCsv, type Dialect, type Inspection } from './csv-dialect.ts';
import { createCsvReader, type CsvReader, type CsvRow } from './csv-reader.ts';
import { createRowStore } from './row-store.ts';
import type { LabelledTable } from './stored-table.ts';
import { quote, TableError, type BadRow, type BadRows } from './table-error.ts';
import { createUtf8Check, joinBytes } from './utf8.ts';

export interface ImportOptions extends Partial<Dialect>, ColumnChoice {
  /** What becomes of rows that cannot be used: the file is refused, or it is taken without them. */
  readonly badRows?: 'refuse' | 'leaveOut' | undefined;
}

/** A table out of a file, with what there is to say about it. */
export interface ImportedTable extends LabelledTable {
  /** How the file was read. */
  readonly dialect: Dialect;
  /** Rows that were left out, as `badRows` allowed. */
  readonly leftOut: BadRows;
  /** Features that are the same in every row. */
  readonly constantFeatures: readonly string[];
}

export interface TableImport {
  /** Takes the next bytes of the file. Throws TableError as soon as it is plain that they make no table. */
  push(chunk: Uint8Array): void;
  /** The table. Throws TableError. */
  finish(): ImportedTable;
}

/** Bytes at the start of a file from which its dialect is found out. */
export const inspectedBytes = 256 * 1024;
const reportedRows = 100;
/** Rows fewer than this make no training and no validation set. */
const minRows = 3;

/**
 * Reads a table from CSV (RFC 4180, UTF-8), chunk by chunk: one column of labels, and columns of finite decimal numbers.
 * Empty lines are no rows, spaces around cells do not count. A row with another number of cells than the first, without a
 * label, or with a feature that is no finite number is reported by its line, and either the file is refused or the row is
 * left out and counted. Labels are texts, numbered in ascending order when all are numbers, else in the order of their
 * UTF-16 codes; the order of rows does not matter.
 */
export function createTableImport(options: ImportOptions = {}): TableImport {
  const utf8 = createUtf8Check();
  const badRows: BadRow[] = [];
  let badCount = 0;
  let rows = 0;
  /** The start of the file, until its dialect is known. */
  let pending: Uint8Array = new Uint8Array();
  let reading: Reading | null = null;

  function begin(isWhole: boolean): Reading {
    const inspection = inspectCsv(pending, isWhole, options);
    const columns = chooseColumns(inspection, options);
    if (columns.features.length > maxTableFeatures) {
      throw new TableError(
        `got ${columns.features.length} feature columns; allowed: at most ${maxTableFeatures}`,
      );
    }
    const store = createRowStore(columns.features.length, inspection.decimal);
    let isHeader = inspection.header;
    const takeRow = (row: CsvRow): void => {
      if (isHeader) isHeader = false;
      else readRow(row, inspection, columns, store);
    };
    const reader = createCsvReader(inspection.delimiter, takeRow, inspection.decimal);
    reader.push(pending);
    pending = new Uint8Array();
    return { inspection, columns, store, reader };
  }

  function readRow(row: CsvRow, { columns: names }: Inspection, columns: Columns, store: Store): void {
    rows++;
    if (rows > maxTableRows)
      throw new TableError(
        `got more than ${maxTableRows} rows, the most that are allowed: line ${row.line} has one more`,
      );
    const message = store.add(row, columns, names);
    if (message === null) {
      if (store.labels.length > maxClasses) {
        throw new TableError(
          `column ${quote(names[columns.label]!)} has more than ${maxClasses} different labels by line ${row.line}, ` +
            'the most that are allowed: is it the column of classes?',
        );
      }
      return;
    }
    badCount++;
    if (badRows.length < reportedRows) badRows.push({ line: row.line, message });
  }

  return {
    push(chunk) {
      const text = utf8.push(chunk);
      if (reading) reading.reader.push(text);
      else {
        pending = joinBytes(pending, text);
        if (pending.length >= inspectedBytes) reading = begin(false);
      }
    },
    finish() {
      const rest = utf8.end();
      if (!reading) {
        pending = joinBytes(pending, rest);
        reading = begin(true);
      }
      const { inspection, columns, store, reader } = reading;
      reader.end();
      const leftOut = { count: badCount, first: badRows };
      checkRows(rows, inspection, leftOut, options.badRows ?? 'refuse');
      const { labels, samples } = store.finish();
      const name = inspection.columns[columns.label]!;
      if (samples.samples < minRows) {
        throw new TableError(`got ${samples.samples} rows that can be used; allowed: at least ${minRows}`);
      }
      if (labels.length < 2) {
        throw new TableError(
          `every row has the label ${quote(labels[0]!)} in column ${quote(name)}; allowed: at least 2 classes`,
        );
      }
      const { delimiter, header, decimal } = inspection;
      const dialect = { delimiter, header, decimal };
      const features = columns.features.map((column) => inspection.columns[column]!);
      return {
        features,
        label: name,
        labels,
        samples,
        dialect,
        leftOut,
        constantFeatures: constantsOf(features, samples),
      };
    },
  };
}

type Columns = ReturnType<typeof chooseColumns>;
type Store = ReturnType<typeof createRowStore>;
interface Reading {
  readonly inspection: Inspection;
  readonly columns: Columns;
  readonly store: Store;
  readonly reader: CsvReader;
}

function checkRows(rows: number, { header }: Inspection, bad: BadRows, onBad: 'refuse' | 'leaveOut'): void {
  if (rows === 0 && header)
    throw new TableError('the file has a header and no rows; allowed: at least 3 rows');
  if (bad.count === 0 || (onBad === 'leaveOut' && bad.count < rows)) return;
  const examples = bad.first.slice(0, 3).map(({ line, message }) => `line ${line}: ${message}`);
  const more = bad.count > examples.length ? `; and ${bad.count - examples.length} more` : '';
  const [what, advice] =
    bad.count === rows
      ? [`none of the ${rows} rows can be used`, 'choose other columns or correct the file']
      : [`${bad.count} of ${rows} rows cannot be used`, 'correct them, or leave these rows out'];
  throw new TableError(`${what}: ${examples.join('; ')}${more}. ${capitalize(advice)}`, bad);
}

function constantsOf(names: readonly string[], samples: SampleSet): string[] {
  const { deviations } = findScaling(samples);
  return names.filter((_, feature) => deviations[feature] === 0);
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

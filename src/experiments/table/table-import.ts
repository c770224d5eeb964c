import { maxClasses, maxTableFeatures, maxTableRows } from '../dataset-schema.ts';
import { createBadRows } from './bad-rows.ts';
import { chooseColumns, type ColumnChoice } from './choose-columns.ts';
import type { CsvReader, CsvRow } from './csv-reader.ts';
import { checkDialect, type Dialect, type GivenDialect } from './dialect.ts';
import { surveyedBytes, surveyText, type Inspection } from './inspect-file.ts';
import type { MissingLabels } from './labels.ts';
import { askBack } from './question.ts';
import { countCells, createRowReader } from './row-reader.ts';
import { createRowStore } from './row-store.ts';
import type { LabelledTable } from './stored-table.ts';
import { findSuspects, type SuspectFeatures } from './suspect-features.ts';
import { quote, TableError, type BadRows } from './table-error.ts';
import { createTextDecoding } from './text-encoding.ts';
import { concatBytes } from './utf8.ts';

export interface ImportOptions extends GivenDialect, ColumnChoice {
  /** What becomes of rows that cannot be used: the file is refused, or it is taken without them. */
  readonly badRows?: 'refuse' | 'leaveOut' | undefined;
  /** What becomes of rows without a label: as `badRows` says, unless they are left out or their mark is a class. */
  readonly missingLabels?: MissingLabels | undefined;
}

/** A table out of a file, with what there is to say about it. */
export interface ImportedTable extends LabelledTable, SuspectFeatures {
  /** How the file was read. */
  readonly dialect: Dialect;
  /** Rows that were left out, as `badRows` allowed. */
  readonly leftOut: BadRows;
  /** What was passed over: titles, comments, empty columns. */
  readonly notes: readonly string[];
}

export interface TableImport {
  /** Takes the next bytes of the file. Throws TableError as soon as it is plain that they make no table. */
  push(chunk: Uint8Array): void;
  /** The table. Throws TableError. */
  finish(): ImportedTable;
}

/** Rows fewer than this make no training and no validation set. */
const minRows = 3;

/**
 * Reads a table from text with a row on each line, chunk by chunk: one column of labels, and columns of finite decimal
 * numbers. How it is written is found out from its first `surveyedBytes`, which are held until then; what comes later and
 * is written in another way is no number. A row with another number of cells than the others, without a label, or with a
 * feature that is no finite number is reported by its line, and either the file is refused or the row is left out and
 * counted. What labels are is said where they are collected, `createLabels`; the order of rows does not matter to them.
 */
export function createTableImport(options: ImportOptions = {}): TableImport {
  checkDialect(options);
  const decoding = createTextDecoding(options.encoding);
  const bad = createBadRows(options);
  let rows = 0;
  /** The start of the file, until it is known how it is written. */
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  let reading: Reading | null = null;

  function begin(isWhole: boolean): Reading {
    const start = concatBytes(pending);
    pending = [];
    const { inspection, layout } = surveyText(start, isWhole, options, decoding.encoding);
    const [question] = inspection.questions;
    if (question) throw askBack(question);
    const names = inspection.columns.map(({ name }) => name);
    const columns = chooseColumns(names, options);
    if (columns.features.length > maxTableFeatures) {
      throw new TableError(
        `got ${columns.features.length} feature columns; allowed: at most ${maxTableFeatures}`,
      );
    }
    const store = createRowStore(columns.features.length, inspection, options.missingLabels ?? 'refuse');
    const begun = { inspection, names, columns, store };
    const reader = createRowReader(layout, inspection, (row, position) => {
      if (position > 0 || !inspection.header) readRow(row, countCells(row, layout), begun);
    });
    reader.push(start);
    return { ...begun, reader };
  }

  function readRow(row: CsvRow, cells: number, { names, columns, store }: Omit<Reading, 'reader'>): void {
    rows++;
    if (rows > maxTableRows)
      throw new TableError(
        `got more than ${maxTableRows} rows, the most that are allowed: line ${row.line} has one more`,
      );
    const refusal = store.add(row, cells, columns, names);
    if (refusal) bad.add(row.line, refusal);
    else if (store.classes > maxClasses) {
      throw new TableError(
        `column ${quote(names[columns.label]!)} has more than ${maxClasses} different labels by line ${row.line}, ` +
          'the most that are allowed: is it the column of classes?',
      );
    }
  }

  return {
    push(chunk) {
      const text = decoding.push(chunk);
      if (reading) reading.reader.push(text);
      else {
        pending.push(text);
        pendingBytes += text.length;
        if (pendingBytes >= surveyedBytes) reading = begin(false);
      }
    },
    finish() {
      const rest = decoding.end();
      if (reading) reading.reader.push(rest);
      else {
        pending.push(rest);
        reading = begin(true);
      }
      const { inspection, names, columns, store, reader } = reading;
      reader.end();
      if (rows === 0 && inspection.header)
        throw new TableError('the file has a header and no rows; allowed: at least 3 rows');
      const label = names[columns.label]!;
      bad.check(rows, label);
      const { labels, samples } = store.finish();
      if (samples.samples < minRows) {
        throw new TableError(`got ${samples.samples} rows that can be used; allowed: at least ${minRows}`);
      }
      if (labels.length < 2) {
        throw new TableError(
          `every row has the label ${quote(labels[0]!)} in column ${quote(label)}; allowed: at least 2 classes`,
        );
      }
      const { delimiter, decimal, thousands, header, comment, encoding, notes } = inspection;
      const features = columns.features.map((column) => names[column]!);
      return {
        features,
        label,
        labels,
        samples,
        dialect: { delimiter, decimal, thousands, header, comment, encoding },
        notes,
        leftOut: bad.found(),
        ...findSuspects(features, samples, rows),
      };
    },
  };
}

type Columns = ReturnType<typeof chooseColumns>;
type Store = ReturnType<typeof createRowStore>;
interface Reading {
  readonly inspection: Inspection;
  readonly names: readonly string[];
  readonly columns: Columns;
  readonly store: Store;
  readonly reader: CsvReader;
}

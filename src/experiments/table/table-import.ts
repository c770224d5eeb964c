import { featureNames, tableFeatures } from '#engine';
import { maxClasses, maxTableFeatures, maxTableRows } from '../dataset-schema.ts';
import { createBadRows } from './bad-rows.ts';
import { chooseColumns, type ColumnChoice } from './choose-columns.ts';
import type { CsvRow } from './csv-reader.ts';
import { checkDialect, type Dialect, type GivenDialect } from './dialect.ts';
import { createFileReader, type FileReader } from './file-reader.ts';
import { surveyedBytes, type Inspection } from './inspect-file.ts';
import type { MissingLabels } from './labels.ts';
import type { LateNumbers } from './late-numbers.ts';
import { planColumns, type ColumnPlan, type ColumnRules } from './plan-columns.ts';
import { createRowStore, type RowPlaces, type StoredColumn } from './row-store.ts';
import type { LabelledTable } from './stored-table.ts';
import { findSuspects, type SuspectFeatures } from './suspect-features.ts';
import { quote, TableError, type BadRows } from './table-error.ts';
import { matchColumns } from './test-file.ts';

export interface ImportOptions extends GivenDialect, ColumnChoice, ColumnRules {
  /** How to treat rows that cannot be used: reject the file, or leave them out. */
  readonly badRows?: 'refuse' | 'leaveOut' | undefined;
  /** How to treat rows without a label: by default as `badRows` says; they can also be left out, or their mark treated as a class. */
  readonly missingLabels?: MissingLabels | undefined;
}

/** A table imported from a file, with remarks about it. */
export interface ImportedTable extends LabelledTable, SuspectFeatures {
  /** How the file was read. */
  readonly dialect: Dialect;
  /** Rows that were left out, as `badRows` allowed. */
  readonly leftOut: BadRows;
  /** What was skipped: titles, comments, empty columns, and text columns that were left out. */
  readonly notes: readonly string[];
  /** What the columns became, for a table that has texts or gaps; absent for one of numbers only. */
  readonly columns?: readonly StoredColumn[] | undefined;
  /** How many of the last rows came from a test file; absent for none. */
  readonly testRows?: number | undefined;
}

export interface TableImport {
  /** Receives the next bytes of the file. Throws TableError as soon as it is clear that they are not a table. */
  push(chunk: Uint8Array): void;
  /** Ends the file; a test file follows. Throws TableError. */
  startTest(): void;
  /** The table. Throws TableError. */
  finish(): ImportedTable;
}

/** Fewer rows than this cannot form a training and a validation set. */
const minRows = 3;

/**
 * Reads a table from text with one row per line, chunk by chunk: one column of labels, and columns of finite decimal numbers, or of texts
 * and gaps where rules say how to treat them. A row whose number of cells differs from the others, that has no label, or that has a feature
 * that is not a finite number is reported by its line, and either the file is refused or the row is left out and counted. For what labels
 * are, see `createLabels`; they do not depend on the order of rows. A test file has the same columns, in any order, and no classes of its
 * own.
 *
 * @param surveyed number of bytes from which the file's dialect is determined
 */
export function createTableImport(options: ImportOptions = {}, surveyed = surveyedBytes): TableImport {
  checkDialect(options);
  const bad = createBadRows(options);
  const badTests = createBadRows(options);
  let [rows, rowsBefore] = [0, 0];
  let chosen: Chosen | null = null;
  let inspection: Inspection | null = null;
  let testFile: FileReader | null = null;

  function readRow(row: CsvRow, cells: number, late: LateNumbers | null, places: RowPlaces): void {
    const { store, label } = chosen!;
    rows++;
    if (rows > maxTableRows)
      throw new TableError(
        `got more than ${maxTableRows} rows, the most that are allowed: line ${row.line} has one more`,
      );
    const refusal = store.add(row, cells, places, late);
    if (refusal) return (places.isTest ? badTests : bad).add(row.line, refusal);
    if (store.classes > maxClasses) {
      throw new TableError(
        `column ${quote(label)} has more than ${maxClasses} different labels by line ${row.line}, ` +
          'the most that are allowed: is it the column of classes?',
      );
    }
    const wide = store.findWide(maxTableFeatures);
    if (wide) {
      throw new TableError(
        `column ${quote(wide.name)} has more than ${maxTableFeatures} different texts by line ${row.line}, and as many ` +
          'features are the most that are allowed: leave it out',
      );
    }
  }

  const file = createFileReader(
    options,
    (found, isWhole) => {
      chosen = choose(found, isWhole, options);
      const { plan, position } = chosen;
      const features = plan.columns.map((column) => column.position);
      const places = { cells: found.columns.length, label: position, features, isTest: false };
      return (row, cells, late) => readRow(row, cells, late, places);
    },
    surveyed,
  );

  function endFile(): void {
    inspection = file.end();
    if (rows === 0 && inspection.header)
      throw new TableError('the file has a header and no rows; allowed: at least 3 rows');
    bad.check(rows, chosen!.label);
    rowsBefore = rows;
  }

  function endTest(ended: FileReader): void {
    ended.end();
    if (rows === rowsBefore) throw new TableError('there are no rows; allowed: at least one');
    badTests.check(rows - rowsBefore, chosen!.label);
  }

  return {
    push: (chunk) => (testFile ? inTestFile(() => testFile!.push(chunk)) : file.push(chunk)),
    startTest() {
      endFile();
      const { plan, label } = chosen!;
      const names = inspection!.columns.map(({ name }) => name);
      testFile = createFileReader(
        options,
        (found) => {
          const places = matchColumns(names, found.columns, plan, label);
          return (row, cells, late) => readRow(row, cells, late, places);
        },
        surveyed,
      );
    },
    finish() {
      if (testFile) inTestFile(() => endTest(testFile!));
      else endFile();
      const { plan, label, store } = chosen!;
      const { labels, columns, samples } = store.finish();
      const { testRows = 0 } = samples;
      const usable = samples.samples - testRows;
      if (usable < minRows) {
        throw new TableError(
          `got ${usable} usable ${usable === 1 ? 'row' : 'rows'}; allowed: at least ${minRows}`,
        );
      }
      if (labels.length < 2) {
        throw new TableError(
          `every row has the label ${quote(labels[0]!)} in column ${quote(label)}; allowed: at least 2 classes`,
        );
      }
      checkWidth(tableFeatures(samples));
      const { delimiter, decimal, thousands, header, comment, encoding, notes } = inspection!;
      const names = columns.map(({ name }) => name);
      return {
        features: samples.columns ? featureNames(samples.columns) : names,
        label,
        labels,
        samples,
        ...(samples.columns && { columns }),
        ...(testRows > 0 && { testRows }),
        dialect: { delimiter, decimal, thousands, header, comment, encoding },
        notes: [...notes, ...notesOn(plan, columns)],
        leftOut: leftOutOf(bad.found(), badTests.found()),
        ...findSuspects(names, samples, rows),
      };
    },
  };
}

/** What was decided about the columns of the first file. */
interface Chosen {
  readonly plan: ColumnPlan;
  /** Name and position of the column of classes. */
  readonly label: string;
  readonly position: number;
  readonly store: ReturnType<typeof createRowStore>;
}

function choose(inspection: Inspection, isWhole: boolean, options: ImportOptions): Chosen {
  const columns = chooseColumns(
    inspection.columns.map(({ name }) => name),
    options,
  );
  const canLeaveOutRows = options.badRows === 'leaveOut';
  const plan = planColumns(inspection.columns, columns, options, { isWhole, canLeaveOutRows });
  checkWidth(plan.columns.length);
  const label = inspection.columns[columns.label]!.name;
  const store = createRowStore(plan.columns, label, inspection, options.missingLabels ?? 'refuse');
  return { plan, label, position: columns.label, store };
}

function checkWidth(features: number): void {
  if (features <= maxTableFeatures) return;
  throw new TableError(`got ${features} feature columns; allowed: at most ${maxTableFeatures}`);
}

function inTestFile<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (thrown) {
    if (!(thrown instanceof TableError)) throw thrown;
    const { badRows, question, unlabelled, columns, message } = thrown;
    throw new TableError(`in the test file, ${message}`, {
      badRows: badRows ?? undefined,
      question: question ?? undefined,
      unlabelled: unlabelled ?? undefined,
      columns: columns ?? undefined,
    });
  }
}

function leftOutOf(file: BadRows, test: BadRows): BadRows {
  const ofTest = test.first.map(({ line, message }) => ({ line, message: `in the test file, ${message}` }));
  return { count: file.count + test.count, first: [...file.first, ...ofTest] };
}

function notesOn({ leftOut }: ColumnPlan, columns: readonly StoredColumn[]): string[] {
  return [
    ...leftOut.map((name) => `left out column ${quote(name)}: it has text`),
    ...columns
      .filter(({ unknowns }) => unknowns > 0)
      .map(
        ({ name, unknowns }) =>
          `column ${quote(name)} has a text in ${unknowns} of the test file's rows that the other file lacks: all of its features are 0 there`,
      ),
  ];
}

import type { TableColumn, TableSamples } from '#engine';
import { createCategories, type Categories } from './categories.ts';
import type { CsvRow } from './csv-reader.ts';
import { createLabels, isMissingLabel, type MissingLabels } from './labels.ts';
import { isMissing } from './missing-marks.ts';
import type { LateNumbers } from './late-numbers.ts';
import type { NumberReading } from './number-reading.ts';
import type { PlannedColumn } from './plan-columns.ts';
import { quote } from './table-error.ts';

/** Approximate number of numbers kept in one block while a table grows. */
const blockNumbers = 256 * 1024;
const point = 0x2e;

/** Why a row was refused. */
export interface Refusal {
  readonly message: string;
  /** The text in place of the label, if its absence is the only problem; otherwise null. */
  readonly missingLabel: string | null;
}

/** Where the cells of a row are in its file. */
export interface RowPlaces {
  /** Number of cells in one of its rows. */
  readonly cells: number;
  readonly label: number;
  /** For each planned column. */
  readonly features: readonly number[];
  /** Whether the file is the test file. */
  readonly isTest: boolean;
}

/** What a column became, and how often it has no value. */
export type StoredColumn = TableColumn & {
  readonly missing: number;
  /** Rows of a test file with a text that the other file does not have. */
  readonly unknowns: number;
};

/** Collects the rows of a table, validating each. */
export function createRowStore(
  planned: readonly PlannedColumn[],
  label: string,
  reading: NumberReading,
  missingLabels: MissingLabels,
) {
  const width = planned.length;
  const rowsPerBlock = Math.max(1, Math.floor(blockNumbers / width));
  const blocks: Float64Array[] = [];
  const targets: number[] = [];
  const labels = createLabels(reading);
  const categories = planned.map((column): Categories | null =>
    column.kind === 'oneHot' ? createCategories(column, reading) : null,
  );
  const gaps = new Float64Array(width);
  const values = new Float64Array(width);
  let testRows = 0;

  /** Reads the cells into `values`, or returns why that is not possible. Nothing of a refused row is kept. */
  function readCells(row: CsvRow, { features }: RowPlaces, late: LateNumbers | null): string | null {
    for (let index = 0; index < width; index++) {
      const column = planned[index]!;
      const value = column.kind === 'number' ? row.number(features[index]!) : NaN;
      const isNumber = Number.isFinite(value);
      if (
        late &&
        column.kind === 'number' &&
        (!isNumber || (late.isOpen && row.includes(features[index]!, point)))
      )
        late.check(row.text(features[index]!), row.line, column.name);
      if (isNumber) {
        values[index] = value;
        continue;
      }
      const text = row.text(features[index]!);
      const isTaken = categories[index]?.takes(text) ?? (column.missing !== null && isMissing(text));
      if (!isTaken) {
        const found = text === '' ? 'is empty' : `has ${quote(text)}`;
        const allowed = column.kind === 'number' ? `a finite number, as -1${reading.decimal}5e3` : 'a text';
        const rules =
          column.kind === 'number' ? 'mean, median or most frequent' : 'most frequent or category';
        return `column ${quote(column.name)} ${found}; allowed: ${allowed}${late && isMissing(text) ? `, or ${rules} in place of missing values` : ''}`;
      }
      values[index] = NaN;
    }
    return null;
  }

  return {
    /** Number of distinct labels so far. */
    get classes() {
      return labels.count;
    },
    /** A column with more than `most` distinct texts so far; null if there is none. */
    findWide: (most: number): PlannedColumn | null =>
      planned.find((_, index) => (categories[index]?.count ?? 0) > most) ?? null,
    /** Adds a row and returns null; or, if it cannot be used, leaves it out and returns why. */
    add(row: CsvRow, cells: number, places: RowPlaces, late: LateNumbers | null = null): Refusal | null {
      const refuse = (message: string, missingLabel: string | null = null): Refusal => ({
        message,
        missingLabel,
      });
      if (row.problem !== null) return refuse(row.problem);
      if (cells !== places.cells)
        return refuse(`got ${cells} cells; allowed: ${places.cells}, as in the first row`);
      const problem = readCells(row, places, late);
      if (problem !== null) return refuse(problem);
      const name = row.text(places.label);
      if (isMissingLabel(name, missingLabels)) {
        const found = name === '' ? 'is empty' : `has ${quote(name)}`;
        return refuse(`column ${quote(label)} ${found}; allowed: a label`, name);
      }
      const target = places.isTest ? labels.find(name) : labels.add(name);
      if (target === null) {
        return refuse(
          `column ${quote(label)} has ${quote(name)}; allowed: a class that the other file has too`,
        );
      }
      categories.forEach((collected, index) => {
        if (collected) values[index] = collected.add(row.text(places.features[index]!), places.isTest);
        else if (Number.isNaN(values[index])) gaps[index]!++;
      });
      const position = targets.length % rowsPerBlock;
      if (position === 0) blocks.push(new Float64Array(rowsPerBlock * width));
      blocks.at(-1)!.set(values, position * width);
      targets.push(target);
      if (places.isTest) testRows++;
      return null;
    },
    /** The table, with its labels in order. The store is empty afterwards. */
    finish() {
      const samples = targets.length;
      const inputs = new Float64Array(samples * width);
      for (let row = 0; row < samples; row += rowsPerBlock) {
        // Release each block as soon as it is copied, so that a large table is not held twice.
        const block = blocks.shift()!;
        inputs.set(block.subarray(0, Math.min(rowsPerBlock, samples - row) * width), row * width);
      }
      const columns = planned.map(({ name, missing }, index): StoredColumn => {
        const collected = categories[index];
        if (!collected) {
          const fill = gaps[index]! > 0 && missing !== 'category' ? missing : null;
          return { kind: 'number', name, fill, missing: gaps[index]!, unknowns: 0 };
        }
        const { categories: ordered, valueOf } = collected.finish();
        for (let at = index; at < inputs.length; at += width) inputs[at] = valueOf(inputs[at]!);
        const { gaps: filled, ...counts } = collected.counts;
        const fill = filled > 0 ? 'mostFrequent' : null;
        return { kind: 'oneHot', name, categories: ordered, fill, ...counts };
      });
      const ordered = labels.finish();
      return {
        labels: ordered.labels,
        columns,
        samples: {
          ...{ samples, features: width, classes: ordered.labels.length, inputs },
          targets: Int32Array.from(targets, (target) => ordered.classOf[target]!),
          ...(columns.some(needsPreparation) && { columns: columns.map(toTableColumn) }),
          ...(testRows > 0 && { testRows }),
        } satisfies TableSamples,
      };
    },
  };
}

function needsPreparation({ kind, fill }: TableColumn): boolean {
  return kind === 'oneHot' || fill !== null;
}

function toTableColumn(column: StoredColumn): TableColumn {
  const { name, fill } = column;
  return column.kind === 'number'
    ? { kind: 'number', name, fill: column.fill }
    : { kind: 'oneHot', name, categories: column.categories, fill: fill === null ? null : 'mostFrequent' };
}

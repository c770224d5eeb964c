import type { Connection } from './connection.ts';
import { metricColumns, type MetricColumnName } from './epoch-metrics.ts';
import type { MetricColumn } from './metric-value.ts';

/** Recorded epochs of a run within a range. */
interface EpochSpan {
  readonly run: number;
  /** The first and last epochs recorded; null if there are none. */
  readonly first: number | null;
  readonly last: number | null;
}

/** The contents of a column: a value for each epoch at which it was measured. */
export interface ColumnValues {
  readonly epochs: Float64Array;
  readonly values: Float64Array;
}

/** Epochs per statement: enough to be fast, few enough to bound memory for runs of millions of epochs. */
const sliceLength = 16_384;

/** Reads a column; binds run, first and last epoch. */
export function columnSql(column: MetricColumnName | 'epoch'): string {
  return `SELECT ${column} FROM epochs WHERE run_id = ? AND epoch BETWEEN ? AND ? ORDER BY epoch`;
}

/**
 * Reads the columns of a run's epochs, each on its own: bare values come several times as fast as rows, and consecutive epoch numbers need
 * not be read at all. Call it in a single transaction, so that all columns show the same moment.
 */
export function createColumnReader(db: Connection) {
  // Two key look-ups: asking for both ends together, or for the count, would scan all rows.
  const end = (which: 'min' | 'max'): string =>
    `(SELECT ${which}(epoch) FROM epochs WHERE run_id = $run AND epoch BETWEEN $from AND $to)`;
  const selectSpan = db.prepare<[{ run: number; from: number; to: number }], Omit<EpochSpan, 'run'>>(
    `SELECT ${end('min')} AS first, ${end('max')} AS last`,
  );
  const statements = new Map(
    (['epoch', ...metricColumns] as const).map((column) => [
      column,
      db.prepare<number[], MetricColumn | null>(columnSql(column)).pluck(),
    ]),
  );

  function readCells(
    column: MetricColumnName | 'epoch',
    { run, first, last }: EpochSpan,
  ): (MetricColumn | null)[][] {
    const slices: (MetricColumn | null)[][] = [];
    if (first === null || last === null) return slices;
    const statement = statements.get(column)!;
    for (let from = first; from <= last; from += sliceLength) {
      slices.push(statement.all(run, from, Math.min(last, from + sliceLength - 1)));
    }
    return slices;
  }

  /** The epochs of a span's rows: read only if some epochs between its ends are missing. */
  function epochsOf(span: EpochSpan, rows: number): Float64Array {
    const first = span.first ?? 0;
    if (span.last !== null && span.last - first + 1 > rows) {
      return Float64Array.from(readCells('epoch', span).flat(), Number);
    }
    const epochs = new Float64Array(rows);
    for (let at = 0; at < rows; at++) epochs[at] = first + at;
    return epochs;
  }

  /** A column's cells with the epochs of their rows, leaving out rows where it was not measured. */
  function measured(slices: readonly (MetricColumn | null)[][], epochs: Float64Array): ColumnValues {
    const values = new Float64Array(epochs.length);
    const own = new Float64Array(epochs.length);
    let row = 0;
    let length = 0;
    for (const slice of slices) {
      for (const cell of slice) {
        const epoch = epochs[row++]!;
        if (cell === null) continue;
        own[length] = epoch;
        values[length++] = typeof cell === 'number' ? cell : NaN;
      }
    }
    if (length === epochs.length) return { epochs, values };
    return { epochs: own.slice(0, length), values: values.slice(0, length) };
  }

  /** The values of `columns`, one or more, between two epochs. */
  return (columns: readonly MetricColumnName[], run: number, from: number, to: number) => {
    const span: EpochSpan = { run, ...selectSpan.get({ run, from, to })! };
    const cells = columns.map((column) => readCells(column, span));
    const epochs = epochsOf(
      span,
      cells[0]!.reduce((rows, slice) => rows + slice.length, 0),
    );
    return new Map(columns.map((column, at) => [column, measured(cells[at]!, epochs)]));
  };
}

/** `of` minus `other` at the epochs that both have. */
export function difference(of: ColumnValues, other: ColumnValues): ColumnValues {
  const epochs = new Float64Array(other.epochs.length);
  const values = new Float64Array(other.epochs.length);
  let length = 0;
  for (let at = 0, from = 0; at < other.epochs.length; at++) {
    while (of.epochs[from]! < other.epochs[at]!) from++;
    if (of.epochs[from] !== other.epochs[at]) continue;
    epochs[length] = other.epochs[at]!;
    values[length++] = of.values[from]! - other.values[at]!;
  }
  return { epochs: epochs.subarray(0, length), values: values.subarray(0, length) };
}

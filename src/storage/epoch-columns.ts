import type { Connection } from './connection.ts';
import type { MetricColumn } from './metric-value.ts';

/** Recorded epochs of a run between two of them. */
export interface EpochSpan {
  readonly run: number;
  /** The first and last that are recorded; null when none is. */
  readonly first: number | null;
  readonly last: number | null;
  readonly count: number;
}

/** What a column has: a value for each epoch at which something was measured. */
export interface ColumnValues {
  readonly epochs: Float64Array;
  readonly values: Float64Array;
}

/** The columns of `epochs` that hold a metric. */
export type EpochColumn =
  | 'loss'
  | 'data_loss'
  | 'regularization_loss'
  | 'accuracy'
  | 'learning_rate'
  | 'validation_loss'
  | 'validation_accuracy';

/** Epochs per statement: enough to be fast, few enough to bound memory for runs of millions of epochs. */
const sliceLength = 16_384;

/** Reads a column; binds run, first and last epoch. */
export function columnSql(column: EpochColumn | 'epoch'): string {
  return `SELECT ${column} FROM epochs WHERE run_id = ? AND epoch BETWEEN ? AND ? ORDER BY epoch`;
}

/**
 * Reads the columns of a run's epochs, each by itself: bare values come several times as fast as rows, and epochs that follow
 * each other without a gap need not be read at all. Give it one transaction, so that all columns are of one moment.
 */
export function createColumnReader(db: Connection) {
  const selectSpan = db.prepare<number[], Omit<EpochSpan, 'run'>>(
    `SELECT min(epoch) AS first, max(epoch) AS last, count(*) AS count FROM epochs
     WHERE run_id = ? AND epoch BETWEEN ? AND ?`,
  );
  const statements = new Map(
    (['epoch', 'loss', 'data_loss', 'regularization_loss', 'accuracy', 'learning_rate', 'validation_loss', 'validation_accuracy'] as const).map((column) => [column, db.prepare<number[], MetricColumn | null>(columnSql(column)).pluck()]), // prettier-ignore
  );

  function readCells(
    column: EpochColumn | 'epoch',
    { run, first, last }: EpochSpan,
    take: (cell: MetricColumn | null) => void,
  ): void {
    if (first === null || last === null) return;
    const statement = statements.get(column)!;
    for (let from = first; from <= last; from += sliceLength) {
      for (const cell of statement.all(run, from, Math.min(last, from + sliceLength - 1))) take(cell);
    }
  }

  function epochsOf(span: EpochSpan): Float64Array {
    const epochs = new Float64Array(span.count);
    const { first, last } = span;
    if (first !== null && last !== null && last - first + 1 === span.count) {
      for (let at = 0; at < epochs.length; at++) epochs[at] = first + at;
    } else {
      let at = 0;
      readCells('epoch', span, (cell) => (epochs[at++] = Number(cell)));
    }
    return epochs;
  }

  return {
    span: (run: number, fromEpoch: number, toEpoch: number): EpochSpan => ({
      run,
      ...selectSpan.get(run, fromEpoch, toEpoch)!,
    }),

    epochs: epochsOf,

    /** What `column` has at the epochs of `span`, which are `epochs`; not where nothing was measured. */
    column(column: EpochColumn, span: EpochSpan, epochs: Float64Array): ColumnValues {
      const values = new Float64Array(span.count);
      const measured = new Float64Array(span.count);
      let row = 0;
      let length = 0;
      readCells(column, span, (cell) => {
        const epoch = epochs[row++]!;
        if (cell === null) return;
        measured[length] = epoch;
        values[length++] = typeof cell === 'number' ? cell : NaN;
      });
      if (length === span.count) return { epochs, values };
      return { epochs: measured.slice(0, length), values: values.slice(0, length) };
    },
  };
}

/** `of` minus `other` at the epochs of `of`, all of which `other` has. */
export function difference(of: ColumnValues, other: ColumnValues): ColumnValues {
  const values = new Float64Array(of.values.length);
  for (let at = 0, from = 0; at < values.length; at++) {
    while (other.epochs[from]! < of.epochs[at]!) from++;
    values[at] = of.values[at]! - other.values[from]!;
  }
  return { epochs: of.epochs, values };
}

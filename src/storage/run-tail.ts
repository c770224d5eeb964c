import type { TailMetrics } from '#api';
import { readMetricOrNull, type MetricColumn } from './metric-value.ts';
import { readCount } from './stored-value.ts';

/** Columns for the mean over the validated epochs in the last 5 % of a run's own epochs. */
export interface TailColumns {
  readonly tail_epochs: number | null;
  readonly tail_data_loss: MetricColumn | null;
  readonly tail_accuracy: MetricColumn | null;
  readonly tail_validation_loss: MetricColumn | null;
  readonly tail_validation_accuracy: MetricColumn | null;
  readonly tail_validation_deviation: MetricColumn | null;
}

/** The mean of a column; NaN if any value is, NULL if any was not measured. */
const mean = (column: string): string =>
  `CASE WHEN count(${column}) < count(*) THEN NULL WHEN max(typeof(${column}) = 'text') THEN 'NaN' ELSE avg(${column}) END`;

/** Assignments that set them in an update of one run, which is bound as `run`. The migration has the same statement for existing runs. */
export const assignTail = `(tail_epochs, tail_data_loss, tail_accuracy, tail_validation_loss, tail_validation_accuracy,
    tail_validation_deviation) = (
  WITH tail AS (
    SELECT evaluated_data_loss, evaluated_accuracy, validation_loss, validation_accuracy
    FROM epochs JOIN runs USING (run_id)
    WHERE run_id = :run AND epoch >= epochs_done - (epochs_done + 19) / 20 AND validation_loss IS NOT NULL
  ), centre AS (SELECT avg(validation_loss) AS loss FROM tail)
  SELECT nullif(count(*), 0), ${mean('evaluated_data_loss')}, ${mean('evaluated_accuracy')},
      ${mean('validation_loss')}, ${mean('validation_accuracy')},
      CASE WHEN count(*) < 2 OR max(typeof(validation_loss) = 'text') THEN NULL
        ELSE sqrt(sum((validation_loss - centre.loss) * (validation_loss - centre.loss)) / (count(*) - 1)) END
  FROM tail, centre)`;

/** Assignments that clear the other end results of a resumed run. */
export const forgetEndPoints = [
  ...[
    'epochs',
    'data_loss',
    'accuracy',
    'validation_loss',
    'validation_accuracy',
    'validation_deviation',
  ].map((name) => `tail_${name} = NULL`),
  ...[
    'data_loss',
    'accuracy',
    'validation_loss',
    'validation_accuracy',
    'test_data_loss',
    'test_accuracy',
  ].map((name) => `averaged_${name} = NULL`),
  'restored_epoch = NULL, onset_epoch = NULL, onset_epochs = NULL',
].join(', ');

/** Throws notReadable. */
export function readTail(row: TailColumns): TailMetrics | null {
  if (row.tail_epochs === null) return null;
  const metric = (name: Exclude<keyof TailColumns, 'tail_epochs'>) => readMetricOrNull(name, row[name]);
  return {
    epochs: readCount('tail_epochs', row.tail_epochs),
    dataLoss: metric('tail_data_loss'),
    accuracy: metric('tail_accuracy'),
    validationLoss: metric('tail_validation_loss') ?? NaN,
    validationAccuracy: metric('tail_validation_accuracy') ?? NaN,
    validationLossDeviation: metric('tail_validation_deviation'),
  };
}

import { epochColumn, epochRowLength, penaltyOffset, penaltyParts } from '#engine';
import { AppError, type RunStatus } from '#api';
import { createBulkInsert, type Cell } from './bulk-insert.ts';
import type { Connection } from './connection.ts';
import { penalizedLayersOf } from './dense-layers.ts';
import { isEvaluated, isValidated, metricsAt } from './epoch-rows.ts';
import { metricColumns } from './epoch-metrics.ts';
import { createKeptEpochs, type KeptMetrics } from './kept-epochs.ts';
import { readConfig } from './stored-config.ts';
import { toMetricColumn, type MetricColumn } from './metric-value.ts';
import { forgetOverviewSql } from './overviews.ts';
import { requireRecording } from './recording-run.ts';

interface RecordingRun {
  readonly run_id: number;
  readonly status: RunStatus;
  readonly config: string;
  readonly dense_layers: number;
  readonly last_epoch: number | null;
  readonly validated_epoch: number | null;
  readonly best_epoch: number | null;
  readonly best_validation_loss: MetricColumn | null;
  readonly overview_epochs: number | null;
}

/** Columns of `epochs` for every epoch, and for a validated one. Most epochs are not validated, and binding NULLs takes time, too. */
const passColumns = ['run_id', 'epoch', ...metricColumns.slice(0, metricColumns.indexOf('validation_loss'))];
const validatedColumns = ['run_id', 'epoch', ...metricColumns];
/** Columns of `epoch_penalties`, including keys. */
const penaltyCells = 7;

/** Writes what trainings record: the one hot path of the database. */
export function createEpochWriter(db: Connection) {
  const selectRun = db.prepare<[string], RecordingRun>(
    `SELECT run_id, status, config, dense_layers, last_epoch, validated_epoch, best_epoch, best_validation_loss, overview_epochs
     FROM runs WHERE public_id = ?`,
  );
  const insertInto = (columns: readonly string[]) =>
    createBulkInsert(db, `epochs (${columns.join(', ')})`, columns.length);
  const insertPasses = insertInto(passColumns);
  const insertValidated = insertInto(validatedColumns);
  const insertPenalties = createBulkInsert(db, 'epoch_penalties', penaltyCells);
  const kept = createKeptEpochs(db);
  const forgetOverview = db.prepare(forgetOverviewSql);

  const append = db.transaction((id: string, rows: Float64Array, rowCount: number) => {
    const run = requireRecording(selectRun.get(id), id);
    const config = readConfig(run.config);
    const length = epochRowLength(run.dense_layers);
    checkLength(id, rows, rowCount, length);
    const recorded = rows.subarray(0, rowCount * length);

    const { passes, validated } = epochsAsCells(run.run_id, recorded, length);
    if (recorded[epochColumn.epoch]! < (run.overview_epochs ?? 0)) forgetOverview.run(run.run_id);
    insertPasses(passes);
    insertValidated(validated);
    insertPenalties(penaltiesAsCells(run.run_id, recorded, length, penalizedLayersOf(config)));

    const last = recorded.length - length;
    const epochsDone = recorded[last + epochColumn.epoch]! + 1;
    const remarkable = remarkableEpochs(run, recorded, length);
    kept.record(run, epochsDone, new Date().toISOString(), remarkable);
    // Different kernels may resend other values, and the best epoch may no longer be the best.
    if (remarkable.best === undefined && replacesBest(run, recorded, length)) kept.refresh(run, 'best');
  });

  /**
   * Stores `rowCount` rows (layout: epoch-row.ts) from the start of `rows`, all or none, replacing existing ones: a run that continues from
   * a checkpoint resends what came after it.
   */
  return (id: string, rows: Float64Array, rowCount: number): void => {
    if (rowCount > 0) append.immediate(id, rows, rowCount);
  };
}

/** The run's kept epochs that these rows move forward; resent rows move nothing back. */
function remarkableEpochs(run: RecordingRun, rows: Float64Array, length: number): KeptMetrics {
  const epochAt = (start: number): number => rows[start + epochColumn.epoch]!;
  const metrics = (start: number) => metricsAt(rows, start, run.dense_layers);
  const last = rows.length - length;
  const { best, validated } = remarkableRows(rows, length, bestSoFar(run));
  const moves = (start: number | null, before: number | null): start is number =>
    start !== null && epochAt(start) >= (before ?? 0);
  return {
    last: moves(last, run.last_epoch) ? metrics(last) : undefined,
    validated: moves(validated, run.validated_epoch) ? metrics(validated) : undefined,
    best: best === null ? undefined : metrics(best),
  };
}

function epochsAsCells(run: number, rows: Float64Array, length: number) {
  const [passes, validated]: [Cell[], Cell[]] = [[], []];
  for (let start = 0; start < rows.length; start += length) {
    const isMeasured = isValidated(rows, start);
    (isMeasured ? validated : passes).push(
      run,
      rows[start + epochColumn.epoch]!,
      toMetricColumn(rows[start + epochColumn.loss]!),
      toMetricColumn(rows[start + epochColumn.dataLoss]!),
      toMetricColumn(rows[start + epochColumn.regularizationLoss]!),
      toMetricColumn(rows[start + epochColumn.accuracy]!),
      toMetricColumn(rows[start + epochColumn.learningRate]!),
    );
    if (!isMeasured) continue;
    const evaluated = isEvaluated(rows, start);
    validated.push(
      toMetricColumn(rows[start + epochColumn.validationLoss]!),
      toMetricColumn(rows[start + epochColumn.validationAccuracy]!),
      evaluated ? toMetricColumn(rows[start + epochColumn.evaluatedDataLoss]!) : null,
      evaluated ? toMetricColumn(rows[start + epochColumn.evaluatedAccuracy]!) : null,
    );
  }
  return { passes, validated };
}

function penaltiesAsCells(
  run: number,
  rows: Float64Array,
  length: number,
  layers: readonly number[],
): Cell[] {
  const cells: Cell[] = [];
  for (let start = 0; start < rows.length; start += length) {
    for (const layer of layers) {
      const first = start + penaltyOffset(layer, 'weightL1');
      cells.push(run, rows[start + epochColumn.epoch]!, layer);
      for (let part = 0; part < penaltyParts.length; part += 1)
        cells.push(toMetricColumn(rows[first + part]!));
    }
  }
  return cells;
}

/** Start of the last row with validation, and of the first row with the lowest validation loss below `lowest`; NaN is never lowest. */
function remarkableRows(rows: Float64Array, length: number, lowest: number | null) {
  let best: number | null = null;
  let validated: number | null = null;
  for (let start = 0; start < rows.length; start += length) {
    if (!isValidated(rows, start)) continue;
    validated = start;
    const validationLoss = rows[start + epochColumn.validationLoss]!;
    if (Number.isNaN(validationLoss) || (lowest !== null && validationLoss >= lowest)) continue;
    lowest = validationLoss;
    best = start;
  }
  return { best, validated };
}

function checkLength(id: string, rows: Float64Array, rowCount: number, length: number): void {
  if (rows.length >= rowCount * length) return;
  throw new AppError(
    'internal',
    `run ${id}: got ${rows.length} numbers for ${rowCount} epochs of ${length} numbers each`,
  );
}

/** True if `rows`, which are consecutive, contain the best epoch so far with a different validation loss. */
function replacesBest(run: RecordingRun, rows: Float64Array, length: number): boolean {
  if (run.best_epoch === null) return false;
  const start = (run.best_epoch - rows[epochColumn.epoch]!) * length;
  if (start < 0 || start >= rows.length) return false;
  return !isValidated(rows, start) || rows[start + epochColumn.validationLoss] !== bestSoFar(run);
}

/** Lowest validation loss recorded so far; null if there is none. */
function bestSoFar({ best_validation_loss: best }: RecordingRun): number | null {
  return typeof best === 'number' ? best : best === 'NaN' ? NaN : null;
}

import { epochColumn, epochRowLength, penaltyOffset, penaltyParts } from '#engine';
import { AppError, type EpochMetrics, type RunConfig } from '#api';
import { createBulkInsert, type Cell } from './bulk-insert.ts';
import type { Connection } from './connection.ts';
import { denseLayersOf, penalizedLayersOf } from './dense-layers.ts';
import { assignEpoch, bindEpoch } from './epoch-metrics.ts';
import { requireMetric, toMetricColumn, type MetricColumn } from './metric-value.ts';

interface RecordingRun {
  readonly run_id: number;
  readonly status: string;
  readonly config: string;
  readonly best_validation_loss: MetricColumn | null;
}

/** Columns of `epochs` and of `epoch_penalties`, keys included. */
const epochCells = 9;
const penaltyCells = 7;

/** Writes what trainings record: the one hot path of the database. */
export function createEpochWriter(db: Connection) {
  const selectRun = db.prepare<[string], RecordingRun>(
    `SELECT run_id, status, config, best_validation_loss FROM runs WHERE public_id = ?`,
  );
  const insertEpochs = createBulkInsert(db, 'epochs', epochCells);
  const insertPenalties = createBulkInsert(db, 'epoch_penalties', penaltyCells);
  const keepLast = db.prepare(
    `UPDATE runs SET epochs_done = epochs_done + ?, recorded_at = ?, ${assignEpoch('last')} WHERE run_id = ?`,
  );
  const keepValidated = db.prepare(`UPDATE runs SET ${assignEpoch('validated')} WHERE run_id = ?`);
  const keepBest = db.prepare(`UPDATE runs SET ${assignEpoch('best')} WHERE run_id = ?`);

  const append = db.transaction((id: string, rows: Float64Array, rowCount: number) => {
    const run = requireRecording(selectRun.get(id), id);
    const config = JSON.parse(run.config) as RunConfig;
    const layers = denseLayersOf(config).length;
    const length = epochRowLength(layers);
    checkLength(id, rows, rowCount, length);
    const recorded = rows.subarray(0, rowCount * length);

    insertEpochs(epochsAsCells(run.run_id, recorded, length));
    insertPenalties(penaltiesAsCells(run.run_id, recorded, length, penalizedLayersOf(config)));

    const { best, validated } = remarkableRows(recorded, length, bestSoFar(run));
    const metricsAt = (start: number) => bindEpoch(readMetrics(recorded, start, layers));
    const now = new Date().toISOString();
    keepLast.run(rowCount, now, ...metricsAt(recorded.length - length), run.run_id);
    if (validated !== null) keepValidated.run(...metricsAt(validated), run.run_id);
    if (best !== null) keepBest.run(...metricsAt(best), run.run_id);
  });

  /**
   * Stores `rowCount` rows (layout: epoch-row.ts) from the start of `rows`, all or none. An epoch that is stored
   * already is a conflict, so nothing is ever there twice.
   */
  return (id: string, rows: Float64Array, rowCount: number): void => {
    if (rowCount > 0) append.immediate(id, rows, rowCount);
  };
}

function epochsAsCells(run: number, rows: Float64Array, length: number): Cell[] {
  const cells: Cell[] = [];
  for (let start = 0; start < rows.length; start += length) {
    const validated = isValidated(rows, start);
    cells.push(
      run,
      rows[start + epochColumn.epoch]!,
      toMetricColumn(rows[start + epochColumn.loss]!),
      toMetricColumn(rows[start + epochColumn.dataLoss]!),
      toMetricColumn(rows[start + epochColumn.regularizationLoss]!),
      toMetricColumn(rows[start + epochColumn.accuracy]!),
      toMetricColumn(rows[start + epochColumn.learningRate]!),
      validated ? toMetricColumn(rows[start + epochColumn.validationLoss]!) : null,
      validated ? toMetricColumn(rows[start + epochColumn.validationAccuracy]!) : null,
    );
  }
  return cells;
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

/** Starts of the last row with validation, and of the first with the lowest validation loss below `lowest`; NaN is never lowest. */
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

function requireRecording(run: RecordingRun | undefined, id: string): RecordingRun {
  if (run === undefined) throw new AppError('notFound', `there is no run ${JSON.stringify(id)}`);
  if (run.status === 'running' || run.status === 'paused') return run;
  const reason = run.status === 'queued' ? 'has not started' : `has ended (${run.status})`;
  throw new AppError('conflict', `run ${id} ${reason}; only a running or paused run records epochs`, {
    details: { id, status: run.status },
  });
}

function checkLength(id: string, rows: Float64Array, rowCount: number, length: number): void {
  if (rows.length >= rowCount * length) return;
  throw new AppError(
    'internal',
    `run ${id}: got ${rows.length} numbers for ${rowCount} epochs of ${length} numbers each`,
  );
}

/** The lowest validation loss recorded so far; null where there is none. */
function bestSoFar({ best_validation_loss: best }: RecordingRun): number | null {
  return best === null ? null : requireMetric(best);
}

function isValidated(rows: Float64Array, start: number): boolean {
  return rows[start + epochColumn.validated] === 1;
}

function readMetrics(rows: Float64Array, start: number, layers: number): EpochMetrics {
  const value = (column: keyof typeof epochColumn) => rows[start + epochColumn[column]]!;
  const validated = isValidated(rows, start);
  const layerPenalties = Array.from({ length: layers }, (_, layer) =>
    penaltyParts.map((part) => rows[start + penaltyOffset(layer, part)]!).reduce((sum, part) => sum + part),
  );
  return {
    epoch: value('epoch'),
    loss: value('loss'),
    dataLoss: value('dataLoss'),
    regularizationLoss: value('regularizationLoss'),
    accuracy: value('accuracy'),
    learningRate: value('learningRate'),
    validationLoss: validated ? value('validationLoss') : null,
    validationAccuracy: validated ? value('validationAccuracy') : null,
    layerPenalties,
  };
}

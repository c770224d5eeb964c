import { epochColumn, epochRowLength, penaltyOffset, type PenaltyPart } from '#engine';
import { AppError, type EpochMetrics, type RunConfig } from '#api';
import type { Connection } from './connection.ts';
import { denseLayersOf, penalizedLayersOf } from './dense-layers.ts';
import { assignEpoch, bindEpoch } from './epoch-metrics.ts';
import { toMetricColumn, type MetricColumn } from './metric-value.ts';

interface RecordingRun {
  readonly run_id: number;
  readonly status: string;
  readonly config: string;
  readonly best_validation_loss: MetricColumn | null;
}

/** Writes what trainings record. The one hot path of the database: statements are prepared once, one row each. */
export function createEpochWriter(db: Connection) {
  const selectRun = db.prepare<[string], RecordingRun>(
    `SELECT run_id, status, config, best_validation_loss FROM runs WHERE public_id = ?`,
  );
  const insertEpoch = db.prepare(`INSERT INTO epochs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertPenalty = db.prepare(`INSERT INTO epoch_penalties VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const keepLast = db.prepare(
    `UPDATE runs SET epochs_done = epochs_done + ?, recorded_at = ?, ${assignEpoch('last')} WHERE run_id = ?`,
  );
  const keepValidated = db.prepare(`UPDATE runs SET ${assignEpoch('validated')} WHERE run_id = ?`);
  const keepBest = db.prepare(`UPDATE runs SET ${assignEpoch('best')} WHERE run_id = ?`);

  const append = db.transaction((id: string, rows: Float64Array, rowCount: number) => {
    const run = requireRecording(selectRun.get(id), id);
    const config = JSON.parse(run.config) as RunConfig;
    const denseLayers = denseLayersOf(config).length;
    const penalized = penalizedLayersOf(config);
    const length = epochRowLength(denseLayers);
    checkLength(id, rows, rowCount, length);

    let best = bestSoFar(run);
    let bestStart = -1;
    let validatedStart = -1;
    for (let start = 0; start < rowCount * length; start += length) {
      const epoch = rows[start + epochColumn.epoch]!;
      const value = (column: keyof typeof epochColumn) => toMetricColumn(rows[start + epochColumn[column]]!);
      const validated = rows[start + epochColumn.validated] === 1;
      insertEpoch.run(
        run.run_id,
        epoch,
        value('loss'),
        value('dataLoss'),
        value('regularizationLoss'),
        value('accuracy'),
        value('learningRate'),
        validated ? value('validationLoss') : null,
        validated ? value('validationAccuracy') : null,
      );
      for (const layer of penalized) {
        const part = (name: PenaltyPart) => toMetricColumn(rows[start + penaltyOffset(layer, name)]!);
        const parts = [part('weightL1'), part('weightL2'), part('biasL1'), part('biasL2')] as const;
        insertPenalty.run(run.run_id, epoch, layer, ...parts);
      }
      if (!validated) continue;
      validatedStart = start;
      const validationLoss = rows[start + epochColumn.validationLoss]!;
      if (validationLoss < best) {
        best = validationLoss;
        bestStart = start;
      }
    }

    const epochAt = (start: number) => bindEpoch(readMetrics(rows, start, denseLayers));
    keepLast.run(rowCount, new Date().toISOString(), ...epochAt((rowCount - 1) * length), run.run_id);
    if (validatedStart >= 0) keepValidated.run(...epochAt(validatedStart), run.run_id);
    if (bestStart >= 0) keepBest.run(...epochAt(bestStart), run.run_id);
  });

  /**
   * Stores `rowCount` rows (layout: epoch-row.ts) from the start of `rows`, all or none. An epoch that is stored
   * already is a conflict, so nothing is ever there twice.
   */
  return (id: string, rows: Float64Array, rowCount: number): void => {
    if (rowCount > 0) append.immediate(id, rows, rowCount);
  };
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

/** The lowest validation loss; Infinity where there is none, so that a first one of Infinity is no best epoch. */
function bestSoFar({ best_validation_loss: best }: RecordingRun): number {
  return typeof best === 'number' ? best : Infinity;
}

function readMetrics(rows: Float64Array, start: number, denseLayers: number): EpochMetrics {
  const value = (column: keyof typeof epochColumn) => rows[start + epochColumn[column]]!;
  const validated = value('validated') === 1;
  const penalty = (layer: number, name: PenaltyPart) => rows[start + penaltyOffset(layer, name)]!;
  return {
    epoch: value('epoch'),
    loss: value('loss'),
    dataLoss: value('dataLoss'),
    regularizationLoss: value('regularizationLoss'),
    accuracy: value('accuracy'),
    learningRate: value('learningRate'),
    validationLoss: validated ? value('validationLoss') : null,
    validationAccuracy: validated ? value('validationAccuracy') : null,
    layerPenalties: Array.from(
      { length: denseLayers },
      (_, layer) =>
        penalty(layer, 'weightL1') +
        penalty(layer, 'weightL2') +
        penalty(layer, 'biasL1') +
        penalty(layer, 'biasL2'),
    ),
  };
}

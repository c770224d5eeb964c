import { epochColumn, epochRowLength, penaltyOffset, penaltyParts } from '#engine';
import { AppError, type EpochMetrics } from '#api';
import type { Connection } from './connection.ts';
import { isLayerCount, maxLayers } from './dense-layers.ts';
import { metricColumns } from './epoch-metrics.ts';
import { readMetric, readMetricOrNull, type MetricColumn } from './metric-value.ts';

/** Index where validation and the evaluated training set begin among the metric columns; up to there, columns are in the order of a row. */
const validationAt = metricColumns.indexOf('validation_loss');
const evaluatedAt = metricColumns.indexOf('evaluated_data_loss');

type EpochCells = [epoch: number, ...metrics: (MetricColumn | null)[]];
type PenaltyCells = [epoch: number, layer: number, ...parts: MetricColumn[]];

/** True if the row that begins at `start` has validation metrics. */
export function isValidated(rows: Float64Array, start: number): boolean {
  return rows[start + epochColumn.validated] === 1;
}

/** True if the row that begins at `start` has metrics of the evaluated training set. */
export function isEvaluated(rows: Float64Array, start: number): boolean {
  return rows[start + epochColumn.evaluated] === 1;
}

/** The metrics of the row that begins at `start`. */
export function metricsAt(rows: Float64Array, start: number, denseLayers: number): EpochMetrics {
  const value = (column: keyof typeof epochColumn) => rows[start + epochColumn[column]]!;
  const validated = isValidated(rows, start);
  const evaluated = isEvaluated(rows, start);
  const layerPenalties = Array.from({ length: denseLayers }, (_, layer) =>
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
    evaluatedDataLoss: evaluated ? value('evaluatedDataLoss') : null,
    evaluatedAccuracy: evaluated ? value('evaluatedAccuracy') : null,
    layerPenalties,
  };
}

/** Reads stored epochs back as rows, bit for bit as they were recorded (layout: epoch-row.ts). */
export function createEpochRowReader(db: Connection) {
  const selectEpochs = db
    .prepare<number[], EpochCells>(
      `SELECT epoch, ${metricColumns.join(', ')} FROM epochs
       WHERE run_id = ? AND epoch >= ? AND epoch < ? ORDER BY epoch`,
    )
    .raw();
  const selectPenalties = db
    .prepare<number[], PenaltyCells>(
      `SELECT epoch, layer, weight_l1, weight_l2, bias_l1, bias_l2 FROM epoch_penalties
       WHERE run_id = ? AND epoch >= ? AND epoch < ?`,
    )
    .raw();

  /** Up to `count` stored epochs from `from` on. Throws notReadable. */
  return (run: { run_id: number; dense_layers: number }, from: number, count: number): Float64Array => {
    // Nothing is known of another program's network: here it has no layers.
    if (run.dense_layers !== 0 && !isLayerCount(run.dense_layers))
      throw new AppError('notReadable', `got ${run.dense_layers} dense layers; allowed: 1 to ${maxLayers}`);
    const epochs = selectEpochs.all(run.run_id, from, from + count);
    const length = epochRowLength(run.dense_layers);
    const rows = new Float64Array(epochs.length * length);
    const starts = new Map<number, number>();
    epochs.forEach(([epoch, ...cells], index) => {
      const start = index * length;
      starts.set(epoch, start);
      const metrics = cells.map(
        (cell, at) => readMetricOrNull(`${metricColumns[at]} of epoch ${epoch}`, cell) ?? 0,
      );
      rows[start + epochColumn.epoch] = epoch;
      rows.set(metrics.slice(0, validationAt), start + epochColumn.loss);
      if (cells[validationAt] === null) return;
      rows[start + epochColumn.validated] = 1;
      rows.set(metrics.slice(validationAt, evaluatedAt), start + epochColumn.validationLoss);
      if (cells[evaluatedAt] === null) return;
      rows[start + epochColumn.evaluated] = 1;
      rows.set(metrics.slice(evaluatedAt), start + epochColumn.evaluatedDataLoss);
    });
    for (const [epoch, layer, ...parts] of selectPenalties.all(run.run_id, from, from + count)) {
      const start = starts.get(epoch);
      if (start === undefined || layer < 0 || layer >= run.dense_layers) continue; // its epoch or layer does not exist
      const first = start + penaltyOffset(layer, 'weightL1');
      parts.forEach((part, at) => (rows[first + at] = readMetric(`a penalty of epoch ${epoch}`, part)));
    }
    return rows;
  };
}

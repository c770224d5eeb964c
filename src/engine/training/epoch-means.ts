import { epochColumn, epochColumns } from './epoch-row.ts';
import type { BatchMetrics } from './network.ts';

/**
 * Adds a batch to the row at `start` of `rows`: its dataLoss, accuracy and penalties become the means over the batches so far, weighted by
 * samples; its losses follow from them. The first batch (`samplesBefore` is 0) is copied as it is, to the bit. Returns the batch's own
 * loss. Mutates only those columns of the row.
 */
export function addBatch(
  rows: Float64Array,
  start: number,
  { dataLoss, accuracy, samples }: BatchMetrics,
  penalties: Float64Array,
  samplesBefore: number,
): number {
  const share = samples / (samplesBefore + samples);
  let penalty = 0;
  let meanPenalty = 0;
  for (let part = 0; part < penalties.length; part++) {
    const column = start + epochColumns.length + part;
    penalty += penalties[part]!;
    meanPenalty += rows[column] = mean(rows[column]!, penalties[part]!, share);
  }
  const meanDataLoss = mean(rows[start + epochColumn.dataLoss]!, dataLoss, share);
  rows[start + epochColumn.loss] = meanDataLoss + meanPenalty;
  rows[start + epochColumn.dataLoss] = meanDataLoss;
  rows[start + epochColumn.regularizationLoss] = meanPenalty;
  rows[start + epochColumn.accuracy] = mean(rows[start + epochColumn.accuracy]!, accuracy, share);
  return dataLoss + penalty;
}

/** The mean after adding `value` with its share to the mean `before`; a share of 1 is that of the first value. */
function mean(before: number, value: number, share: number): number {
  return share === 1 ? value : before + (value - before) * share;
}

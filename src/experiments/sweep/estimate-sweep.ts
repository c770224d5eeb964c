import { countSamples, featuresOf } from '#engine';
import type { RunConfig } from '../run-config.ts';
import { snapshotEpochs } from '../snapshot-epochs.ts';

/** Floating-point operations of the matrix products of one epoch: forward, weight gradients, input gradients but the first. */
export function flopsPerEpoch(config: RunConfig): number {
  const { dataset, layers } = config;
  let width = featuresOf(dataset);
  let perSample = 0;
  let isFirst = true;
  for (const layer of layers) {
    if (layer.kind !== 'dense') continue;
    perSample += (isFirst ? 2 : 3) * 2 * width * layer.units;
    width = layer.units;
    isFirst = false;
  }
  return perSample * countSamples(config).training;
}

/** Measured on databases of the chapter's runs: a row of `epochs`, and one of `epoch_penalties` for a regularized layer. */
const epochBytes = 65;
const penaltyBytes = 53;
/** Rows of parameters fill pages less well: so much of what they take is theirs. */
const blobShare = 0.8;
const keptCheckpoints = 3;

/** Bytes that a run takes in the database, about: its epochs, and what is kept of its parameters. */
export function estimateRunBytes(config: RunConfig): number {
  const { layers, epochs, dataset, precision } = config;
  let width = featuresOf(dataset);
  let parameters = 0;
  let regularized = 0;
  for (const layer of layers) {
    if (layer.kind !== 'dense') continue;
    parameters += (width + 1) * layer.units;
    width = layer.units;
    const { weightRegularizerL1, weightRegularizerL2, biasRegularizerL1, biasRegularizerL2 } = layer;
    if (weightRegularizerL1 + weightRegularizerL2 + biasRegularizerL1 + biasRegularizerL2 > 0) regularized++;
  }
  const snapshots = snapshotEpochs(config).length + 1;
  const copies = 3; // the parameters and, of most optimizers, two moments
  const checkpoint = copies * parameters * (precision === 'float64' ? 8 : 4);
  const blobs = snapshots * parameters * 4 + Math.min(keptCheckpoints, epochs) * checkpoint;
  return epochs * (epochBytes + penaltyBytes * regularized) + blobs / blobShare;
}

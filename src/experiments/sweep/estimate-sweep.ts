import { countSamples, featuresOf } from '#engine';
import type { RunConfig } from '../run-config.ts';
import { snapshotEpochs } from '../snapshot-epochs.ts';

/**
 * Floating-point operations of the matrix products of one epoch: forward, weight gradients, and input gradients except the first layer's.
 */
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

/** A run that was trained on the machine in question. */
export interface TrainedRun {
  readonly config: RunConfig;
  readonly epochsDone: number;
  readonly durationMs: number;
}

/** Measured with `npm run bench -- engine` on two cores of 2.5 GHz; recording an epoch takes additional time. */
const flopsPerMs = { float64: 3.5e6, float32: 7.5e6 } as const;
const recordingMs = 0.03;
/** Beginning and ending a run, in milliseconds. */
const runMs = 20;
/** The largest ratio of epoch times between runs that inform each other's estimate. */
const similarity = 4;

function modelledEpochMs(config: RunConfig): number {
  return flopsPerEpoch(config) / flopsPerMs[config.precision] + recordingMs;
}

/**
 * Approximate processor time that training `configs` takes, in milliseconds: at the pace of `trained` runs of the same precision and
 * similar size; otherwise at that of all of them; without any, at that of the machine that the constants come from.
 */
export function estimateTrainingMs(configs: readonly RunConfig[], trained: readonly TrainedRun[]): number {
  const known = trained
    .filter(({ epochsDone, durationMs }) => epochsDone > 0 && durationMs > 0)
    .map(({ config, epochsDone, durationMs }) => {
      const epochMs = modelledEpochMs(config);
      return { precision: config.precision, epochMs, durationMs, modelledMs: epochMs * epochsDone };
    });
  const paces = new Map<string, number>();
  function paceOf(precision: RunConfig['precision'], epochMs: number): number {
    const key = `${precision} ${epochMs}`;
    const found = paces.get(key);
    if (found !== undefined) return found;
    const similar = known.filter(
      (run) =>
        run.precision === precision && Math.max(run.epochMs / epochMs, epochMs / run.epochMs) <= similarity,
    );
    const told = similar.length > 0 ? similar : known;
    const modelled = told.reduce((sum, { modelledMs }) => sum + modelledMs, 0);
    const pace = modelled === 0 ? 1 : told.reduce((sum, { durationMs }) => sum + durationMs, 0) / modelled;
    paces.set(key, pace);
    return pace;
  }
  return configs.reduce((sum, config) => {
    const epochMs = modelledEpochMs(config);
    return sum + config.epochs * epochMs * paceOf(config.precision, epochMs) + runMs;
  }, 0);
}

/** Measured on databases of the chapter's runs: one row of `epochs`, and one of `epoch_penalties` for a regularized layer. */
const epochBytes = 65;
const penaltyBytes = 53;
/** Rows of parameters fill pages less well: this fraction of the space they take is their own data. */
const blobShare = 0.8;
const keptCheckpoints = 3;

/** Approximate bytes that a run takes in the database: its epochs, and its stored parameters. */
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
  const copies = 3; // the parameters and, for most optimizers, two moments
  const checkpoint = copies * parameters * (precision === 'float64' ? 8 : 4);
  const blobs = snapshots * parameters * 4 + Math.min(keptCheckpoints, epochs) * checkpoint;
  return epochs * (epochBytes + penaltyBytes * regularized) + blobs / blobShare;
}

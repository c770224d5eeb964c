import { countSamples, featuresOf } from '#engine';
import type { RunConfig } from '../run-config.ts';

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

/**
 * Bytes that a run's epochs take in the database, about: a row an epoch, and one more for every dense layer that is
 * regularized. Measured on databases of the chapter's runs.
 */
export function estimateRunBytes({ layers, epochs }: RunConfig): number {
  const rowBytes = 76;
  const penaltyBytes = 47;
  const regularized = layers.filter(
    (layer) =>
      layer.kind === 'dense' &&
      layer.weightRegularizerL1 +
        layer.weightRegularizerL2 +
        layer.biasRegularizerL1 +
        layer.biasRegularizerL2 >
        0,
  ).length;
  return epochs * (rowBytes + penaltyBytes * regularized);
}

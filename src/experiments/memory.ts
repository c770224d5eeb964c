import { featuresOf, type TrainingConfig } from '#engine';

/** The most that one run may need, in bytes: two runs of this size still fit a small laptop. */
export const maxRunMemoryBytes = 2 * 1024 ** 3;

/**
 * Bytes that training this config holds at its peak: the data as drawn (float64) and as computed with, parameters as
 * drawn and with gradients and optimizer state, and the activations of each layer with their gradients.
 */
export function estimateMemoryBytes(
  config: Pick<TrainingConfig, 'dataset' | 'validation' | 'layers' | 'precision'>,
): number {
  const drawnBytes = 8;
  const labelBytes = 4;
  const bytesPerNumber = config.precision === 'float32' ? 4 : 8;
  const features = featuresOf(config.dataset);
  const samples = config.dataset.samplesPerClass * config.dataset.classes;
  const validationSamples = config.validation.samplesPerClass * config.dataset.classes;

  let width = features;
  let parameters = 0;
  let activationsPerSample = 0;
  for (const layer of config.layers) {
    if (layer.kind === 'dense') {
      parameters += (width + 1) * layer.units;
      width = layer.units;
    }
    activationsPerSample += width;
  }
  const copiesOfParameters = 4; // value, gradient, and the two moments of Adam
  const copiesOfActivations = 2; // value and gradient
  return (
    (samples + validationSamples) * (features * (drawnBytes + bytesPerNumber) + labelBytes) +
    parameters * (drawnBytes + copiesOfParameters * bytesPerNumber) +
    (samples * copiesOfActivations + validationSamples) * activationsPerSample * bytesPerNumber
  );
}

/** Bytes for people: `1.5 GiB`, `12 KiB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const value = bytes / 1024 ** power;
  return `${value >= 100 || power === 0 ? value.toFixed(0) : value.toPrecision(2)} ${units[power]}`;
}

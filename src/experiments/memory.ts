import { featuresOf, type TrainingConfig } from '#engine';

/** The most that one run may need, in bytes: two runs of this size still fit a small laptop. */
export const maxRunMemoryBytes = 2 * 1024 ** 3;

type SizedConfig = Pick<TrainingConfig, 'dataset' | 'validation' | 'layers' | 'precision'>;

/**
 * Bytes that training this config holds at its peak: data and parameters as drawn (float64), and what the network of its
 * precision computes with.
 */
export function estimateMemoryBytes(config: SizedConfig): number {
  const size = sizeOf(config);
  const drawnBytes = 8;
  const labelBytes = 4;
  const drawn =
    (size.samples + size.validationSamples) * (size.features * drawnBytes + labelBytes) +
    size.parameters * drawnBytes;
  return drawn + (config.precision === 'float64' ? fusedBytes(size) : layeredBytes(size));
}

interface Size {
  readonly features: number;
  readonly samples: number;
  readonly validationSamples: number;
  readonly parameters: number;
  /** Outputs of all layers. */
  readonly activationsPerSample: number;
}

function sizeOf({ dataset, validation, layers }: SizedConfig): Size {
  const features = featuresOf(dataset);
  let width = features;
  let parameters = 0;
  let activationsPerSample = 0;
  for (const layer of layers) {
    if (layer.kind === 'dense') {
      parameters += (width + 1) * layer.units;
      width = layer.units;
    }
    activationsPerSample += width;
  }
  return {
    features,
    samples: dataset.samplesPerClass * dataset.classes,
    validationSamples: validation.samplesPerClass * dataset.classes,
    parameters,
    activationsPerSample,
  };
}

/** float64: data, parameters, and the activations of one tile of samples. */
function fusedBytes({
  features,
  samples,
  validationSamples,
  parameters,
  activationsPerSample,
}: Size): number {
  const numberBytes = 8;
  const copiesOfParameters = 5; // value, transposed, gradient, and the two moments of Adam
  const tileNumbers = Math.max(16_384, 4 * activationsPerSample);
  const data = (samples + validationSamples) * (features + 1); // with its labels
  return (data + copiesOfParameters * parameters + tileNumbers) * numberBytes;
}

/** float32: data, parameters, and the activations of whole sets. */
function layeredBytes({
  features,
  samples,
  validationSamples,
  parameters,
  activationsPerSample,
}: Size): number {
  const numberBytes = 4;
  const copiesOfParameters = 4; // value, gradient, and the two moments of Adam
  const copiesOfActivations = 2; // value and gradient
  const data = (samples + validationSamples) * features;
  const activations = (samples * copiesOfActivations + validationSamples) * activationsPerSample;
  return (data + copiesOfParameters * parameters + activations) * numberBytes;
}

/** Bytes for people: `1.5 GiB`, `12 KiB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const value = bytes / 1024 ** power;
  return `${value >= 100 || power === 0 ? value.toFixed(0) : value.toPrecision(2)} ${units[power]}`;
}

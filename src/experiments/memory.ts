import { countSamples, featuresOf, isActivation, type TrainingConfig } from '#engine';
import { countParameters } from './count-parameters.ts';

/** The most memory that one run may need, in bytes: what the kernels can address. The largest table that can be imported fits. */
export const maxRunMemoryBytes = 4 * 1024 ** 3;

type SizedConfig = Pick<
  TrainingConfig,
  'dataset' | 'validation' | 'test' | 'layers' | 'batchSize' | 'precision'
>;

/**
 * Bytes that training this config holds at its peak: data and parameters as drawn (float64) and as computed with, the table that they come
 * from, the activations of one tile of samples, a checkpoint being sent, and at the end the test set on top of all that.
 */
export function estimateMemoryBytes(config: SizedConfig): number {
  const size = sizeOf(config);
  const { features, trainingSamples, validationSamples, testSamples, tableRows, parameters } = size;
  const drawnBytes = 8;
  const labelBytes = 4;
  const [numberBytes, panelSamples] = config.precision === 'float64' ? [8, 4] : [4, 8];
  const copiesOfParameters = 5; // value, transposed, gradient, and the two moments of Adam
  const copiesInCheckpoint = 9; // value and moments: as a state, as bytes, and as a message
  const samples = trainingSamples + validationSamples + testSamples;
  // Every batch starts a new panel.
  const batchSize = Math.max(1, Math.min(config.batchSize ?? trainingSamples, trainingSamples));
  const batchPlaces = panelSamples * Math.ceil(batchSize / panelSamples);
  const trainingPlaces = Math.ceil(trainingSamples / batchSize) * batchPlaces;
  const inBatches = config.batchSize !== null;
  // Batches gather their inputs by index, and need room for one tile of inputs and of transposed outputs.
  const inputPlaces = inBatches ? trainingSamples : trainingPlaces;
  const orderBytes = inBatches ? 4 * (trainingSamples + trainingPlaces) : 0;
  const tileNumbers = inBatches
    ? 16 * panelSamples * (features + 2 * size.activationsPerSample)
    : Math.max(16_384, 8 * panelSamples * size.activationsPerSample);
  return (
    tableRows * (features * drawnBytes + labelBytes) +
    samples * (features * drawnBytes + labelBytes) +
    // The test set takes the place of both sets in the network that evaluates it.
    (inputPlaces + validationSamples + 2 * testSamples) * features * numberBytes +
    (trainingPlaces + validationSamples + 2 * testSamples) * numberBytes +
    orderBytes +
    parameters * (drawnBytes + (copiesOfParameters + copiesInCheckpoint) * numberBytes) +
    tileNumbers * numberBytes
  );
}

interface Size {
  readonly features: number;
  readonly trainingSamples: number;
  readonly validationSamples: number;
  readonly testSamples: number;
  /** Rows of the whole table that the sets are taken from; 0 for drawn data. */
  readonly tableRows: number;
  readonly parameters: number;
  /** Outputs of the dense layers, each including the layers after it, plus slopes. */
  readonly activationsPerSample: number;
}

function sizeOf(config: SizedConfig): Size {
  const { dataset, layers } = config;
  const features = featuresOf(dataset);
  const { training, validation, test } = countSamples(config);
  let width = 0;
  let activationsPerSample = 0;
  for (const layer of layers) {
    if (layer.kind === 'dense') width = layer.units;
    // Activations other than ReLU keep their slopes.
    else if (!isActivation(layer) || layer.kind === 'relu') continue;
    activationsPerSample += width;
  }
  return {
    features,
    trainingSamples: training,
    validationSamples: validation,
    testSamples: test,
    tableRows: dataset.kind === 'table' ? dataset.rows : 0,
    parameters: countParameters(config),
    activationsPerSample,
  };
}

/** Bytes for display: `1.5 GiB`, `12 KiB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const value = bytes / 1024 ** power;
  return `${value >= 100 || power === 0 ? value.toFixed(0) : value.toPrecision(2)} ${units[power]}`;
}

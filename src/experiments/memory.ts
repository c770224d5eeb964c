import { countSamples, featuresOf, type TrainingConfig } from '#engine';

/** The most that one run may need, in bytes: two runs of this size still fit a small laptop. */
export const maxRunMemoryBytes = 2 * 1024 ** 3;

type SizedConfig = Pick<
  TrainingConfig,
  'dataset' | 'validation' | 'test' | 'layers' | 'batchSize' | 'precision'
>;

/**
 * Bytes that training this config holds at its peak: data and parameters as drawn (float64) and as computed with, the
 * activations of one tile of samples, and a checkpoint on its way out.
 */
export function estimateMemoryBytes(config: SizedConfig): number {
  const { features, trainingSamples, validationSamples, tableRows, parameters, activationsPerSample } =
    sizeOf(config);
  const drawnBytes = 8;
  const labelBytes = 4;
  const [numberBytes, panelSamples] = config.precision === 'float64' ? [8, 4] : [4, 8];
  const copiesOfParameters = 5; // value, transposed, gradient, and the two moments of Adam
  const copiesInCheckpoint = 9; // value and moments: as a state, as bytes, and as a message
  const samples = trainingSamples + validationSamples;
  // Every batch starts with a panel of its own.
  const batchSize = Math.max(1, Math.min(config.batchSize ?? trainingSamples, trainingSamples));
  const batchPlaces = panelSamples * Math.ceil(batchSize / panelSamples);
  const trainingPlaces = Math.ceil(trainingSamples / batchSize) * batchPlaces;
  const orderBytes = config.batchSize === null ? 0 : 4;
  const tileNumbers = Math.max(16_384, 8 * panelSamples * activationsPerSample);
  return (
    tableRows * (features * drawnBytes + labelBytes) +
    samples * (features * drawnBytes + labelBytes) +
    (trainingPlaces + validationSamples) * (features + 1) * numberBytes +
    trainingSamples * orderBytes +
    parameters * (drawnBytes + (copiesOfParameters + copiesInCheckpoint) * numberBytes) +
    tileNumbers * numberBytes
  );
}

interface Size {
  readonly features: number;
  // The test set is drawn only when somebody asks for it.
  readonly trainingSamples: number;
  readonly validationSamples: number;
  /** Of the whole table that the sets are taken from; 0 for drawn data. */
  readonly tableRows: number;
  readonly parameters: number;
  /** Outputs of the dense layers, each with what follows it. */
  readonly activationsPerSample: number;
}

function sizeOf(config: SizedConfig): Size {
  const { dataset, layers } = config;
  const features = featuresOf(dataset);
  const { training, validation } = countSamples(config);
  let width = features;
  let parameters = 0;
  let activationsPerSample = 0;
  for (const layer of layers) {
    if (layer.kind === 'dense') {
      parameters += (width + 1) * layer.units;
      width = layer.units;
      activationsPerSample += width;
    }
  }
  return {
    features,
    trainingSamples: training,
    validationSamples: validation,
    tableRows: dataset.kind === 'table' ? dataset.rows : 0,
    parameters,
    activationsPerSample,
  };
}

/** Bytes for people: `1.5 GiB`, `12 KiB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const value = bytes / 1024 ** power;
  return `${value >= 100 || power === 0 ? value.toFixed(0) : value.toPrecision(2)} ${units[power]}`;
}

import type { DatasetConfig, DrawnDatasetConfig, ValidationConfig } from '../datasets/dataset-config.ts';
import { featuresOf, generateSamples } from '../datasets/index.ts';
import { addLabelNoise } from '../datasets/label-noise.ts';
import type { SampleSet } from '../datasets/sample-set.ts';
import { splitTable, splitTestSet, type SplitConfig } from '../datasets/split-table.ts';
import type { TableSamples } from '../datasets/table-columns.ts';
import type { DenseShape } from '../layers/dense.ts';
import { denseShapes } from '../layers/dense-shapes.ts';
import { initialScale } from '../layers/initial-scale.ts';
import { purposeStream } from '../random/purpose-stream.ts';
import { RandomStream } from '../random/random-stream.ts';
import type { TrainingConfig } from './training-config.ts';

/** What the samples of a run depend on. */
export type DrawnConfig = Pick<TrainingConfig, 'dataset' | 'validation' | 'test' | 'layers' | 'seed'>;

/** What determines where a run starts: its samples and its weights. */
export type StartConfig = DrawnConfig & Pick<TrainingConfig, 'initialization'>;

/** The two sets of a run: one to learn from, and one to validate on. */
export interface SampleSets {
  readonly training: SampleSet;
  readonly validation: SampleSet;
}

/** Where a run starts. */
export interface TrainingStart extends SampleSets {
  /** For each dense layer in forward order: [inputs, units], float64. Biases start at 0. */
  readonly weights: readonly Float64Array[];
}

/**
 * Draws both sets and the initial weights of a run.
 *
 * @param table all rows, if the config's dataset is a table; not needed for drawn data
 *
 * Throws RangeError if the seed is out of range, or the table is missing or does not fit the config.
 */
export function drawStart(config: StartConfig, table: TableSamples | null = null): TrainingStart {
  const weights: Float64Array[] = [];
  const sets = drawInOrder(config, table, (shape, random) => {
    const scale = initialScale(config.initialization, shape);
    const drawn = new Float64Array(shape.inputs * shape.units);
    for (let index = 0; index < drawn.length; index++) drawn[index] = scale * random.randn();
    weights.push(drawn);
  });
  return { ...sets, weights };
}

/**
 * The two sets that a run of this config will use, for a preview. Where weights are drawn between them (`drawsBetweenSets`), it takes as
 * long as drawing these, about 20 ns each, but keeps none. Table and errors as for `drawStart`.
 */
export function drawSampleSets(config: DrawnConfig, table: TableSamples | null = null): SampleSets {
  const skipWeights = ({ inputs, units }: DenseShape, random: RandomStream): void => {
    for (let index = 0; index < inputs * units; index++) random.randn();
  };
  return drawInOrder(config, table, drawsBetweenSets(config.dataset) ? skipWeights : () => {});
}

/** Whether the validation set is drawn from the run's stream after the weights, so that the network's shape changes it. */
export function drawsBetweenSets(dataset: DatasetConfig): boolean {
  return dataset.kind !== 'table' && dataset.positions === 'grid';
}

/**
 * The test set of a run, or null when its config has none. For drawn data it comes from stream 'test' of the seed, with clean labels, at
 * the positions of the config. Table and errors as for `drawStart`.
 */
export function drawTestSet(config: DrawnConfig, table: TableSamples | null = null): SampleSet | null {
  const { dataset, test, seed } = config;
  if (test === null) return null;
  if (dataset.kind === 'table') return splitTestSet({ ...config, dataset }, present(table));
  if ('file' in test) throw new RangeError('got a test file; allowed: of drawn data, samples per class');
  return generateHeldOut(dataset, test, purposeStream(seed, 'test'));
}

/**
 * The chapter's order: the training set, each dense layer's weights row by row, the validation set. At random positions, the validation set
 * comes from stream 'validation' of the seed instead.
 */
function drawInOrder(
  config: DrawnConfig,
  table: TableSamples | null,
  drawWeights: (shape: DenseShape, random: RandomStream) => void,
): SampleSets {
  const { dataset, seed } = config;
  const random = new RandomStream(seed);
  const drawAllWeights = (): void => {
    for (const shape of denseShapes(config.layers, featuresOf(dataset))) drawWeights(shape, random);
  };
  if (dataset.kind === 'table') {
    const split = splitTable({ ...config, dataset } satisfies SplitConfig, present(table));
    drawAllWeights();
    return {
      training: addLabelNoise(split.training, dataset.labelNoise, seed),
      validation: split.validation,
    };
  }
  const training = generateSamples(dataset, dataset.samplesPerClass, random, 'grid');
  drawAllWeights();
  const own = drawsBetweenSets(dataset) ? random : purposeStream(seed, 'validation');
  const validation = generateHeldOut(dataset, config.validation, own);
  return { training: addLabelNoise(training, dataset.labelNoise, seed), validation };
}

function generateHeldOut(
  dataset: DrawnDatasetConfig,
  size: ValidationConfig,
  random: RandomStream,
): SampleSet {
  if ('samplesPerClass' in size) {
    return generateSamples(dataset, size.samplesPerClass, random, dataset.positions);
  }
  throw new RangeError(`got ${JSON.stringify(size)}; allowed: of drawn data, samples per class`);
}

function present(table: TableSamples | null): TableSamples {
  if (table) return table;
  throw new RangeError('the config names a table; its rows are missing');
}

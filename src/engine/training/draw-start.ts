import { featuresOf, generateSamples } from '../datasets/index.ts';
import type { SampleSet } from '../datasets/sample-set.ts';
import { denseShapes } from '../layers/dense-shapes.ts';
import { RandomStream } from '../random/random-stream.ts';
import type { TrainingConfig } from './training-config.ts';

/** What the random stream of a run decides. */
export type DrawnConfig = Pick<TrainingConfig, 'dataset' | 'validation' | 'layers' | 'seed'>;

/** The two sets of a run: what it learns from, and what it is judged by. */
export interface SampleSets {
  readonly training: SampleSet;
  readonly validation: SampleSet;
}

/** Where a run starts. */
export interface TrainingStart extends SampleSets {
  /** Of each dense layer in forward order: [inputs, units], float64. Biases start at 0. */
  readonly weights: readonly Float64Array[];
}

/** Initial weights are this times a standard normal. Source: chapter, dense layer. */
const initialWeightScale = 0.01;

/** Draws both sets and the initial weights of a run. Throws RangeError when the seed is out of range. */
export function drawStart(config: DrawnConfig): TrainingStart {
  const weights: Float64Array[] = [];
  const sets = drawInOrder(config, (count, random) => {
    const drawn = new Float64Array(count);
    for (let index = 0; index < count; index++) drawn[index] = initialWeightScale * random.randn();
    weights.push(drawn);
  });
  return { ...sets, weights };
}

/**
 * The two sets that a run of this config will see, for a preview. It takes as long as drawing the weights between
 * them (about 20 ns each), but keeps none.
 */
export function drawSampleSets(config: DrawnConfig): SampleSets {
  return drawInOrder(config, (count, random) => {
    for (let index = 0; index < count; index++) random.randn();
  });
}

/** The chapter's order: the training set, each dense layer's weights row by row, the validation set. */
function drawInOrder(
  config: DrawnConfig,
  drawWeights: (count: number, random: RandomStream) => void,
): SampleSets {
  const { dataset } = config;
  const random = new RandomStream(config.seed);
  const training = generateSamples(dataset, dataset.samplesPerClass, random);
  for (const { inputs, units } of denseShapes(config.layers, featuresOf(dataset))) {
    drawWeights(inputs * units, random);
  }
  const validation = generateSamples(dataset, config.validation.samplesPerClass, random);
  return { training, validation };
}

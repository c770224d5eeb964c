import type { SampleSet } from '../datasets/sample-set.ts';
import { denseShapes } from '../layers/dense-shapes.ts';
import {
  createDenseLayer,
  createReluLayer,
  createSoftmaxLayer,
  type DenseLayer,
  type Layer,
} from '../layers/layer.ts';
import { accuracy } from '../losses/accuracy.ts';
import { categoricalCrossentropy } from '../losses/categorical-crossentropy.ts';
import { softmaxCrossentropyBackward } from '../losses/softmax-crossentropy.ts';
import { allocate, copyAs, type Numbers } from '../numerics/precision.ts';
import { createOptimizer } from '../optimizers/index.ts';
import { penaltyParts } from './epoch-row.ts';
import type { TrainingStart } from './draw-start.ts';
import type { Network, SetMetrics } from './network.ts';
import type { LayerConfig, Precision, TrainingConfig } from './training-config.ts';

/** A network whose dense layers, with their gradients, can be looked at. */
export interface LayeredNetwork extends Network {
  readonly parameters: readonly DenseLayer[];
}

/** One set with what every layer makes of it. */
interface Pass {
  readonly set: SampleSet;
  readonly inputs: Numbers;
  /** Outputs of every layer, [samples, width]; the last are the probabilities. */
  readonly outputs: readonly Numbers[];
}

/**
 * The readable network: one layer after the other over the whole set, as the chapter does it. It is the reference that
 * faster ones are compared with. The layers must end in dense and softmax, with a unit per class; throws RangeError
 * otherwise.
 */
export function createLayeredNetwork(
  config: Pick<TrainingConfig, 'layers' | 'optimizer' | 'precision'>,
  start: TrainingStart,
): LayeredNetwork {
  const { optimizer, precision } = config;
  const { classes, features } = start.training;
  const { layers, denseLayers } = createLayers(config.layers, features, start.weights, precision);
  checkOutput(config.layers, denseLayers.at(-1)?.width, classes);

  const passes = {
    training: createPass(start.training, layers, precision),
    validation: createPass(start.validation, layers, precision),
  };
  // Gradients of the loss by the outputs of every layer but softmax, which the loss takes together with itself.
  const outputGradients = passes.training.outputs
    .slice(0, -1)
    .map(({ length }) => allocate(precision, length));
  const optimizers = denseLayers.map(({ weights, biases }) => ({
    weights: createOptimizer(optimizer, weights.length, precision),
    biases: createOptimizer(optimizer, biases.length, precision),
  }));
  const penalties = new Float64Array(denseLayers.length * penaltyParts.length);

  function forward({ set, inputs, outputs }: Pass): SetMetrics {
    let previous = inputs;
    layers.forEach((layer, index) => {
      layer.forward(set.samples, previous, outputs[index]!);
      previous = outputs[index]!;
    });
    return {
      dataLoss: categoricalCrossentropy(previous, set.targets, classes),
      accuracy: accuracy(previous, set.targets, classes),
    };
  }

  function backward({ set, inputs, outputs }: Pass): void {
    softmaxCrossentropyBackward(outputs.at(-1)!, set.targets, classes, outputGradients.at(-1)!);
    for (let index = layers.length - 2; index >= 0; index--) {
      const before = index === 0 ? inputs : outputs[index - 1]!;
      const inputGradients = index === 0 ? null : outputGradients[index - 1]!;
      layers[index]!.backward(set.samples, before, outputs[index]!, outputGradients[index]!, inputGradients);
    }
  }

  return {
    penalties,
    parameters: denseLayers,
    trainingPass() {
      const metrics = forward(passes.training);
      denseLayers.forEach((layer, index) => layer.penalty(penalties, index * penaltyParts.length));
      backward(passes.training);
      return metrics;
    },
    evaluate: (set) => forward(passes[set]),
    update(learningRate, step) {
      denseLayers.forEach((layer, index) => {
        const own = optimizers[index]!;
        own.weights.update(layer.weights, layer.weightGradients, learningRate, step);
        own.biases.update(layer.biases, layer.biasGradients, learningRate, step);
      });
    },
  };
}

function createLayers(
  configs: readonly LayerConfig[],
  features: number,
  weights: readonly Float64Array[],
  precision: Precision,
): { layers: Layer[]; denseLayers: DenseLayer[] } {
  const shapes = denseShapes(configs, features);
  const denseLayers: DenseLayer[] = [];
  const layers = configs.map((config): Layer => {
    const width = denseLayers.at(-1)?.width ?? features;
    if (config.kind === 'relu') return createReluLayer(width);
    if (config.kind === 'softmax') return createSoftmaxLayer(width);
    const position = denseLayers.length;
    const layer = createDenseLayer(config, shapes[position]!, weights[position]!, precision);
    denseLayers.push(layer);
    return layer;
  });
  return { layers, denseLayers };
}

function createPass(set: SampleSet, layers: readonly Layer[], precision: Precision): Pass {
  return {
    set,
    inputs: copyAs(precision, set.inputs),
    outputs: layers.map(({ width }) => allocate(precision, set.samples * width)),
  };
}

function checkOutput(configs: readonly LayerConfig[], units: number | undefined, classes: number): void {
  const kinds = configs.map(({ kind }) => kind);
  if (kinds.at(-1) !== 'softmax' || kinds.at(-2) !== 'dense' || units !== classes) {
    throw new RangeError(
      `got layers ${kinds.join(', ')} with ${units ?? 0} outputs; allowed: the last two are dense with ${classes} units ` +
        'and softmax',
    );
  }
}

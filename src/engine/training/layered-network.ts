import type { SampleSet } from '../datasets/sample-set.ts';
import { isActivation } from '../layers/activations.ts';
import { denseShapes } from '../layers/dense-shapes.ts';
import {
  createActivationLayer,
  createDenseLayer,
  createDropoutLayer,
  createSoftmaxLayer,
  type DenseLayer,
  type Layer,
} from '../layers/layer.ts';
import { accuracy } from '../losses/accuracy.ts';
import { softmaxCrossentropy, softmaxCrossentropyBackward } from '../losses/softmax-crossentropy.ts';
import { allocate, copyAs, type Numbers } from '../numerics/precision.ts';
import { createOptimizer } from '../optimizers/index.ts';
import { penaltyParts } from './epoch-row.ts';
import type { TrainingStart } from './draw-start.ts';
import type { BatchMetrics, Network, NetworkConfig } from './network.ts';
import type { LayerConfig } from './training-config.ts';

/** A network whose dense layers and gradients can be inspected. */
export interface LayeredNetwork extends Network {
  readonly parameters: readonly DenseLayer[];
}

/** Samples that go through the layers together: inputs [samples, features], class indices [samples]. */
interface Batch {
  readonly samples: number;
  readonly inputs: Numbers;
  readonly targets: Int32Array;
}

/**
 * The readable network: one layer after the other over a whole batch, as in the chapter. It is the reference for faster ones. The layers
 * must end in dense and softmax, with one unit per class; otherwise throws RangeError.
 */
export function createLayeredNetwork(config: NetworkConfig, start: TrainingStart): LayeredNetwork {
  const { optimizer, precision } = config;
  const { classes, features } = start.training;
  const { layers, denseLayers } = createLayers(config, features, start.weights);
  checkOutput(config.layers, denseLayers.at(-1)?.width, classes);

  const sets = { training: copySet(start.training), validation: copySet(start.validation) };
  const batches = batchesOf(sets.training, features, config.batchSize);
  const most = Math.max(sets.training.samples, sets.validation.samples);
  // Outputs of every layer, [samples, width]; the last are the probabilities.
  const outputs = layers.map(({ width }) => allocate(precision, most * width));
  // Gradients of the loss with respect to the outputs of every layer except softmax, whose gradient is combined with the loss's.
  const outputGradients = layers
    .slice(0, -1)
    .map(({ width }) => allocate(precision, batches[0]!.samples * width));
  const optimizers = denseLayers.map(({ weights, biases }) => ({
    weights: createOptimizer(optimizer, weights.length, precision),
    biases: createOptimizer(optimizer, biases.length, precision),
  }));
  const penalties = new Float64Array(denseLayers.length * penaltyParts.length);

  function copySet({ samples, inputs, targets }: SampleSet): Batch {
    return { samples, inputs: copyAs(precision, inputs), targets: targets.slice() };
  }

  function forward({ samples, inputs, targets }: Batch, updates: number | null): BatchMetrics {
    let previous = inputs;
    layers.forEach((layer, index) => {
      layer.forward(samples, previous, outputs[index]!, updates);
      previous = outputs[index]!;
    });
    return {
      dataLoss: softmaxCrossentropy(outputs.at(-2)!, previous, targets, classes),
      accuracy: accuracy(previous, targets, classes),
      samples,
    };
  }

  function backward({ samples, inputs, targets }: Batch, updates: number): void {
    softmaxCrossentropyBackward(outputs.at(-1)!, targets, classes, outputGradients.at(-1)!);
    for (let index = layers.length - 2; index >= 0; index--) {
      const before = index === 0 ? inputs : outputs[index - 1]!;
      const inputGradients = index === 0 ? null : outputGradients[index - 1]!;
      layers[index]!.backward(
        samples,
        before,
        outputs[index]!,
        outputGradients[index]!,
        inputGradients,
        updates,
      );
    }
  }

  return {
    penalties,
    parameters: denseLayers,
    moments: optimizers.flatMap(({ weights, biases }) => [...weights.moments, ...biases.moments]),
    arrange(order) {
      const { inputs, targets } = start.training;
      order.forEach((sample, position) => {
        for (let feature = 0; feature < features; feature++) {
          sets.training.inputs[position * features + feature] = inputs[sample * features + feature]!;
        }
        sets.training.targets[position] = targets[sample]!;
      });
    },
    trainingPass(batch, updates) {
      const metrics = forward(batches[batch]!, updates);
      denseLayers.forEach((layer, index) => layer.penalty(penalties, index * penaltyParts.length));
      backward(batches[batch]!, updates);
      return metrics;
    },
    evaluate: (set) => forward(sets[set], null),
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
  { layers: configs, precision, seed }: NetworkConfig,
  features: number,
  weights: readonly Float64Array[],
): { layers: Layer[]; denseLayers: DenseLayer[] } {
  const shapes = denseShapes(configs, features);
  const denseLayers: DenseLayer[] = [];
  let dropoutLayer = 0;
  const layers = configs.map((config): Layer => {
    const width = denseLayers.at(-1)?.width ?? features;
    if (isActivation(config)) return createActivationLayer(width, config);
    if (config.kind === 'softmax') return createSoftmaxLayer(width);
    if (config.kind === 'dropout') {
      return createDropoutLayer(width, { rate: config.rate, seed, dropoutLayer: dropoutLayer++ });
    }
    const position = denseLayers.length;
    const layer = createDenseLayer(config, shapes[position]!, weights[position]!, precision);
    denseLayers.push(layer);
    return layer;
  });
  return { layers, denseLayers };
}

/** Views of `batchSize` samples of a set each, the last with the remainder; null makes one batch. */
function batchesOf({ samples, inputs, targets }: Batch, features: number, batchSize: number | null): Batch[] {
  const size = Math.min(samples, batchSize ?? samples);
  return Array.from({ length: Math.ceil(samples / size) }, (_, batch) => {
    const first = batch * size;
    const end = Math.min(samples, first + size);
    return {
      samples: end - first,
      inputs: inputs.subarray(first * features, end * features),
      targets: targets.subarray(first, end),
    };
  });
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

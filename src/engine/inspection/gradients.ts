import type { SampleSet } from '../datasets/sample-set.ts';
import { activationBackward, isActivation } from '../layers/activations.ts';
import { denseBiasGradients, denseInputGradients, denseWeightGradients } from '../layers/dense.ts';
import { softmaxCrossentropyBackward } from '../losses/softmax-crossentropy.ts';
import type { Numbers } from '../numerics/precision.ts';
import { addLayerPenaltyGradients } from '../regularizers/layer-penalty.ts';
import type { DenseParameters } from '../training/network.ts';
import type { DenseLayerConfig, LayerConfig } from '../training/training-config.ts';
import { forwardActivations } from './forward-activations.ts';

/**
 * Propagates a gradient with respect to the logits [samples, classes] back to the outputs of every dense layer: one array [samples, units]
 * each, in forward order, the last being `logitGradients` itself. Dropout is off. `activations` are those of `forwardActivations`, for
 * layers that end in dense and softmax. Mutates nothing. Source: chapter, backpropagation.
 */
export function denseOutputGradients(
  parameters: readonly DenseParameters[],
  layers: readonly LayerConfig[],
  activations: readonly Float64Array[],
  logitGradients: Float64Array,
): Float64Array[] {
  const gradients: Float64Array[] = [];
  let gradient = logitGradients;
  let dense = parameters.length - 1;
  for (let index = layers.length - 2; index >= 0; index--) {
    const layer = layers[index]!;
    if (layer.kind === 'dense') {
      gradients.unshift(gradient);
      if (dense === 0) break;
      const { weights, biases } = parameters[dense--]!;
      const shape = { inputs: weights.length / biases.length, units: biases.length };
      const samples = gradient.length / shape.units;
      const before = new Float64Array(samples * shape.inputs);
      denseInputGradients(shape, samples, gradient, weights, before);
      gradient = before;
    } else if (isActivation(layer)) {
      const before = new Float64Array(gradient.length);
      const [inputs, outputs] = [activations[index - 1]!, activations[index]!];
      activationBackward(layer, gradient.length, inputs, outputs, gradient, before);
      gradient = before;
    }
  }
  return gradients;
}

/** The inputs of every dense layer: arrays [samples, inputs], in forward order. */
export function denseInputs(
  layers: readonly LayerConfig[],
  activations: readonly Float64Array[],
  inputs: Numbers,
): Numbers[] {
  return layers.flatMap(({ kind }, index) => (kind === 'dense' ? [activations[index - 1] ?? inputs] : []));
}

/**
 * Gradients of the mean cross-entropy over the whole of `set` with respect to the parameters, without penalties and with dropout off: for
 * every dense layer, weights [inputs, units] and biases [1, units], float64. Mutates nothing. Source: chapter, backpropagation.
 */
export function dataLossGradients(
  parameters: readonly DenseParameters[],
  layers: readonly LayerConfig[],
  { samples, inputs, targets, classes }: Pick<SampleSet, 'samples' | 'inputs' | 'targets' | 'classes'>,
): DenseParameters[] {
  const activations = forwardActivations(parameters, layers, inputs);
  const logitGradients = new Float64Array(samples * classes);
  softmaxCrossentropyBackward(activations.at(-1)!, targets, classes, logitGradients);
  const outputGradients = denseOutputGradients(parameters, layers, activations, logitGradients);
  const before = denseInputs(layers, activations, inputs);
  return parameters.map(({ weights, biases }, index) => {
    const shape = { inputs: weights.length / biases.length, units: biases.length };
    const gradients = {
      weights: new Float64Array(weights.length),
      biases: new Float64Array(biases.length),
    };
    denseWeightGradients(shape, samples, before[index]!, outputGradients[index]!, gradients.weights);
    denseBiasGradients(shape, samples, outputGradients[index]!, gradients.biases);
    return gradients;
  });
}

/** L2 norms of the parts of one gradient: of the data loss, of the penalties, and of their sum, which the optimizer sees. */
export interface GradientNorm {
  readonly dataLoss: number;
  readonly penalty: number;
  readonly loss: number;
}

/**
 * Gradient norms of every dense layer at these parameters, over the whole of `set` and with dropout off; the norms of a batch's gradient
 * differ. At a minimum, data loss and penalty pull equally hard in opposite directions, and `loss` is 0. Mutates nothing.
 */
export function gradientNorms(
  parameters: readonly DenseParameters[],
  layers: readonly LayerConfig[],
  set: Pick<SampleSet, 'samples' | 'inputs' | 'targets' | 'classes'>,
): { weights: GradientNorm; biases: GradientNorm }[] {
  const data = dataLossGradients(parameters, layers, set);
  const configs = layers.filter((layer): layer is DenseLayerConfig => layer.kind === 'dense');
  return parameters.map(({ weights, biases }, index) => {
    const penalty = {
      weights: new Float64Array(weights.length),
      biases: new Float64Array(biases.length),
    };
    addLayerPenaltyGradients(configs[index]!, weights, biases, penalty.weights, penalty.biases);
    return {
      weights: normsOf(data[index]!.weights, penalty.weights),
      biases: normsOf(data[index]!.biases, penalty.biases),
    };
  });
}

function normsOf(data: Numbers, penalty: Numbers): GradientNorm {
  let [dataSquares, penaltySquares, squares] = [0, 0, 0];
  for (let index = 0; index < data.length; index++) {
    const [ofData, ofPenalty] = [data[index]!, penalty[index]!];
    const both = ofData + ofPenalty;
    dataSquares += ofData * ofData;
    penaltySquares += ofPenalty * ofPenalty;
    squares += both * both;
  }
  return {
    dataLoss: Math.sqrt(dataSquares),
    penalty: Math.sqrt(penaltySquares),
    loss: Math.sqrt(squares),
  };
}

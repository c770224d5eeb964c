import { allocate, copyAs, type Numbers } from '../numerics/precision.ts';
import { addLayerPenaltyGradients, layerPenalty } from '../regularizers/layer-penalty.ts';
import type { DenseLayerConfig, Precision } from '../training/training-config.ts';
import { activate, activationBackward, type ActivationConfig } from './activations.ts';
import {
  denseBiasGradients,
  denseForward,
  denseInputGradients,
  denseWeightGradients,
  type DenseShape,
} from './dense.ts';
import { applyDropout, type Dropout } from './dropout-mask.ts';
import { softmaxBackward, softmaxForward } from './softmax.ts';

/** One step of a network from [samples, previous width] to [samples, width], over buffers that the network owns. */
export interface Layer {
  /** Numbers per sample that the layer outputs. */
  readonly width: number;
  /**
   * Mutates (overwrites) `outputs` only.
   * @param updates updates made before this training pass, which pick its dropout masks; null evaluates, without dropout
   */
  forward(samples: number, inputs: Numbers, outputs: Numbers, updates: number | null): void;
  /**
   * Computes the gradient of the loss with respect to the inputs from that with respect to the outputs, for the `inputs`, `outputs` and
   * `updates` of a forward call. Mutates (overwrites) the gradients of the layer's own parameters and `inputGradients`, unless that is null
   * because it is not needed.
   */
  backward(
    samples: number,
    inputs: Numbers,
    outputs: Numbers,
    outputGradients: Numbers,
    inputGradients: Numbers | null,
    updates: number,
  ): void;
}

/** A dense layer with its parameters and their gradients: weights [inputs, units], biases [1, units]. */
export interface DenseLayer extends Layer {
  readonly shape: DenseShape;
  readonly weights: Numbers;
  readonly biases: Numbers;
  readonly weightGradients: Numbers;
  readonly biasGradients: Numbers;
  /** Writes the four parts of the current penalty to `parts`, starting at `offset`; see `layerPenalty`. */
  penalty(parts: Float64Array, offset: number): void;
}

/**
 * A dense layer with the given initial weights (rounded to `precision`) and zero biases. Its parameter gradients are those of data loss
 * plus penalty. Source: chapter "L1 and L2 regularization", dense layer.
 */
export function createDenseLayer(
  config: DenseLayerConfig,
  shape: DenseShape,
  initialWeights: ArrayLike<number>,
  precision: Precision,
): DenseLayer {
  const weights = copyAs(precision, initialWeights);
  const biases = allocate(precision, shape.units);
  const weightGradients = allocate(precision, weights.length);
  const biasGradients = allocate(precision, biases.length);
  return {
    width: shape.units,
    shape,
    weights,
    biases,
    weightGradients,
    biasGradients,
    forward: (samples, inputs, outputs) => denseForward(shape, samples, inputs, weights, biases, outputs),
    backward(samples, inputs, _outputs, outputGradients, inputGradients) {
      denseWeightGradients(shape, samples, inputs, outputGradients, weightGradients);
      denseBiasGradients(shape, samples, outputGradients, biasGradients);
      addLayerPenaltyGradients(config, weights, biases, weightGradients, biasGradients);
      if (inputGradients) denseInputGradients(shape, samples, outputGradients, weights, inputGradients);
    },
    penalty: (parts, offset) => layerPenalty(config, weights, biases, parts, offset),
  };
}

/** An activation over `width` numbers per sample. */
export function createActivationLayer(width: number, config: ActivationConfig): Layer {
  return {
    width,
    forward: (samples, inputs, outputs) => activate(config, samples * width, inputs, outputs),
    backward(samples, inputs, outputs, outputGradients, inputGradients) {
      if (!inputGradients) return;
      activationBackward(config, samples * width, inputs, outputs, outputGradients, inputGradients);
    },
  };
}

/** Inverted dropout over `width` numbers per sample, off during evaluation. Source: chapter "Dropout". */
export function createDropoutLayer(width: number, dropout: Dropout): Layer {
  return {
    width,
    forward(samples, inputs, outputs, updates) {
      copyNumbers(samples * width, inputs, outputs);
      if (updates !== null) applyDropout(dropout, updates, samples, width, outputs);
    },
    backward(samples, _inputs, _outputs, outputGradients, inputGradients, updates) {
      if (!inputGradients) return;
      copyNumbers(samples * width, outputGradients, inputGradients);
      applyDropout(dropout, updates, samples, width, inputGradients);
    },
  };
}

function copyNumbers(length: number, from: Numbers, to: Numbers): void {
  for (let index = 0; index < length; index++) to[index] = from[index]!;
}

/** Softmax over `width` classes. */
export function createSoftmaxLayer(width: number): Layer {
  return {
    width,
    forward: (samples, inputs, outputs) => softmaxForward(samples, width, inputs, outputs),
    backward(samples, _inputs, outputs, outputGradients, inputGradients) {
      if (inputGradients) softmaxBackward(samples, width, outputs, outputGradients, inputGradients);
    },
  };
}

import { laneBytes, panelSamples, rowBytes } from './panel';

/** Bytes from one layer to the next in the table of layers, at least the size of the class. */
export const layerBytes: usize = 136;

/** A dense layer, with activation and dropout or without. Addresses are of arrays of the precision's numbers. */
@unmanaged
export class DenseLayer {
  inputs: i32;
  units: i32;
  /** Activation of activations.ts. */
  activation: i32;
  /**
   * Weights of a row for each input and runs of 32 bytes of units, with gradients and two moments that lie alike. Large layers of batches but
   * the last, where their units are whole runs, keep them in columns: the runs of some units one after the other, as vectors over units read them; else rows
   * are [inputs, units].
   */
  weights: usize;
  weightGradients: usize;
  weightMoments1: usize;
  weightMoments2: usize;
  /** [units], with gradients and two moments. */
  biases: usize;
  biasGradients: usize;
  biasMoments1: usize;
  biasMoments2: usize;
  /** Room for [units, inputs], weights of the pass under way. */
  transposed: usize;
  /** Bytes from one unit of those to the next. */
  transposedStride: usize;
  /** [tile's panels][units][4]: outputs, then the gradients by what entered the activation. */
  outputs: usize;
  /** Bytes from one panel of outputs to the next. */
  outputStride: usize;
  /** Slopes of an activation that is apart, as outputs lie. */
  slopes: usize;
  weightL1: f64;
  weightL2: f64;
  biasL1: f64;
  biasL2: f64;
  /** Of leaky ReLU. */
  alpha: f64;
  /** 1 / (1 - rate); 0 without dropout. The rest is as in dropout.ts. */
  dropoutScale: f64;
  dropoutThreshold: u32;
  dropoutSeed: u32;
  dropoutPurpose: u32;
  /** Bytes from the weights of one input to those of the next, and from one run of an input to the next. */
  weightRow: usize;
  weightRun: usize;
}

/** Whether a layer's weights lie in columns. */
@inline
export function isInColumns(layer: DenseLayer): bool {
  return layer.weightRun != rowBytes;
}

/** Where the weights of a unit and those behind it in its run begin. */
@inline
export function weightsOf(layer: DenseLayer, unit: i32): usize {
  return layer.weights + <usize>(unit / panelSamples) * layer.weightRun + <usize>(unit % panelSamples) * laneBytes;
}

import { laneBytes, panelSamples, rowBytes } from './panel';

/** Bytes from one layer to the next in the table of layers; at least the size of the class. */
export const layerBytes: usize = 136;

/** A dense layer, optionally with activation and dropout. Addresses point to arrays of the network's precision. */
@unmanaged
export class DenseLayer {
  inputs: i32;
  units: i32;
  /** An Activation of activations.ts. */
  activation: i32;
  /**
   * Weights: one row per input, in runs of 32 bytes of units; gradients and the two moments have the same layout. In training by batches,
   * large layers except the last, if their units form whole runs, store them in columns: for each run of units, the runs of all inputs one
   * after the other, as vectors over units read them. Otherwise rows are [inputs, units].
   */
  weights: usize;
  weightGradients: usize;
  weightMoments1: usize;
  weightMoments2: usize;
  /** [units], followed by gradients and two moments. */
  biases: usize;
  biasGradients: usize;
  biasMoments1: usize;
  biasMoments2: usize;
  /** Room for [units, inputs]: the transposed weights of the current pass. */
  transposed: usize;
  /** Bytes from one unit of the transposed weights to the next. */
  transposedStride: usize;
  /** [panel][unit][sample] of a tile: outputs, then the gradients with respect to the activation's input. */
  outputs: usize;
  /** Bytes from one panel of outputs to the next. */
  outputStride: usize;
  /** Slopes of a separate activation, in the layout of outputs. */
  slopes: usize;
  weightL1: f64;
  weightL2: f64;
  biasL1: f64;
  biasL2: f64;
  /** Slope of leaky ReLU. */
  alpha: f64;
  /** 1 / (1 - rate); 0 without dropout. For the other fields, see dropout.ts. */
  dropoutScale: f64;
  dropoutThreshold: u32;
  dropoutSeed: u32;
  dropoutPurpose: u32;
  /** Bytes from the weights of one input to those of the next, and from one run of an input to the next. */
  weightRow: usize;
  weightRun: usize;
}

/** Whether a layer's weights are stored in columns. */
@inline
export function isInColumns(layer: DenseLayer): bool {
  return layer.weightRun != rowBytes;
}

/** Where the weights of a unit, and of those after it in its run, begin. */
@inline
export function weightsOf(layer: DenseLayer, unit: i32): usize {
  return layer.weights + <usize>(unit / panelSamples) * layer.weightRun + <usize>(unit % panelSamples) * laneBytes;
}

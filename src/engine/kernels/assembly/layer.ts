/** Bytes from one layer to the next in the table of layers, at least the size of the class. */
export const layerBytes: usize = 128;

/** A dense layer, with activation and dropout or without. Addresses are of arrays of the precision's numbers. */
@unmanaged
export class DenseLayer {
  inputs: i32;
  units: i32;
  /** Activation of activations.ts. */
  activation: i32;
  /** [inputs, units] and [units], each with gradients and two moments of the same shape. */
  weights: usize;
  weightGradients: usize;
  weightMoments1: usize;
  weightMoments2: usize;
  biases: usize;
  biasGradients: usize;
  biasMoments1: usize;
  biasMoments2: usize;
  /** [units, inputs], the weights of the pass under way, or room for them in columns, see unit-product.ts. */
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
}

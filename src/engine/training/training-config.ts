/** Four penalty factors of one dense layer; each is at least 0. Source: chapter "L1 and L2 regularization". */
export interface Lambdas {
  readonly weightRegularizerL1: number;
  readonly weightRegularizerL2: number;
  readonly biasRegularizerL1: number;
  readonly biasRegularizerL2: number;
}

/** Fully connected layer of `units` neurons with its penalty factors. */
export interface DenseLayerConfig extends Lambdas {
  readonly kind: 'dense';
  readonly units: number;
}

/** One entry of a network, in forward order. */
export type LayerConfig = DenseLayerConfig | { readonly kind: 'relu' } | { readonly kind: 'softmax' };

/** Where the training samples come from. */
export interface SpiralConfig {
  readonly kind: 'spiral';
  readonly samplesPerClass: number;
  readonly classes: number;
  /** Standard deviation of the angle's normal noise, in the spiral's own angle unit. */
  readonly noise: number;
}
export type DatasetConfig = SpiralConfig;

/** A held-out set drawn from the same source after the initial weights. */
export interface ValidationConfig {
  readonly samplesPerClass: number;
}

interface OptimizerBase {
  readonly learningRate: number;
  /** Compounding decay per update, see `decayLearningRate`. 0 turns it off. */
  readonly decay: number;
}
export interface SgdConfig extends OptimizerBase {
  readonly kind: 'sgd';
  readonly momentum: number;
  readonly nesterov: boolean;
}
export interface AdagradConfig extends OptimizerBase {
  readonly kind: 'adagrad';
  readonly epsilon: number;
}
export interface RmspropConfig extends OptimizerBase {
  readonly kind: 'rmsprop';
  readonly epsilon: number;
  readonly rho: number;
}
export interface AdamConfig extends OptimizerBase {
  readonly kind: 'adam';
  readonly epsilon: number;
  readonly beta1: number;
  readonly beta2: number;
}
export type OptimizerConfig = SgdConfig | AdagradConfig | RmspropConfig | AdamConfig;

export type Precision = 'float64' | 'float32';

/** Everything that decides a training, bit for bit. */
export interface TrainingConfig {
  readonly dataset: DatasetConfig;
  readonly validation: ValidationConfig;
  readonly layers: readonly LayerConfig[];
  readonly loss: { readonly kind: 'categoricalCrossentropy' };
  readonly optimizer: OptimizerConfig;
  /** Number of recorded epochs, each followed by one update. */
  readonly epochs: number;
  /** Samples per update; null trains on the whole set at once. */
  readonly batchSize: null;
  /** Validation is measured at epoch 0, at every multiple of this, and at the last epoch. */
  readonly evaluateEvery: number;
  /** Seed of the run's random stream, 0 to 2^32 - 1. */
  readonly seed: number;
  readonly precision: Precision;
}

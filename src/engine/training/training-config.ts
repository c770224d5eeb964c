import type { DatasetConfig, TestConfig, ValidationConfig } from '../datasets/dataset-config.ts';
import type { ActivationConfig } from '../layers/activations.ts';
import type { Initialization } from '../layers/initial-scale.ts';

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

/**
 * Inverted dropout after a hidden layer: while training, each output is set to 0 with probability `rate` and otherwise divided by 1 - rate.
 * Off in every evaluation. Source: Srivastava et al., "Dropout", 2014; chapter "Dropout".
 */
export interface DropoutLayerConfig {
  readonly kind: 'dropout';
  /** Fraction of outputs dropped, at least 0 and below 1. */
  readonly rate: number;
}

/** One entry of a network, in forward order. */
export type LayerConfig =
  | DenseLayerConfig
  | ActivationConfig
  | DropoutLayerConfig
  | { readonly kind: 'softmax' };

interface ScheduleBase {
  /** Number of initial updates over which the rate climbs linearly to the config's; 0 for none. */
  readonly warmupUpdates: number;
}
/**
 * How the learning rate changes over a run, see `scheduledRate`. Schedules count updates: the position of an update is epoch * updates per
 * epoch + batch, so that a fork with another batch size is where a run of its config would be.
 */
export type ScheduleConfig = ScheduleBase &
  (
    | { readonly kind: 'inverseTime'; /** Per update, at least 0. */ readonly decay: number }
    | {
        readonly kind: 'step';
        /** The factor applied to the rate, above 0 and at most 1, ... */
        readonly factor: number;
        /** ... once in every this many updates. */
        readonly everyUpdates: number;
      }
    | {
        readonly kind: 'exponential';
        /** The factor applied to the rate at every update, above 0 and at most 1. */
        readonly factor: number;
      }
    | { readonly kind: 'cosine'; /** Rate of the last update, 0 to learningRate. */ readonly minimum: number }
  );

interface OptimizerBase {
  readonly learningRate: number;
  /** The chapter's compounding decay per update, see `decayLearningRate`. 0 turns it off; it must be off when there is a schedule. */
  readonly decay: number;
  /** null leaves the learning rate to `decay`. */
  readonly schedule: ScheduleConfig | null;
  /**
   * Decoupled weight decay: before its step, an update subtracts learningRate * weightDecay of every weight and bias, bypassing the
   * optimizer's moments, which L2 in the loss goes through. 0 turns it off.
   * Source: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019, as in torch.optim.AdamW.
   */
  readonly weightDecay: number;
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

/** Ends a training when validation has stopped improving. */
export interface EarlyStoppingConfig {
  /**
   * Training ends at the first validated epoch that is at least this many epochs after the last improvement. Its update is still made, so
   * that it ends as a run with that many epochs would.
   */
  readonly patience: number;
  /** The metric to improve: lower is better for loss, higher for accuracy. */
  readonly metric: 'validationLoss' | 'validationAccuracy';
  /** Only an improvement by more than this counts; at least 0. Same as min_delta in Keras and PyTorch Lightning. */
  readonly minDelta: number;
  /**
   * Whether the training ends with the parameters of its best validated epoch (best by any margin), as they were before that epoch's
   * update, whether or not it was stopped early. If the parameters after the last update are better still, they are kept.
   */
  readonly restoreBest: boolean;
}

export type Precision = 'float64' | 'float32';

/** Everything that determines a training, bit for bit. */
export interface TrainingConfig {
  readonly dataset: DatasetConfig;
  /** For a table, a fraction or a fold of it; otherwise drawn at the dataset's positions. */
  readonly validation: ValidationConfig;
  /** A set that nobody looks at before the run is over, see evaluate-test.ts; null for none. */
  readonly test: TestConfig | null;
  readonly layers: readonly LayerConfig[];
  /** Of the weights of all dense layers; biases start at 0. */
  readonly initialization: Initialization;
  readonly loss: { readonly kind: 'categoricalCrossentropy' };
  readonly optimizer: OptimizerConfig;
  /** Number of recorded epochs, each followed by one update. */
  readonly epochs: number;
  /** Samples per update; null trains on the whole set at once, in its own order. The last batch may be smaller. */
  readonly batchSize: number | null;
  /** Validation is measured at epoch 0, at every multiple of this, and at the last epoch. */
  readonly evaluateEvery: number;
  /** null trains all epochs. */
  readonly earlyStopping: EarlyStoppingConfig | null;
  /** Seed of the run's random stream, 0 to 2^32 - 1. */
  readonly seed: number;
  readonly precision: Precision;
}

/** A part of a training under one config, up to the epoch at which the next config took over. */
export interface TrainingStage {
  readonly config: TrainingConfig;
  /** The first epoch that was not trained under it. */
  readonly until: number;
}

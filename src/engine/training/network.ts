import type { Numbers } from '../numerics/precision.ts';
import type { TrainingStart } from './draw-start.ts';
import type { TrainingConfig } from './training-config.ts';

/** The metrics of a network on one set. */
export interface SetMetrics {
  /** Mean categorical cross-entropy in nats, without penalties. */
  readonly dataLoss: number;
  /** Fraction of samples classified correctly, 0 to 1. */
  readonly accuracy: number;
}

/** The metrics of a pass over one batch. */
export interface BatchMetrics extends SetMetrics {
  readonly samples: number;
}

/** Parameters of one dense layer: weights [inputs, units], biases [1, units], row-major. */
export interface DenseParameters {
  readonly weights: Numbers;
  readonly biases: Numbers;
}

/**
 * The boundary between training and numerics: everything that `createTraining` needs from an implementation.
 *
 * An update is `trainingPass` of one batch followed by `update`; an epoch does that for every batch, and may call `evaluate` before its
 * first batch and between that batch's two calls. Nothing between layers is visible, so an implementation may compose layers over whole-set
 * buffers, as the readable one in layered-network.ts does, or be fused: pass tiles of samples through all layers, forward, loss and
 * backward while they are in cache (bias with ReLU, softmax with loss and gradient), and combine penalty gradient and optimizer step in one
 * pass over the parameters. It must preserve the formulas, the meaning of `step`, and its own bits from machine to machine. Nothing may be
 * allocated per epoch except the returned metrics.
 */
export interface Network {
  /** Four penalties of every dense layer, in the order of `penaltyParts`, from the last `trainingPass`. */
  readonly penalties: Float64Array;
  /** The current parameters in forward order, until the next update. Writing to them changes the network. */
  readonly parameters: readonly DenseParameters[];
  /**
   * The optimizer's moments, ordered like the parameters: for every dense layer its weights' moments, then its biases', in as many arrays
   * of their shapes as the optimizer's kind keeps. All 0 at the start.
   */
  readonly moments: readonly Numbers[];
  /**
   * Puts the training samples in the order of these indices, each once; batch b is the b-th `batchSize` of them. Before the first call they
   * are in the order drawn. Does not keep a reference to `order`.
   */
  arrange(order: Int32Array): void;
  /**
   * Measures the current parameters on a batch (0 is the first), including their penalties and with dropout, and computes the gradients.
   * `updates` counts the updates made before and selects the dropout masks, see dropout-mask.ts.
   */
  trainingPass(batch: number, updates: number): BatchMetrics;
  /** Measures the current parameters on a whole set, without dropout. Does not change parameters, gradients or penalties. */
  evaluate(set: 'training' | 'validation'): SetMetrics;
  /** Moves the parameters by the last gradients. `step` counts updates since the moments were 0; `learningRate` is already decayed. */
  update(learningRate: number, step: number): void;
}

/** The part of a config that a network is built from. */
export type NetworkConfig = Pick<TrainingConfig, 'layers' | 'optimizer' | 'precision' | 'batchSize' | 'seed'>;

/** Builds a network from its config and its drawn samples and weights. Throws RangeError if they do not fit. */
export type CreateNetwork = (config: NetworkConfig, start: TrainingStart) => Network;

import type { Numbers } from '../numerics/precision.ts';
import type { TrainingStart } from './draw-start.ts';
import type { TrainingConfig } from './training-config.ts';

/** How a network does on one set. */
export interface SetMetrics {
  /** Mean categorical cross-entropy in nats, without penalties. */
  readonly dataLoss: number;
  /** Share of samples classified right, 0 to 1. */
  readonly accuracy: number;
}

/** What a pass over one batch found. */
export interface BatchMetrics extends SetMetrics {
  readonly samples: number;
}

/** Parameters of one dense layer: weights [inputs, units], biases [1, units], row-major. */
export interface DenseParameters {
  readonly weights: Numbers;
  readonly biases: Numbers;
}

/**
 * The seam between training and numerics: all that `createTraining` needs from whatever computes.
 *
 * An update is `trainingPass` of one batch and then `update`; an epoch does that for every batch, and may `evaluate`
 * before and between the two of its first. Nothing between
 * layers is visible, so an implementation may compose layers over whole-set buffers, as the readable one in
 * layered-network.ts does, or be fused: walk tiles of samples through all layers, forward, loss and backward while they
 * are in cache (bias with ReLU, softmax with loss and gradient), and take penalty gradient and optimizer step in one
 * pass over the parameters. What it must keep: the formulas, the meaning of `step`, and its own bits from machine to
 * machine. Nothing may be allocated per epoch but the returned metrics.
 */
export interface Network {
  /** Four penalties of every dense layer, in the order of `penaltyParts`: those of the last `trainingPass`. */
  readonly penalties: Float64Array;
  /** The present parameters in forward order, until the next update: writing to them changes the network. */
  readonly parameters: readonly DenseParameters[];
  /**
   * What the optimizer remembers, as the parameters are: for every dense layer its weights' moments, then its biases',
   * as many arrays of their shapes as the optimizer's kind keeps. All 0 at the start.
   */
  readonly moments: readonly Numbers[];
  /**
   * Puts the training samples in the order of these indices, each once; batch b is the b-th `batchSize` of them. Before
   * the first call they stand as drawn. Does not keep `order`.
   */
  arrange(order: Int32Array): void;
  /**
   * Measures the present parameters on a batch, 0 the first, with their penalties and with dropout, and finds the
   * gradients. `updates` counts those made before and picks the dropout masks, see dropout-mask.ts.
   */
  trainingPass(batch: number, updates: number): BatchMetrics;
  /** Measures the present parameters on a whole set, without dropout. Leaves parameters, gradients and penalties alone. */
  evaluate(set: 'training' | 'validation'): SetMetrics;
  /**
   * Moves the parameters by the last gradients. `step` counts updates since the moments were 0; `learningRate` is already
   * decayed.
   */
  update(learningRate: number, step: number): void;
}

/** The part of a config that a network is built from. */
export type NetworkConfig = Pick<TrainingConfig, 'layers' | 'optimizer' | 'precision' | 'batchSize' | 'seed'>;

/** Builds a network from what its config says and its random stream drew. Throws RangeError if they do not fit. */
export type CreateNetwork = (config: NetworkConfig, start: TrainingStart) => Network;

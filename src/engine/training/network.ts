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

/** Parameters of one dense layer: weights [inputs, units], biases [1, units], row-major. */
export interface DenseParameters {
  readonly weights: Numbers;
  readonly biases: Numbers;
}

/**
 * The seam between training and numerics: all that `createTraining` needs from whatever computes.
 *
 * An epoch is `trainingPass`, perhaps `evaluate('validation')`, then `update`, always in this order. Nothing between
 * layers is visible, so an implementation may compose layers over whole-set buffers, as the readable one in
 * layered-network.ts does, or be fused: walk tiles of samples through all layers, forward, loss and backward while they
 * are in cache (bias with ReLU, softmax with loss and gradient), and take penalty gradient and optimizer step in one
 * pass over the parameters. What it must keep: the formulas, the meaning of `step`, and its own bits from machine to
 * machine. Nothing may be allocated per epoch but the returned metrics.
 */
export interface Network {
  /** Four penalties of every dense layer, in the order of `penaltyParts`: those of the last `trainingPass`. */
  readonly penalties: Float64Array;
  /** Present parameters in forward order, to be read before the next call of `update`. */
  readonly parameters: readonly DenseParameters[];
  /** Measures the present parameters on the training set, with their penalties, and finds the gradients. */
  trainingPass(): SetMetrics;
  /** Measures the present parameters on a set. Leaves parameters, gradients and penalties alone. */
  evaluate(set: 'training' | 'validation'): SetMetrics;
  /** Moves the parameters by the last gradients. `step` counts updates from 0; `learningRate` is already decayed. */
  update(learningRate: number, step: number): void;
}

/** Builds a network from what its config says and its random stream drew. Throws RangeError when they do not fit. */
export type CreateNetwork = (
  config: Pick<TrainingConfig, 'layers' | 'optimizer' | 'precision'>,
  start: TrainingStart,
) => Network;

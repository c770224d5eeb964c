import type { Numbers } from '../numerics/precision.ts';
import type { RandomState } from '../random/random-stream.ts';
import type { DenseParameters } from './network.ts';
import type { WeightAverage } from './weight-average.ts';

/** A validated epoch and its value of the early stopping metric. */
export interface BestEpoch {
  readonly epoch: number;
  readonly value: number;
}

/** Everything that a training needs to continue as if it had never stopped. Its arrays are copies, in the run's precision. */
export interface TrainingState {
  /** The next epoch to be recorded. */
  readonly epoch: number;
  /** Total number of updates made. */
  readonly updates: number;
  /** How many updates had been made when the optimizer's moments were last 0. */
  readonly momentsSince: number;
  readonly learningRate: number;
  /** The epoch from which patience counts; null without early stopping, and before the first value that is a number. */
  readonly best: BestEpoch | null;
  /** What `restoreBest` restores, ordered like `parameters`; null without it, and before the first value that is a number. */
  readonly kept: (BestEpoch & { readonly parameters: readonly Numbers[] }) | null;
  /** null before the last 5 % of epochs. */
  readonly average: WeightAverage | null;
  /** The state of the shuffle stream; null without batches. */
  readonly shuffle: RandomState | null;
  /** Weights and biases of each dense layer, in forward order. */
  readonly parameters: readonly Numbers[];
  /** In the order of `Network`. */
  readonly moments: readonly Numbers[];
}

/** Metrics of the parameters after the last update: the chapter's closing line. */
export interface FinalMetrics {
  readonly dataLoss: number;
  readonly accuracy: number;
  readonly validationLoss: number;
  readonly validationAccuracy: number;
}

/**
 * One run in progress. The caller decides when to continue, so the numerics need no support for pausing, stopping or progress.
 * Implementations differ in speed, never in results.
 */
export interface Training {
  /** Numbers per row, see epoch-row.ts. */
  readonly rowLength: number;
  /** The next epoch to be recorded; equals the config's epochs when all are done. */
  readonly epoch: number;
  /** The epoch whose loss was not finite, or null. No update follows it. */
  readonly divergedAt: number | null;
  /** True when early stopping ended the training before its last epoch. */
  readonly stoppedEarly: boolean;
  /** The epoch whose parameters `restoreBest` restored at the end; null if it did not. */
  readonly restoredEpoch: number | null;
  /**
   * The mean of the parameters after each of the last 5 % of epochs, see weight-average.ts, ordered as in `TrainingState`. Null before the
   * last planned epoch is trained, and if the training was resumed too late to have all of them.
   */
  readonly averaged: readonly Float64Array[] | null;
  /** The current parameters, until the training continues. Do not write to them. */
  readonly parameters: readonly DenseParameters[];
  /**
   * Trains up to `maxEpochs` epochs and records one row each in `rows`, from its start. Mutates `rows` and the network. Returns the number
   * of rows written; 0 once finished, stopped early or diverged.
   */
  advance(maxEpochs: number, rows: Float64Array): number;
  /** Evaluates the current parameters, or the given ones instead, on both sets; changes nothing. */
  evaluate(parameters?: readonly Numbers[]): FinalMetrics;
  /** A copy of the training's state. Throws RangeError if it has diverged, because it cannot be continued. */
  state(): TrainingState;
}

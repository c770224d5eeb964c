import type { Numbers } from '../numerics/precision.ts';

/**
 * One step of an optimizer on one array of parameters, whose moments it keeps: an array of weights or of biases has an
 * instance of its own.
 */
export interface Optimizer {
  /** What it remembers, live: arrays as long as the parameters, `momentCount` of them, all 0 at the start. */
  readonly moments: readonly Numbers[];
  /**
   * Moves `parameters` by `gradients` (data and penalty together, same length), whose precision is that of the state.
   * `learningRate` is already decayed; `step` counts updates from 0. Mutates `parameters` and the optimizer's state.
   */
  update(parameters: Numbers, gradients: Numbers, learningRate: number, step: number): void;
}

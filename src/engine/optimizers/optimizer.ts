import type { Numbers } from '../numerics/precision.ts';

/** An optimizer for one array of parameters, with its moments: each array of weights or biases has its own instance. */
export interface Optimizer {
  /** Its live state: `momentCount` arrays of the parameters' length, all 0 at the start. */
  readonly moments: readonly Numbers[];
  /**
   * Moves `parameters` by `gradients` (data plus penalty, same length), whose precision is that of the state. `learningRate` is already
   * decayed; `step` counts updates from 0. Mutates `parameters` and the optimizer's state.
   */
  update(parameters: Numbers, gradients: Numbers, learningRate: number, step: number): void;
}

import type { Numbers } from '../numerics/precision.ts';
import type { TrainingConfig } from './training-config.ts';
import type { TrainingState } from './training.ts';

/** The first of the last 5 % of `epochs` epochs, rounded up to whole epochs: the last 501 of 10,001, the last one of 7. */
export function tailStart(epochs: number): number {
  return epochs - Math.ceil(epochs / 20);
}

/** Sums of the parameters after each epoch's last update, starting with epoch `from`. */
export interface WeightAverage {
  readonly from: number;
  /** Ordered as in `parameterArrays`, float64. */
  readonly sums: readonly Float64Array[];
}

/** An average that is still empty and starts with epoch `from`. */
export function startAverage(from: number, parameters: readonly Numbers[]): WeightAverage {
  return { from, sums: parameters.map(({ length }) => new Float64Array(length)) };
}

/**
 * The sums so far for a training of this config that continues from `state`: a copy of the state's sums if they cover its own last epochs;
 * null if those have not started, or some were trained without being summed.
 */
export function takeUpAverage(
  { epochs }: TrainingConfig,
  state: TrainingState | undefined,
): WeightAverage | null {
  if (!state?.average || state.average.from < tailStart(epochs)) return null;
  return copyAverage(state.average);
}

export function copyAverage({ from, sums }: WeightAverage): WeightAverage {
  return { from, sums: sums.map((values) => values.slice()) };
}

/** Adds the current parameters. Mutates the sums. */
export function addToAverage({ sums }: WeightAverage, parameters: readonly Numbers[]): void {
  sums.forEach((sum, array) => {
    const values = parameters[array]!;
    for (let index = 0; index < sum.length; index++) sum[index]! += values[index]!;
  });
}

/**
 * The mean parameters after adding the epochs before `epoch`, in the sums' order; float64.
 * Source: Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", 1992; Izmailov et al., "Averaging weights leads to
 * wider optima and better generalization", 2018.
 */
export function averagedParameters({ from, sums }: WeightAverage, epoch: number): Float64Array[] {
  return sums.map((sum) => sum.map((value) => value / (epoch - from)));
}

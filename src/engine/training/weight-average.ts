import type { Numbers } from '../numerics/precision.ts';
import type { TrainingConfig } from './training-config.ts';
import type { TrainingState } from './training.ts';

/** The first of the last 5 % of `epochs` epochs, rounded up to whole ones: of 10,001 the last 501, of 7 the last. */
export function tailStart(epochs: number): number {
  return epochs - Math.ceil(epochs / 20);
}

/** Sums of the parameters after each epoch's last update, from the epoch `from` on. */
export interface WeightAverage {
  readonly from: number;
  /** As `parameterArrays` lists them, float64. */
  readonly sums: readonly Float64Array[];
}

/** An average of nothing yet, that the epoch `from` begins. */
export function startAverage(from: number, parameters: readonly Numbers[]): WeightAverage {
  return { from, sums: parameters.map(({ length }) => new Float64Array(length)) };
}

/**
 * What a training of this config that goes on from `state` has summed already: a copy of the state's sums where they are of
 * its own last epochs; null where those have not come, or where some of them were trained without being summed.
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

/** Adds the present parameters. Mutates the sums. */
export function addToAverage({ sums }: WeightAverage, parameters: readonly Numbers[]): void {
  sums.forEach((sum, array) => {
    const values = parameters[array]!;
    for (let index = 0; index < sum.length; index++) sum[index]! += values[index]!;
  });
}

/**
 * The mean parameters once the epochs up to `epoch` were added, in the sums' order; float64.
 * Source: Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", 1992; Izmailov et al., "Averaging
 * weights leads to wider optima and better generalization", 2018.
 */
export function averagedParameters({ from, sums }: WeightAverage, epoch: number): Float64Array[] {
  return sums.map((sum) => sum.map((value) => value / (epoch - from)));
}

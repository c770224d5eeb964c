import { summarize } from './summary.ts';

/** One run's curve: a value at each of its epochs. */
export interface BandMember {
  /** Ascending. */
  readonly epochs: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** Several runs' curve as mean and 95 % interval; all arrays have an entry per epoch. */
export interface SeriesBand {
  /** Every epoch that any run has, ascending. */
  readonly epochs: Float64Array;
  /** Runs with a finite value there. It falls where runs end early: their mean is then that of the others. */
  readonly n: Uint32Array;
  /** Runs with a value there that is not finite. */
  readonly excluded: Uint32Array;
  /** NaN where n is 0. */
  readonly mean: Float64Array;
  /** Lower end of the 95 % t-interval of the mean; NaN where n < 2. */
  readonly lower: Float64Array;
  /** Upper end of it. */
  readonly upper: Float64Array;
}

/**
 * The mean of runs epoch by epoch, with its 95 % t-interval, see `summarize`. The intervals hold for each epoch by itself, not for the
 * curve as a whole. Give whole series, or series of the same epochs: thinning each run by itself leaves few epochs in common.
 *
 * Throws RangeError when a run has not as many epochs as values, or its epochs do not ascend.
 */
export function seriesBand(runs: readonly BandMember[]): SeriesBand {
  runs.forEach(checkSeries);
  const epochs = Float64Array.from(new Set(runs.flatMap((run) => Array.from(run.epochs)))).sort();
  const band: SeriesBand = {
    epochs,
    n: new Uint32Array(epochs.length),
    excluded: new Uint32Array(epochs.length),
    mean: new Float64Array(epochs.length),
    lower: new Float64Array(epochs.length),
    upper: new Float64Array(epochs.length),
  };
  const positions = runs.map(() => 0);
  epochs.forEach((epoch, index) => {
    const present: number[] = [];
    runs.forEach(({ epochs: own, values }, run) => {
      const position = positions[run]!;
      if (own[position] !== epoch) return;
      present.push(values[position]!);
      positions[run] = position + 1;
    });
    const { n, excluded, mean, ci95 } = summarize(present);
    band.n[index] = n;
    band.excluded[index] = excluded;
    band.mean[index] = mean ?? NaN;
    band.lower[index] = ci95?.[0] ?? NaN;
    band.upper[index] = ci95?.[1] ?? NaN;
  });
  return band;
}

function checkSeries({ epochs, values }: BandMember): void {
  if (epochs.length !== values.length) {
    throw new RangeError(`got ${epochs.length} epochs for ${values.length} values; allowed: as many`);
  }
  for (let index = 1; index < epochs.length; index++) {
    if (!(epochs[index]! > epochs[index - 1]!)) {
      throw new RangeError(`got epoch ${epochs[index]} after ${epochs[index - 1]}; allowed: ascending`);
    }
  }
}

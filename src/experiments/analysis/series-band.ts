import { summarize } from './summary.ts';

/** One run's curve: a value at each of its epochs. */
export interface BandMember {
  /** Ascending. */
  readonly epochs: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** The curves of several runs as mean and 95 % interval; all arrays have one entry per epoch. */
export interface SeriesBand {
  /** Epochs that every run has, ascending. */
  readonly epochs: Float64Array;
  /** Number of runs in the mean: all of them, at every epoch. */
  readonly n: number;
  /** NaN if a run's value is not finite. */
  readonly mean: Float64Array;
  /** Lower end of the 95 % t-interval of the mean; NaN if there is no mean, or n < 2. */
  readonly lower: Float64Array;
  /** Its upper end. */
  readonly upper: Float64Array;
}

/**
 * The mean of runs epoch by epoch, with its 95 % t-interval, see `summarize`. It covers all runs or none: if one run ends early, a mean of
 * the others would jump for no other reason. The intervals hold for each epoch separately, not for the curve as a whole. Pass whole series,
 * or series of the same epochs: thinning each run separately leaves few epochs in common.
 *
 * `resplit` as for `summarize`: validation rows per training row if the runs split one table. On a logarithmic `scale`, means and intervals
 * are those of the logarithms, so the mean is geometric and no end is below 0: suited to skewed positive values, such as losses over seeds.
 * A value that is not above 0 counts as not finite there.
 *
 * Throws RangeError if a run's numbers of epochs and values differ, or its epochs do not ascend.
 */
export function seriesBand(
  runs: readonly BandMember[],
  resplit: number | null = null,
  scale: 'linear' | 'logarithmic' = 'linear',
): SeriesBand {
  const [into, back] = scale === 'linear' ? [same, same] : [logOf, Math.exp];
  runs.forEach(checkSeries);
  const counts = new Map<number, number>();
  for (const { epochs } of runs)
    for (const epoch of Array.from(epochs)) counts.set(epoch, (counts.get(epoch) ?? 0) + 1);
  const shared = [...counts].flatMap(([epoch, count]) => (count === runs.length ? [epoch] : []));
  const epochs = Float64Array.from(shared).sort();
  const empty = (): Float64Array => new Float64Array(epochs.length).fill(Number.NaN);
  const band: SeriesBand = { epochs, n: runs.length, mean: empty(), lower: empty(), upper: empty() };
  const positions = runs.map(() => 0);
  epochs.forEach((epoch, index) => {
    const values = runs.map(({ epochs: own, values: all }, run) => {
      let position = positions[run]!;
      while (own[position]! < epoch) position++;
      positions[run] = position;
      return into(all[position]!);
    });
    const { excluded, mean, ci95 } = summarize(values, resplit);
    if (excluded > 0) return;
    band.mean[index] = back(mean!);
    if (!ci95) return;
    [band.lower[index], band.upper[index]] = [back(ci95[0]), back(ci95[1])];
  });
  return band;
}

const same = (value: number): number => value;
const logOf = (value: number): number => (value > 0 ? Math.log(value) : Number.NaN);

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

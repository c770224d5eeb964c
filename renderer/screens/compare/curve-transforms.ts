import { smooth } from '#api';
import { type Curve, lowerBound } from '#figure';

/** `curve` minus `baseline` at the epochs that both have. NaN if either is not finite: a diverged value has no difference. */
export function differenceTo(curve: Curve, baseline: Curve): Curve {
  const epochs = new Float64Array(Math.min(curve.epochs.length, baseline.epochs.length));
  const values = new Float64Array(epochs.length);
  let length = 0;
  for (let own = 0, other = 0; own < curve.epochs.length && other < baseline.epochs.length;) {
    const distance = curve.epochs[own]! - baseline.epochs[other]!;
    if (distance === 0) {
      epochs[length] = curve.epochs[own]!;
      // Two infinities of the same sign have no difference either.
      values[length++] = curve.values[own]! - baseline.values[other]!;
    }
    if (distance <= 0) own++;
    if (distance >= 0) other++;
  }
  return { epochs: epochs.subarray(0, length), values: values.subarray(0, length) };
}

/** The debiased exponential average along a curve of all recorded points; 0 leaves it unchanged. */
export function smoothed(curve: Curve, smoothing: number): Curve {
  return smoothing === 0 ? curve : { ...curve, values: smooth(curve.values, smoothing) };
}

/** The position of an epoch on an axis other than epochs: `offset + factor * epoch`. */
export interface EpochMap {
  readonly offset: number;
  readonly factor: number;
}

export const sameEpochs: EpochMap = { offset: 0, factor: 1 };

/** The map for a mean over runs: each epoch lies where the runs reach it on average. */
export function meanMap(maps: readonly EpochMap[]): EpochMap {
  const mean = (field: keyof EpochMap): number =>
    maps.reduce((sum, map) => sum + map[field], 0) / maps.length;
  return { offset: mean('offset'), factor: mean('factor') };
}

/** `curve` with its epochs converted to units of the axis. */
export function alongAxis(curve: Curve, { offset, factor }: EpochMap): Curve {
  if (offset === 0 && factor === 1) return curve;
  return { ...curve, epochs: curve.epochs.map((epoch) => offset + factor * epoch) };
}

/** The part of a curve before `epoch`. */
export function before(curve: Curve, epoch: number): Curve {
  const end = lowerBound(curve.epochs, epoch);
  return end === curve.epochs.length
    ? curve
    : { ...curve, epochs: curve.epochs.subarray(0, end), values: curve.values.subarray(0, end) };
}

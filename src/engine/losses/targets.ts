import type { Numbers } from '../numerics/precision.ts';

/** The true classes of samples: class indices [samples] as integers, or one-hot rows [samples, classes]. */
export type Targets = Int32Array | Numbers;

/**
 * Class indices of `targets`: an Int32Array is returned as it is, one-hot rows are converted into a new one. Mutates nothing. Throws
 * RangeError if a row is not one-hot (a single 1, otherwise 0) or the array does not divide into rows of `classes`.
 */
export function classIndices(targets: Targets, classes: number): Int32Array {
  if (targets instanceof Int32Array) return targets;
  if (targets.length % classes !== 0) {
    throw new RangeError(`got ${targets.length} one-hot numbers; allowed: a multiple of ${classes} classes`);
  }
  return Int32Array.from({ length: targets.length / classes }, (_, sample) => {
    const row = targets.subarray(sample * classes, (sample + 1) * classes);
    const label = row.indexOf(1);
    if (label === -1 || row.some((value, index) => value !== (index === label ? 1 : 0))) {
      throw new RangeError(`row ${sample} of the targets is not one-hot: [${row.join(', ')}]`);
    }
    return label;
  });
}

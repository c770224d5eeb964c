import type { Numbers } from '../numerics/precision.ts';
import { classIndices, type Targets } from './targets.ts';

/**
 * The fraction of samples, 0 to 1, whose most probable class is the target. Ties go to the first class and a NaN counts as largest, as in
 * `numpy.argmax`. Mutates nothing. Throws RangeError when rows are not one-hot.
 * Source: chapter, accuracy.
 */
export function accuracy(probabilities: Numbers, targets: Targets, classes: number): number {
  const labels = classIndices(targets, classes);
  let correct = 0;
  for (let sample = 0; sample < labels.length; sample++) {
    if (argmax(probabilities, sample * classes, classes) === labels[sample]!) correct++;
  }
  return correct / labels.length;
}

/** Index of the first largest of `length` numbers starting at `start`; a NaN counts as largest. */
export function argmax(values: Numbers, start: number, length: number): number {
  let best = 0;
  for (let index = 0; index < length; index++) {
    const value = values[start + index]!;
    if (Number.isNaN(value)) return index;
    if (value > values[start + best]!) best = index;
  }
  return best;
}

import type { SampleSet } from './sample-set.ts';

/** Shifts and scales features to mean 0 and standard deviation 1; each array has one number per feature. */
export interface Scaling {
  readonly means: Float64Array;
  /** Standard deviations; 0 for a constant feature. */
  readonly deviations: Float64Array;
}

/**
 * Mean and population standard deviation (divided by n) of every feature over the given `rows` of a set, by default all, in two passes.
 * Source: scikit-learn's `StandardScaler`, fitted on the training set alone.
 */
export function findScaling(
  { samples, features, inputs }: Pick<SampleSet, 'samples' | 'features' | 'inputs'>,
  rows: ArrayLike<number> = { length: samples },
): Scaling {
  const count = rows.length;
  const means = new Float64Array(features);
  const deviations = new Float64Array(features);
  const constant = new Uint8Array(features).fill(1);
  const first = (rows[0] ?? 0) * features;
  for (let index = 0; index < count; index++) {
    const start = (rows[index] ?? index) * features;
    for (let feature = 0; feature < features; feature++) {
      const value = inputs[start + feature]!;
      means[feature]! += value / count;
      if (value !== inputs[first + feature]) constant[feature] = 0;
    }
  }
  for (let index = 0; index < count; index++) {
    const start = (rows[index] ?? index) * features;
    for (let feature = 0; feature < features; feature++) {
      const distance = inputs[start + feature]! - means[feature]!;
      deviations[feature]! += (distance * distance) / count;
    }
  }
  for (let feature = 0; feature < features; feature++) {
    // Rounding would give a constant feature a slightly different mean, and a deviation of not quite 0.
    if (constant[feature]) means[feature] = inputs[first + feature]!;
    deviations[feature] = constant[feature] ? 0 : Math.sqrt(deviations[feature]!);
  }
  return { means, deviations };
}

/** Scales rows of features in place. A feature whose deviation is 0 is only shifted. */
export function scale(inputs: Float64Array, { means, deviations }: Scaling): void {
  const features = means.length;
  for (let index = 0; index < inputs.length; index++) {
    const feature = index % features;
    inputs[index] = (inputs[index]! - means[feature]!) / (deviations[feature]! || 1);
  }
}

import type { SampleSet } from './sample-set.ts';

/** What takes features to mean 0 and standard deviation 1: one number per feature in each. */
export interface Scaling {
  readonly means: Float64Array;
  /** Standard deviations; 0 for a feature that is constant. */
  readonly deviations: Float64Array;
}

/**
 * Mean and population standard deviation (divided by n) of every feature over `rows` of a set, all of them unless given; in
 * two passes. Source: scikit-learn's `StandardScaler`, fitted on the training set alone.
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
    // Rounding would leave a constant a mean that is not quite itself, and a deviation that is not quite 0.
    if (constant[feature]) means[feature] = inputs[first + feature]!;
    deviations[feature] = constant[feature] ? 0 : Math.sqrt(deviations[feature]!);
  }
  return { means, deviations };
}

/** Scales rows of features in place. A feature whose deviation is 0 is shifted alone. */
export function scale(inputs: Float64Array, { means, deviations }: Scaling): void {
  const features = means.length;
  for (let index = 0; index < inputs.length; index++) {
    const feature = index % features;
    inputs[index] = (inputs[index]! - means[feature]!) / (deviations[feature]! || 1);
  }
}

import type { SampleSet } from './sample-set.ts';

/** What takes features to mean 0 and standard deviation 1: one number per feature in each. */
export interface Scaling {
  readonly means: Float64Array;
  /** Standard deviations; 0 for a feature that is constant. */
  readonly deviations: Float64Array;
}

/**
 * Mean and population standard deviation (divided by n) of every feature of a set, in two passes.
 * Source: scikit-learn's `StandardScaler`, fitted on the training set alone.
 */
export function findScaling({ samples, features, inputs }: SampleSet): Scaling {
  const means = new Float64Array(features);
  const deviations = new Float64Array(features);
  for (let sample = 0; sample < samples; sample++) {
    for (let feature = 0; feature < features; feature++) {
      means[feature]! += inputs[sample * features + feature]! / samples;
    }
  }
  for (let sample = 0; sample < samples; sample++) {
    for (let feature = 0; feature < features; feature++) {
      const distance = inputs[sample * features + feature]! - means[feature]!;
      deviations[feature]! += (distance * distance) / samples;
    }
  }
  for (let feature = 0; feature < features; feature++) {
    // Rounding would leave a constant a mean that is not quite itself, and a deviation that is not quite 0.
    const constant = isConstant(inputs, feature, features);
    if (constant) means[feature] = inputs[feature]!;
    deviations[feature] = constant ? 0 : Math.sqrt(deviations[feature]!);
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

function isConstant(inputs: Float64Array, feature: number, features: number): boolean {
  for (let index = feature; index < inputs.length; index += features) {
    if (inputs[index] !== inputs[feature]) return false;
  }
  return true;
}

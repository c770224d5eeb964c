import type { SampleSet } from '../datasets/sample-set.ts';
import { argmax } from '../losses/accuracy.ts';
import type { DenseParameters } from '../training/network.ts';
import type { LayerConfig } from '../training/training-config.ts';
import { forwardActivations } from './forward-activations.ts';

/** Samples whose activations are held at a time. */
const tile = 256;

/**
 * How many samples of each class a network takes for which class: [classes, classes], float64, row-major, a row for each class
 * that samples have and a column for each that they are taken for. Dropout is off; ties go to the first class and a NaN counts
 * as largest, as in `accuracy`.
 *
 * `parameters` are those of the dense layers in forward order. Mutates nothing. Throws RangeError when set and network do not
 * fit. Source: scikit-learn's `confusion_matrix`.
 */
export function confusionMatrix(
  parameters: readonly DenseParameters[],
  layers: readonly LayerConfig[],
  { samples, features, classes, inputs, targets }: SampleSet,
): Float64Array {
  const counts = new Float64Array(classes * classes);
  for (let from = 0; from < samples; from += tile) {
    const to = Math.min(samples, from + tile);
    const outputs = forwardActivations(
      parameters,
      layers,
      inputs.subarray(from * features, to * features),
    ).at(-1);
    if (outputs?.length !== (to - from) * classes) {
      throw new RangeError(`got a network of other outputs; allowed: one for each of ${classes} classes`);
    }
    for (let sample = from; sample < to; sample++) {
      counts[targets[sample]! * classes + argmax(outputs, (sample - from) * classes, classes)]!++;
    }
  }
  return counts;
}

/** What a confusion matrix says of each class. */
export interface ConfusionRates {
  /** Samples of each class. */
  readonly counts: Float64Array;
  /** Share of each class's samples that are taken for it (recall), 0 to 1; NaN for a class without samples. */
  readonly recalls: Float64Array;
  /** Share of all samples that are taken for what they are. */
  readonly accuracy: number;
  /** Mean of the recalls of the classes that have samples. Source: scikit-learn's `balanced_accuracy_score`. */
  readonly balancedAccuracy: number;
}

/** Rates of a matrix as `confusionMatrix` makes it. NaN is what no sample tells. */
export function confusionRates(matrix: Float64Array): ConfusionRates {
  const classes = Math.sqrt(matrix.length);
  const diagonal = Float64Array.from({ length: classes }, (_, label) => matrix[label * classes + label]!);
  const counts = diagonal.map((_, label) => sum(matrix.subarray(label * classes, (label + 1) * classes)));
  const recalls = diagonal.map((correct, label) => correct / counts[label]!);
  const known = recalls.filter((recall) => !Number.isNaN(recall));
  return {
    counts,
    recalls,
    accuracy: sum(diagonal) / sum(counts),
    balancedAccuracy: sum(known) / known.length,
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

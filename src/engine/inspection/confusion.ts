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

/** Rates of a matrix as `judgePredictions` makes it. NaN is what no sample tells. */
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

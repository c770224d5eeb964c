/** What a confusion matrix says about each class. */
export interface ConfusionRates {
  /** Samples of each class. */
  readonly counts: Float64Array;
  /** Fraction of each class's samples that are predicted as that class (recall), 0 to 1; NaN for a class without samples. */
  readonly recalls: Float64Array;
  /** Fraction of all samples that are predicted correctly. */
  readonly accuracy: number;
  /** Mean of the recalls of the classes that have samples. Source: scikit-learn's `balanced_accuracy_score`. */
  readonly balancedAccuracy: number;
}

/** Rates of a matrix as returned by `judgePredictions`. NaN where there are no samples to tell. */
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

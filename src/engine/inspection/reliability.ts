import type { SampleSet } from '../datasets/sample-set.ts';
import type { DenseParameters } from '../training/network.ts';
import type { LayerConfig } from '../training/training-config.ts';
import { eachPrediction } from './predictions.ts';

/** Number of equal-width bins from 0 to 1 for confidences. */
export const reliabilityBins = 10;

/** How often a network is right, depending on its confidence. All arrays: [bins], float64. */
export interface Reliability {
  /** Samples whose confidence is above a bin's lower edge and not above its upper one; the first bin includes 0. */
  readonly counts: Float64Array;
  /** Mean confidence of a bin's samples; NaN for an empty bin. */
  readonly confidences: Float64Array;
  /** Fraction of a bin's samples that are predicted correctly; NaN for an empty bin. */
  readonly accuracies: Float64Array;
}

/** A network's predictions for the samples of a set. */
export interface Predictions {
  /** How many samples of each class are predicted as which: [classes, classes], float64, row-major, one row per true class. */
  readonly matrix: Float64Array;
  /** For the probability of each sample's most probable class; a sample whose outputs are NaN is in no bin. */
  readonly reliability: Reliability;
}

/**
 * Confusion matrix and reliability of a network over a set, in one pass; see `eachPrediction`.
 * Source: scikit-learn's `confusion_matrix` and `calibration_curve` (strategy uniform) of whether the top class is right;
 * Guo et al., "On Calibration of Modern Neural Networks", 2017.
 */
export function judgePredictions(
  parameters: readonly DenseParameters[],
  layers: readonly LayerConfig[],
  set: SampleSet,
): Predictions {
  const { classes } = set;
  const matrix = new Float64Array(classes * classes);
  const [counts, sums, right] = [0, 1, 2].map(() => new Float64Array(reliabilityBins)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  eachPrediction(parameters, layers, set, (label, taken, confidence) => {
    matrix[label * classes + taken]!++;
    const bin = binOf(confidence);
    if (bin === null) return;
    counts[bin]!++;
    sums[bin]! += confidence;
    if (label === taken) right[bin]!++;
  });
  const perSample = (totals: Float64Array): Float64Array => totals.map((total, bin) => total / counts[bin]!);
  return { matrix, reliability: { counts, confidences: perSample(sums), accuracies: perSample(right) } };
}

function binOf(confidence: number): number | null {
  if (Number.isNaN(confidence)) return null;
  let bin = 0;
  while (bin < reliabilityBins - 1 && confidence > (bin + 1) * (1 / reliabilityBins)) bin++;
  return bin;
}

/**
 * Expected calibration error, 0 to 1: the mean distance between confidence and accuracy over the bins, weighted by their samples; NaN
 * without samples. Source: Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian Binning", 2015.
 */
export function calibrationError({ counts, confidences, accuracies }: Reliability): number {
  const all = counts.reduce((sum, count) => sum + count, 0);
  let error = 0;
  counts.forEach((count, bin) => {
    if (count > 0) error += (count / all) * Math.abs(accuracies[bin]! - confidences[bin]!);
  });
  return all === 0 ? NaN : error;
}

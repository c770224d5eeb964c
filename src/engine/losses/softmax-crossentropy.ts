import { exp, log } from '../numerics/elementary.ts';
import { type Numbers, smallestNormal } from '../numerics/precision.ts';
import { classIndices, type Targets } from './targets.ts';

/**
 * Categorical cross-entropy of logits, through softmax and loss combined: the mean over samples of -log p[target], in nats, finite wherever
 * logits are; NaN if one is NaN. Where p[target] has underflowed, it is
 *
 *     log(sum over k of exp(logits[k] - max)) - (logits[target] - max),
 *
 * and elsewhere -log of the probability, which differs only by rounding: so losses of engine 2 that were finite keep their bits. (Where
 * p[target] rounds to 1 both are 0, and less than 2^-53 is lost.)
 *
 * @param logits [samples, classes]
 * @param probabilities [samples, classes], the softmax of logits
 * @param targets class indices [samples] or one-hot rows [samples, classes]
 *
 * Mutates nothing. Throws RangeError when rows are not one-hot. Source: chapter, softmax and categorical cross-entropy; for the form that
 * stays finite: Goodfellow, Bengio and Courville, "Deep Learning", 2016, 6.2.2.3.
 */
export function softmaxCrossentropy(
  logits: Numbers,
  probabilities: Numbers,
  targets: Targets,
  classes: number,
): number {
  const labels = classIndices(targets, classes);
  const smallest = smallestNormal(probabilities);
  let sum = 0;
  for (let sample = 0; sample < labels.length; sample++) {
    const row = sample * classes;
    const label = labels[sample]!;
    const likelihood = probabilities[row + label]!;
    if (likelihood >= smallest) sum -= log(likelihood);
    else sum += crossentropyOfLogits(logits, row, classes, label);
  }
  return sum / labels.length;
}

function crossentropyOfLogits(logits: Numbers, row: number, classes: number, label: number): number {
  let maximum = logits[row]!;
  for (let index = 1; index < classes; index++) maximum = Math.max(maximum, logits[row + index]!);
  let sum = 0;
  for (let index = 0; index < classes; index++) sum += exp(logits[row + index]! - maximum);
  return log(sum) - (logits[row + label]! - maximum);
}

/**
 * Gradient of categorical cross-entropy with respect to the logits, through softmax and loss combined: (probabilities - onehot) / samples.
 * Cheaper than the two steps, and exact where p[target] is tiny.
 *
 * Mutates (overwrites) `logitGradients` [samples, classes] only. Throws RangeError when rows are not one-hot.
 * Source: chapter, combined softmax activation and cross-entropy loss.
 */
export function softmaxCrossentropyBackward(
  probabilities: Numbers,
  targets: Targets,
  classes: number,
  logitGradients: Numbers,
): void {
  const labels = classIndices(targets, classes);
  const samples = labels.length;
  for (let sample = 0; sample < samples; sample++) {
    const row = sample * classes;
    const label = labels[sample]!;
    for (let index = 0; index < classes; index++) {
      const onehot = index === label ? 1 : 0;
      logitGradients[row + index] = (probabilities[row + index]! - onehot) / samples;
    }
  }
}

import { log } from '../numerics/elementary.ts';
import type { Numbers } from '../numerics/precision.ts';
import { classIndices, type Targets } from './targets.ts';

/**
 * Categorical cross-entropy: the mean over samples of -log p[target], in nats, at least 0; Infinity when a target has probability 0, NaN if
 * one is NaN. The chapter first clips probabilities at 1e-7, which would hide divergence and bound the loss at 16.1; this does not clip.
 * Training computes the loss from logits, which keeps it finite: see softmax-crossentropy.ts.
 *
 * @param probabilities [samples, classes]
 * @param targets class indices [samples] or one-hot rows [samples, classes]
 *
 * Mutates nothing. Throws RangeError when rows are not one-hot. Source: chapter, categorical cross-entropy loss.
 */
export function categoricalCrossentropy(probabilities: Numbers, targets: Targets, classes: number): number {
  const labels = classIndices(targets, classes);
  let sum = 0;
  for (let sample = 0; sample < labels.length; sample++) {
    sum -= log(probabilities[sample * classes + labels[sample]!]!);
  }
  return sum / labels.length;
}

/**
 * Gradient of the loss with respect to the probabilities: -1 / (p[target] * samples) at the target, 0 elsewhere.
 * Mutates (overwrites) `probabilityGradients` [samples, classes] only. Throws RangeError when rows are not one-hot.
 * Source: chapter, categorical cross-entropy loss.
 */
export function categoricalCrossentropyBackward(
  probabilities: Numbers,
  targets: Targets,
  classes: number,
  probabilityGradients: Numbers,
): void {
  const labels = classIndices(targets, classes);
  probabilityGradients.fill(0);
  for (let sample = 0; sample < labels.length; sample++) {
    const position = sample * classes + labels[sample]!;
    probabilityGradients[position] = -1 / (probabilities[position]! * labels.length);
  }
}

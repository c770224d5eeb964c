import { exp } from '../numerics/elementary.ts';
import type { Numbers } from '../numerics/precision.ts';

/**
 * Row by row, probabilities[j] = exp(logits[j] - max) / sum over k of exp(logits[k] - max). Subtracting the row's
 * maximum keeps exp from overflowing. A NaN or +Infinity logit makes the whole row NaN.
 * Mutates `probabilities` [samples, classes] only. Source: chapter, softmax activation.
 */
export function softmaxForward(
  samples: number,
  classes: number,
  logits: Numbers,
  probabilities: Numbers,
): void {
  for (let sample = 0; sample < samples; sample++) {
    const row = sample * classes;
    let maximum = logits[row]!;
    for (let index = 1; index < classes; index++) {
      const logit = logits[row + index]!;
      if (logit > maximum) maximum = logit;
    }
    let sum = 0;
    for (let index = 0; index < classes; index++) {
      const exponential = exp(logits[row + index]! - maximum);
      probabilities[row + index] = exponential;
      sum += exponential;
    }
    for (let index = 0; index < classes; index++) probabilities[row + index]! /= sum;
  }
}

/**
 * Row by row, logitGradients = J^T . probabilityGradients for the softmax's Jacobian J = diag(p) - p p^T, that is logitGradients[j] = p[j]
 * * (g[j] - sum over k of p[k] g[k]).
 * Mutates `logitGradients` [samples, classes] only. Source: chapter, softmax activation. Training uses the shorter path through softmax and
 * loss combined, see losses/softmax-crossentropy.ts.
 */
export function softmaxBackward(
  samples: number,
  classes: number,
  probabilities: Numbers,
  probabilityGradients: Numbers,
  logitGradients: Numbers,
): void {
  for (let sample = 0; sample < samples; sample++) {
    const row = sample * classes;
    let mean = 0;
    for (let index = 0; index < classes; index++) {
      mean += probabilities[row + index]! * probabilityGradients[row + index]!;
    }
    for (let index = 0; index < classes; index++) {
      logitGradients[row + index] = probabilities[row + index]! * (probabilityGradients[row + index]! - mean);
    }
  }
}

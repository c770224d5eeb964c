import {
  type DenseParameters,
  forwardActivations,
  type LayerConfig,
  type PreviewPoints,
  softmaxCrossentropy,
} from '#api';
import { mostProbable } from './shade-classes.ts';

/** How well a network does on a set of samples. */
export interface Judgement {
  /** Mean cross-entropy in nats, without penalties. */
  readonly loss: number;
  /** Share of samples whose most probable class is the right one. */
  readonly accuracy: number;
  /** Indices of the misclassified samples, ascending. */
  readonly wrong: Uint32Array;
}

/** The outputs of the last two layers, dense and softmax. */
type Pair = [Float64Array, Float64Array];

/** Samples that go through the network together, so that memory use stays small however many there are. */
const tileSamples = 1024;

/** Judges a network of two features on `points`. NaN is never right, and makes the loss NaN. */
export function judgeSamples(
  parameters: readonly DenseParameters[],
  layers: readonly LayerConfig[],
  { x, y, labels }: PreviewPoints,
): Judgement {
  const wrong: number[] = [];
  let sum = 0;
  for (let start = 0; start < x.length; start += tileSamples) {
    const count = Math.min(tileSamples, x.length - start);
    const inputs = new Float64Array(2 * count);
    for (let sample = 0; sample < count; sample++) {
      inputs[2 * sample] = x[start + sample]!;
      inputs[2 * sample + 1] = y[start + sample]!;
    }
    const [logits, probabilities] = forwardActivations(parameters, layers, inputs).slice(-2) as Pair;
    const classes = probabilities.length / count;
    const targets = Int32Array.from(labels.subarray(start, start + count));
    sum += count * softmaxCrossentropy(logits, probabilities, targets, classes);
    for (let sample = 0; sample < count; sample++) {
      if (mostProbable(probabilities, sample * classes, classes) !== targets[sample])
        wrong.push(start + sample);
    }
  }
  return {
    loss: sum / x.length,
    accuracy: 1 - wrong.length / x.length,
    wrong: Uint32Array.from(wrong),
  };
}

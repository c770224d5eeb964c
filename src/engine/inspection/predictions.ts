import type { SampleSet } from '../datasets/sample-set.ts';
import { argmax } from '../losses/accuracy.ts';
import type { DenseParameters } from '../training/network.ts';
import type { LayerConfig } from '../training/training-config.ts';
import { forwardActivations } from './forward-activations.ts';

/** Samples whose activations are held at a time. */
const tile = 256;

/**
 * Calls `take` for every sample of a set, in order, with its class, the predicted class, and that class's probability (float64). Dropout is
 * off; ties go to the first class and a NaN counts as largest, as in `accuracy`.
 *
 * `parameters` are those of the dense layers in forward order. Mutates nothing. Throws RangeError when set and network do not fit.
 */
export function eachPrediction(
  parameters: readonly DenseParameters[],
  layers: readonly LayerConfig[],
  { samples, features, classes, inputs, targets }: SampleSet,
  take: (label: number, taken: number, confidence: number) => void,
): void {
  for (let from = 0; from < samples; from += tile) {
    const to = Math.min(samples, from + tile);
    const batch = inputs.subarray(from * features, to * features);
    const outputs = forwardActivations(parameters, layers, batch).at(-1);
    if (outputs?.length !== (to - from) * classes) {
      throw new RangeError(`got a network of other outputs; allowed: one for each of ${classes} classes`);
    }
    for (let sample = from; sample < to; sample++) {
      const row = (sample - from) * classes;
      const taken = argmax(outputs, row, classes);
      take(targets[sample]!, taken, outputs[row + taken]!);
    }
  }
}

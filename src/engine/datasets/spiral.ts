import { cos, sin } from '../numerics/elementary.ts';
import type { RandomStream } from '../random/random-stream.ts';
import type { SpiralConfig } from './dataset-config.ts';
import { linspace } from './linspace.ts';
import type { SampleSet } from './sample-set.ts';

/**
 * The spiral: one noisy arm per class. For class j with n samples, r = linspace(0, 1, n),
 * t = linspace(4j, 4(j + 1), n) + noise * randn(n), sample = (r sin 2.5t, r cos 2.5t).
 *
 * Returns [samplesPerClass * classes, 2], class by class. Draws samplesPerClass normals per class from `random`.
 * Source: chapter's spiral data, after the CS231n course notes.
 */
export function generateSpiral(
  config: SpiralConfig,
  samplesPerClass: number,
  random: RandomStream,
): SampleSet {
  const { classes, noise } = config;
  const samples = samplesPerClass * classes;
  const inputs = new Float64Array(samples * 2);
  const targets = new Int32Array(samples);
  for (let label = 0; label < classes; label++) {
    for (let index = 0; index < samplesPerClass; index++) {
      const radius = linspace(0, 1, samplesPerClass, index);
      const turn = linspace(label * 4, (label + 1) * 4, samplesPerClass, index) + random.randn() * noise;
      const sample = label * samplesPerClass + index;
      inputs[sample * 2] = radius * sin(turn * 2.5);
      inputs[sample * 2 + 1] = radius * cos(turn * 2.5);
      targets[sample] = label;
    }
  }
  return { samples, features: 2, classes, inputs, targets };
}

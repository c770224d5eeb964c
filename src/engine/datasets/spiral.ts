import { cos, sin } from '../numerics/elementary.ts';
import type { RandomStream } from '../random/random-stream.ts';
import type { Positions, SpiralConfig } from './dataset-config.ts';
import { drawPosition } from './draw-position.ts';
import type { SampleSet } from './sample-set.ts';

/**
 * The spiral: one noisy arm per class. For class j with n samples, r = linspace(0, 1, n), t = linspace(4j, 4(j + 1), n) + noise * randn(n),
 * sample = (r sin 2.5t, r cos 2.5t). At random positions, r is uniform on [0, 1) and t = 4(j + r) + noise * randn.
 *
 * Returns [samplesPerClass * classes, 2], class by class. Draws one normal per sample from `random`, after its position.
 * Source: chapter's spiral data, after the CS231n course notes.
 */
export function generateSpiral(
  config: SpiralConfig,
  samplesPerClass: number,
  random: RandomStream,
  positions: Positions,
): SampleSet {
  const { classes, noise } = config;
  const samples = samplesPerClass * classes;
  const inputs = new Float64Array(samples * 2);
  const targets = new Int32Array(samples);
  for (let label = 0; label < classes; label++) {
    for (let index = 0; index < samplesPerClass; index++) {
      const between = drawPosition(positions, index, samplesPerClass, random);
      const radius = between(0, 1);
      const turn = between(label * 4, (label + 1) * 4) + random.randn() * noise;
      const sample = label * samplesPerClass + index;
      inputs[sample * 2] = radius * sin(turn * 2.5);
      inputs[sample * 2 + 1] = radius * cos(turn * 2.5);
      targets[sample] = label;
    }
  }
  return { samples, features: 2, classes, inputs, targets };
}

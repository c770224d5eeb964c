import { cos, sin } from '../numerics/elementary.ts';
import type { RandomStream } from '../random/random-stream.ts';
import type { MoonsConfig, Positions } from './dataset-config.ts';
import { drawNoisy } from './draw-noisy.ts';
import { drawPosition } from './draw-position.ts';
import type { SampleSet } from './sample-set.ts';

/**
 * Two half circles of n samples each, t = linspace(0, pi, n): class 0 is (cos t, sin t), class 1 is (1 - cos t, 1 - sin t - 0.5), each plus
 * noise * randn(2). At random positions, t is uniform on [0, pi).
 *
 * Returns [2 * samplesPerClass, 2], class by class. Draws two normals per sample from `random`, x first, after its position.
 * Source: scikit-learn's `make_moons` with shuffle=False. Its n_samples counts both classes, and without noise it draws nothing.
 */
export function generateMoons(
  config: MoonsConfig,
  samplesPerClass: number,
  random: RandomStream,
  positions: Positions,
): SampleSet {
  return drawNoisy(config, samplesPerClass, random, (label, index) => {
    const angle = drawPosition(positions, index, samplesPerClass, random)(0, Math.PI);
    return label === 0 ? [cos(angle), sin(angle)] : [1 - cos(angle), 1 - sin(angle) - 0.5];
  });
}

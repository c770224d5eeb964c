import { cos, sin } from '../numerics/elementary.ts';
import type { RandomStream } from '../random/random-stream.ts';
import type { CirclesConfig, Positions } from './dataset-config.ts';
import { drawNoisy } from './draw-noisy.ts';
import { drawPosition } from './draw-position.ts';
import type { SampleSet } from './sample-set.ts';

/**
 * Two circles of n samples each, t = 0, 2 pi / n, ...: class 0 is (cos t, sin t), class 1 is factor * (cos t, sin t), each plus noise *
 * randn(2). At random positions, t is uniform on [0, 2 pi).
 *
 * Returns [2 * samplesPerClass, 2], class by class. Draws two normals per sample from `random`, x first, after its position.
 * Source: scikit-learn's `make_circles` with shuffle=False. Its n_samples counts both classes, its factor defaults to 0.8 rather than 0.5
 * as here, and without noise it draws nothing.
 */
export function generateCircles(
  config: CirclesConfig,
  samplesPerClass: number,
  random: RandomStream,
  positions: Positions,
): SampleSet {
  return drawNoisy(config, samplesPerClass, random, (label, index) => {
    // The last grid point, where the circle closes, would coincide with the first.
    const angle = drawPosition(positions, index, samplesPerClass + 1, random)(0, 2 * Math.PI);
    const radius = label === 0 ? 1 : config.factor;
    return [cos(angle) * radius, sin(angle) * radius];
  });
}

import type { RandomStream } from '../random/random-stream.ts';
import type { XorConfig } from './dataset-config.ts';
import { drawNoisy } from './draw-noisy.ts';
import type { SampleSet } from './sample-set.ts';

/**
 * The exclusive or of two signs: with u, v uniform on [0, 1) and s = +1 for samples of even index, -1 for odd ones, class 0 is (s u, s v)
 * and class 1 is (s u, -s v), each plus noise * randn(2). Each class fills two opposite quadrants, with half its samples in each.
 *
 * Returns [2 * samplesPerClass, 2], class by class. Draws u, v and two normals per sample from `random`.
 * Source: TensorFlow Playground's "exclusive or", scaled from [-5, 5] to [-1, 1], with equally sized classes and without its gap along the
 * axes.
 */
export function generateXor(config: XorConfig, samplesPerClass: number, random: RandomStream): SampleSet {
  return drawNoisy(config, samplesPerClass, random, (label, index) => {
    const sign = index % 2 === 0 ? 1 : -1;
    const x = sign * random.randomSample();
    const y = sign * random.randomSample();
    return [x, label === 0 ? y : -y];
  });
}

import { cos, sin } from '../numerics/elementary.ts';
import type { RandomStream } from '../random/random-stream.ts';
import type { BlobsConfig } from './dataset-config.ts';
import { drawNoisy } from './draw-noisy.ts';
import type { SampleSet } from './sample-set.ts';

/**
 * One isotropic normal cloud per class: for class j of k, (cos t, sin t) + noise * randn(2) with t = 2 pi j / k.
 *
 * Returns [samplesPerClass * classes, 2], class by class. Draws two normals per sample from `random`, x first.
 * Source: scikit-learn's `make_blobs`, with `noise` for cluster_std. That also draws the centers, from a box of side 20; here they lie on
 * the unit circle, so that every seed and every set of a run has the same task.
 */
export function generateBlobs(config: BlobsConfig, samplesPerClass: number, random: RandomStream): SampleSet {
  return drawNoisy(config, samplesPerClass, random, (label) => {
    const angle = label * ((2 * Math.PI) / config.classes);
    return [cos(angle), sin(angle)];
  });
}

import type { RandomStream } from '../random/random-stream.ts';
import type { SampleSet } from './sample-set.ts';

/** The two coordinates of a sample before its noise. */
export type Point = readonly [x: number, y: number];

/**
 * Two-feature samples, class by class: `place(label, index)` plus normal noise of standard deviation `noise` on x and y. Returns
 * [samplesPerClass * classes, 2]. `place` draws before the sample's two normals; these are drawn even without noise, so that more noise
 * moves the same samples further.
 */
export function drawNoisy(
  { classes, noise }: { readonly classes: number; readonly noise: number },
  samplesPerClass: number,
  random: RandomStream,
  place: (label: number, index: number) => Point,
): SampleSet {
  const samples = samplesPerClass * classes;
  const inputs = new Float64Array(samples * 2);
  const targets = new Int32Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    const label = Math.floor(sample / samplesPerClass);
    const [x, y] = place(label, sample % samplesPerClass);
    inputs[sample * 2] = x + noise * random.randn();
    inputs[sample * 2 + 1] = y + noise * random.randn();
    targets[sample] = label;
  }
  return { samples, features: 2, classes, inputs, targets };
}

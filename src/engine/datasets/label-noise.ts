import { purposeStream } from '../random/purpose-stream.ts';
import type { SampleSet } from './sample-set.ts';

/**
 * The set with round(labelNoise * samples) of its labels changed, each to one of the other classes with equal probability. The inputs are
 * shared with `set`, whose labels stay unchanged.
 *
 * Stream 'label noise' of the seed gives a permutation of the samples, the first of which are changed, and then one uniform number per
 * change: more noise changes the same labels in the same way, plus others. This is symmetric label noise as in Angluin and Laird, "Learning
 * from Noisy Examples", 1988, except that its count is exact.
 */
export function addLabelNoise(set: SampleSet, labelNoise: number, seed: number): SampleSet {
  const changes = Math.round(labelNoise * set.samples);
  if (changes === 0) return set;
  const random = purposeStream(seed, 'label noise');
  const chosen = random.permutation(set.samples).subarray(0, changes);
  const targets = set.targets.slice();
  for (const sample of chosen) {
    const step = 1 + Math.floor(random.randomSample() * (set.classes - 1));
    targets[sample] = (targets[sample]! + step) % set.classes;
  }
  return { ...set, targets };
}

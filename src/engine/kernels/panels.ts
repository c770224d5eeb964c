import type { SampleSet } from '../datasets/sample-set.ts';
import type { Numbers } from '../numerics/precision.ts';
import type { Precision } from '../training/training-config.ts';
import { bytesPerNumber } from './memory-plan.ts';

const rowBytes = 32;
const cacheLineBytes = 64;
/** Target of a sample that only fills the last panel. */
const noTarget = -1;

/** Samples that the kernels take side by side: two vectors of them. */
export function samplesPerPanel(precision: Precision): number {
  return rowBytes / bytesPerNumber[precision];
}

/**
 * Bytes from one panel of `rows` rows to the next. `spread` makes it an odd number of cache lines, so that the same rows of
 * many panels do not all claim the same places in a CPU's cache.
 */
export function panelStride(rows: number, spread: boolean): number {
  return spread ? (Math.ceil((rows * rowBytes) / cacheLineBytes) | 1) * cacheLineBytes : rows * rowBytes;
}

/**
 * Writes a set as the kernels read it: inputs [panel][feature][sample], targets [panel][sample]. What the last panel lacks is
 * filled with the last sample, so that nothing but real numbers is computed with, and has no target, so that it counts
 * nowhere. Mutates `inputs` and `targets`.
 */
export function fillPanels(set: SampleSet, precision: Precision, inputs: Numbers, targets: Numbers): void {
  const { samples, features } = set;
  const width = samplesPerPanel(precision);
  for (let position = 0; position < targets.length; position++) {
    const sample = Math.min(position, samples - 1);
    targets[position] = position < samples ? set.targets[sample]! : noTarget;
    const first = Math.floor(position / width) * features * width + (position % width);
    for (let feature = 0; feature < features; feature++) {
      inputs[first + feature * width] = set.inputs[sample * features + feature]!;
    }
  }
}

import type { SampleSet } from '../datasets/sample-set.ts';

/** Samples that the kernels take side by side. */
export const panelSamples = 4;
/** Target of a sample that only fills the last panel. */
const noTarget = -1;

export function panelCount(samples: number): number {
  return Math.ceil(samples / panelSamples);
}

/**
 * Writes a set as the kernels read it: inputs [panel][feature][4], targets [panel][4]. What the last panel lacks is filled
 * with the last sample, so that nothing but real numbers is computed with, and has no target, so that it counts nowhere.
 * Mutates `inputs` and `targets`.
 */
export function fillPanels(set: SampleSet, inputs: Float64Array, targets: Float64Array): void {
  const { samples, features } = set;
  for (let position = 0; position < targets.length; position++) {
    const sample = Math.min(position, samples - 1);
    targets[position] = position < samples ? set.targets[sample]! : noTarget;
    const panel = Math.floor(position / panelSamples) * features * panelSamples + (position % panelSamples);
    for (let feature = 0; feature < features; feature++) {
      inputs[panel + feature * panelSamples] = set.inputs[sample * features + feature]!;
    }
  }
}

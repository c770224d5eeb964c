import type { RandomStream } from '../random/random-stream.ts';
import type { DatasetConfig } from '../training/training-config.ts';
import type { SampleSet } from './sample-set.ts';
import { generateSpiral } from './spiral.ts';

type Generator<Config extends DatasetConfig> = {
  /** Numbers per sample. */
  readonly features: number;
  readonly generate: (config: Config, samplesPerClass: number, random: RandomStream) => SampleSet;
};

/** Every kind of dataset. To add one: a file beside spiral.ts, its config in training-config.ts, an entry here. */
const generators: { [Kind in DatasetConfig['kind']]: Generator<Extract<DatasetConfig, { kind: Kind }>> } = {
  spiral: { features: 2, generate: generateSpiral },
};

/**
 * Draws `samplesPerClass` samples of each class; the config's own samplesPerClass is that of the training set and is
 * not used here, so that validation comes from the same source. Advances `random`.
 */
export function generateSamples(
  config: DatasetConfig,
  samplesPerClass: number,
  random: RandomStream,
): SampleSet {
  return generators[config.kind].generate(config, samplesPerClass, random);
}

/** Numbers per sample of a dataset, the width of a network's input. */
export function featuresOf(config: DatasetConfig): number {
  return generators[config.kind].features;
}

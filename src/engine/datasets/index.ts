import type { RandomStream } from '../random/random-stream.ts';
import { generateBlobs } from './blobs.ts';
import { generateCircles } from './circles.ts';
import type { DatasetConfig, DrawnDatasetConfig, Positions } from './dataset-config.ts';
import { generateMoons } from './moons.ts';
import type { SampleSet } from './sample-set.ts';
import { generateSpiral } from './spiral.ts';
import { generateXor } from './xor.ts';

type Generator<Config extends DrawnDatasetConfig> = (
  config: Config,
  samplesPerClass: number,
  random: RandomStream,
  positions: Positions,
) => SampleSet;

/** Every kind of drawn dataset, all with two features. To add one: its config, a file beside spiral.ts, an entry here. */
const generators: {
  [Kind in DrawnDatasetConfig['kind']]: Generator<Extract<DrawnDatasetConfig, { kind: Kind }>>;
} = {
  spiral: generateSpiral,
  moons: generateMoons,
  circles: generateCircles,
  blobs: generateBlobs,
  xor: generateXor,
};

/**
 * Draws `samplesPerClass` samples of each class at `positions`. The config's own samplesPerClass (of the training set) and positions (of
 * the held-out sets) are ignored here. Labels are clean. Advances `random`.
 */
export function generateSamples(
  config: DrawnDatasetConfig,
  samplesPerClass: number,
  random: RandomStream,
  positions: Positions,
): SampleSet {
  return (generators[config.kind] as Generator<DrawnDatasetConfig>)(
    config,
    samplesPerClass,
    random,
    positions,
  );
}

/** Numbers per sample of a dataset, which is the width of a network's input. */
export function featuresOf(config: DatasetConfig): number {
  return config.kind === 'table' ? config.features : 2;
}

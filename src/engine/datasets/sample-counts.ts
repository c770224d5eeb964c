import type { DatasetConfig, HeldOutConfig } from './dataset-config.ts';

/** How many samples each set of a run has. */
export interface SampleCounts {
  readonly training: number;
  readonly validation: number;
  readonly test: number;
}

/**
 * The sizes of a run's sets. Of a table of n rows, test takes round(share * n), validation round(share * n), and training
 * round(trainingShare * rest), at least 1. Throws RangeError when a table is to be split by samples per class, or drawn
 * data by share.
 */
export function countSamples(config: {
  readonly dataset: DatasetConfig;
  readonly validation: HeldOutConfig;
  readonly test: HeldOutConfig | null;
}): SampleCounts {
  const { dataset } = config;
  const validation = heldOut(dataset, config.validation);
  const test = config.test === null ? 0 : heldOut(dataset, config.test);
  if (dataset.kind !== 'table') {
    return { training: dataset.samplesPerClass * dataset.classes, validation, test };
  }
  const rest = dataset.rows - validation - test;
  return { training: Math.max(1, Math.round(dataset.trainingShare * rest)), validation, test };
}

function heldOut(dataset: DatasetConfig, size: HeldOutConfig): number {
  if (dataset.kind === 'table') {
    if ('share' in size) return Math.round(size.share * dataset.rows);
    throw new RangeError(
      `got ${size.samplesPerClass} samples per class; allowed: of a table, a share of its rows`,
    );
  }
  if ('samplesPerClass' in size) return size.samplesPerClass * dataset.classes;
  throw new RangeError(`got share ${size.share}; allowed: of drawn data, samples per class`);
}

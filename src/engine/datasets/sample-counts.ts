import type { DatasetConfig, HeldOutConfig, TableConfig, TestConfig } from './dataset-config.ts';

/** How many samples each set of a run has. */
export interface SampleCounts {
  readonly training: number;
  readonly validation: number;
  readonly test: number;
}

/**
 * The sizes of a run's sets. Of a table of n rows, test takes round(share * n), validation round(share * n), and training
 * round(trainingShare * rest), at least 1. The rows of a test file are not among the n: they are the test set. Throws
 * RangeError when a table is to be split by samples per class, or drawn data by share, or a table is to have two test sets.
 */
export function countSamples(config: {
  readonly dataset: DatasetConfig;
  readonly validation: HeldOutConfig;
  readonly test: TestConfig | null;
}): SampleCounts {
  const { dataset } = config;
  const validation = heldOut(dataset, config.validation);
  const test = config.test === null ? 0 : countTest(dataset, config.test);
  if (dataset.kind !== 'table') {
    return { training: dataset.samplesPerClass * dataset.classes, validation, test };
  }
  const rest = ownRows(dataset) - validation - (dataset.testRows ? 0 : test);
  return { training: Math.max(1, Math.round(dataset.trainingShare * rest)), validation, test };
}

function countTest(dataset: DatasetConfig, test: TestConfig): number {
  const testRows = dataset.kind === 'table' ? (dataset.testRows ?? 0) : 0;
  if ('file' in test) return testRows;
  if (testRows === 0) return heldOut(dataset, test);
  throw new RangeError('got the size of a test set; the table has a test file, which is the test set');
}

/** Rows of a table that its split is of. */
function ownRows({ rows, testRows = 0 }: TableConfig): number {
  return rows - testRows;
}

function heldOut(dataset: DatasetConfig, size: HeldOutConfig): number {
  if (dataset.kind === 'table') {
    if ('share' in size) return Math.round(size.share * ownRows(dataset));
    throw new RangeError(
      `got ${size.samplesPerClass} samples per class; allowed: of a table, a share of its rows`,
    );
  }
  if ('samplesPerClass' in size) return size.samplesPerClass * dataset.classes;
  throw new RangeError(`got share ${size.share}; allowed: of drawn data, samples per class`);
}

import type {
  DatasetConfig,
  HeldOutConfig,
  TableConfig,
  TestConfig,
  ValidationConfig,
} from './dataset-config.ts';

/** How many samples each set of a run has. */
export interface SampleCounts {
  readonly training: number;
  readonly validation: number;
  readonly test: number;
}

/**
 * The sizes of a run's sets. For a table of n rows, test takes round(share * n), validation takes round(share * n) or its fold of what test
 * leaves, and training takes round(trainingShare * rest), at least 1. The rows of a test file are not counted in n: they are the test set.
 * Throws RangeError if a table is to be split by samples per class, drawn data by share or fold, or if a table would have two test sets.
 */
export function countSamples(config: {
  readonly dataset: DatasetConfig;
  readonly validation: ValidationConfig;
  readonly test: TestConfig | null;
}): SampleCounts {
  const { dataset } = config;
  const test = config.test === null ? 0 : countTest(dataset, config.test);
  const validation = countValidation(dataset, config.validation, test);
  if (dataset.kind !== 'table') {
    return { training: dataset.samplesPerClass * dataset.classes, validation, test };
  }
  const rest = ownRows(dataset) - validation - splitOff(dataset, test);
  return { training: Math.max(1, Math.round(dataset.trainingShare * rest)), validation, test };
}

function countValidation(dataset: DatasetConfig, validation: ValidationConfig, test: number): number {
  if (!('folds' in validation)) return heldOut(dataset, validation);
  if (dataset.kind !== 'table') {
    throw new RangeError(`got ${validation.folds} folds; allowed: of drawn data, samples per class`);
  }
  const left = ownRows(dataset) - splitOff(dataset, test);
  return Math.floor(left / validation.folds) + (validation.fold < left % validation.folds ? 1 : 0);
}

/** Test rows that the split takes: a test file's rows are not part of it. */
function splitOff({ testRows = 0 }: TableConfig, test: number): number {
  return testRows > 0 ? 0 : test;
}

function countTest(dataset: DatasetConfig, test: TestConfig): number {
  const testRows = dataset.kind === 'table' ? (dataset.testRows ?? 0) : 0;
  if ('file' in test) return testRows;
  if (testRows === 0) return heldOut(dataset, test);
  throw new RangeError('got the size of a test set; the table has a test file, which is the test set');
}

/** Rows that a table's split covers. */
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

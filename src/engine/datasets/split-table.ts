import { purposeStream } from '../random/purpose-stream.ts';
import { rowsOfFold } from './assign-folds.ts';
import type { FoldConfig, TableConfig, TestConfig, ValidationConfig } from './dataset-config.ts';
import { countSamples, type SampleCounts } from './sample-counts.ts';
import type { SampleSet } from './sample-set.ts';
import { prepareRows } from './prepare-rows.ts';
import { splitOrder } from './split-order.ts';
import { findScaling, scale } from './standardize.ts';
import { tableFeatures, type TableSamples } from './table-columns.ts';

export interface TableSplit {
  readonly training: SampleSet;
  readonly validation: SampleSet;
}

export interface SplitConfig {
  readonly dataset: TableConfig;
  readonly validation: ValidationConfig;
  readonly test: TestConfig | null;
  readonly seed: number;
}

/**
 * Splits a table's rows into the sets of a run. Stream 'split' of the seed orders them: the first rows are for test, the next for
 * validation, and the first of the rest for training, as many as `countSamples` says. A smaller trainingShare therefore learns from a
 * subset of what a larger one learns from, and is validated on the same rows. The rows of a test file are not split: they are the test set,
 * in file order.
 *
 * With folds, the test rows are those of seed 0 whatever the seed; stream 'folds' of the repeat orders the others, which are dealt to folds
 * (assign-folds.ts), and the rows outside the fold are trained on. So all runs of a repeat have the same partition.
 *
 * Does not mutate `table`. Gaps are filled, texts are encoded (prepare-rows.ts) and features are standardized by the training set alone.
 * Throws RangeError if the table's size does not match the config, a set has no rows, or gaps cannot be filled.
 */
export function splitTable(config: SplitConfig, table: TableSamples): TableSplit {
  const { training, validation, scaled } = planSplit(config, table);
  return { training: scaled(training), validation: scaled(validation) };
}

/** The test set of the same split, standardized like the others; null if the config has none. Throws the same errors. */
export function splitTestSet(config: SplitConfig, table: TableSamples): SampleSet | null {
  const { test, scaled } = planSplit(config, table);
  return test && scaled(test);
}

/** Which rows form which set, and how they are copied from the table. */
function planSplit(config: SplitConfig, table: TableSamples) {
  const { dataset } = config;
  checkShape(dataset, table);
  const counts = countSamples(config);
  for (const name of ['training', 'validation', ...(config.test ? (['test'] as const) : [])] as const) {
    if (counts[name] < 1)
      throw new RangeError(`the ${name} set gets none of the table's ${table.samples} rows`);
  }
  const own = ownRows(table);
  const split = own.samples === table.samples ? counts.test : 0;
  if (split + counts.validation >= own.samples)
    throw new RangeError(`the training set gets none of the table's ${table.samples} rows`);
  const { training, validation, test } =
    'folds' in config.validation
      ? chooseFold(dataset, config.validation, { ...counts, test: split }, own)
      : chooseShares(dataset, config.seed, { ...counts, test: split }, own);
  // By the training set alone: when a network is put to use, the statistics of other data are unknown.
  const take = prepareRows(table, training);
  const scaling = dataset.standardize ? findScaling(take(training)) : null;
  return {
    training,
    validation,
    test: config.test && (split > 0 ? test : fileRows(table)),
    scaled(rows: Int32Array): SampleSet {
      const set = take(rows);
      if (scaling) scale(set.inputs, scaling);
      return set;
    },
  };
}

/** The rows of each set, in order. */
interface SplitRows {
  readonly training: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

function chooseShares(
  { stratified }: TableConfig,
  seed: number,
  counts: SampleCounts,
  table: SampleSet,
): SplitRows {
  const order = splitOrder(stratified, allRows(table), purposeStream(seed, 'split'), table);
  const held = counts.test + counts.validation;
  return {
    test: order.subarray(0, counts.test),
    validation: order.subarray(counts.test, held),
    training: order.subarray(held, held + counts.training),
  };
}

function chooseFold(
  { stratified }: TableConfig,
  fold: FoldConfig,
  counts: SampleCounts,
  table: SampleSet,
): SplitRows {
  const split = splitOrder(stratified, allRows(table), purposeStream(0, 'split'), table);
  const left = split.slice(counts.test).sort();
  const order = splitOrder(stratified, left, purposeStream(fold.repeat, 'folds'), table);
  const validation = rowsOfFold(order, fold, stratified, table);
  const held = new Set(validation);
  const training = order.filter((row) => !held.has(row)).subarray(0, counts.training);
  return { test: split.subarray(0, counts.test), validation, training };
}

function allRows({ samples }: SampleSet): Int32Array {
  return Int32Array.from({ length: samples }, (_, row) => row);
}

/** The table without the rows of a test file. */
function ownRows(table: TableSamples): TableSamples {
  const samples = table.samples - (table.testRows ?? 0);
  return samples === table.samples
    ? table
    : { ...table, samples, targets: table.targets.subarray(0, samples) };
}

/** The rows of the test file. */
function fileRows({ samples, testRows = 0 }: TableSamples): Int32Array {
  return Int32Array.from({ length: testRows }, (_, index) => samples - testRows + index);
}

function checkShape({ rows, features, classes, testRows = 0 }: TableConfig, table: TableSamples): void {
  const width = tableFeatures(table);
  const given = table.testRows ?? 0;
  if (table.samples === rows && width === features && table.classes === classes && given === testRows) return;
  const ofTestFile = (count: number): string => (given === testRows ? '' : `, ${count} of the rows for test`);
  throw new RangeError(
    `got a table of ${table.samples} rows, ${width} features and ${table.classes} classes${ofTestFile(given)}; ` +
      `allowed: the one of the config, ${rows}, ${features} and ${classes}${ofTestFile(testRows)}`,
  );
}

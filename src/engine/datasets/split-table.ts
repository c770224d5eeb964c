import { purposeStream } from '../random/purpose-stream.ts';
import type { HeldOutConfig, TableConfig, TestConfig } from './dataset-config.ts';
import { countSamples } from './sample-counts.ts';
import type { SampleSet } from './sample-set.ts';
import { prepareRows } from './prepare-rows.ts';
import { findScaling, scale } from './standardize.ts';
import { tableFeatures, type TableSamples } from './table-columns.ts';

export interface TableSplit {
  readonly training: SampleSet;
  readonly validation: SampleSet;
}

export interface SplitConfig {
  readonly dataset: TableConfig;
  readonly validation: HeldOutConfig;
  readonly test: TestConfig | null;
  readonly seed: number;
}

/**
 * A table's rows as the sets of a run: in an order that stream 'split' of the seed decides, the first rows are for test,
 * the next ones for validation, and of the rest the first ones for training, as many as `countSamples` says. A smaller
 * trainingShare therefore learns from a part of what a larger one learns from, and is judged by the same rows. The rows of a
 * test file are no part of this: they are the test set, in the order of the file.
 *
 * Leaves `table` alone. Gaps are filled, texts are encoded (prepare-rows.ts) and features standardized by the training set
 * alone. Throws RangeError when the table is not as large as the config says, a set has no rows, or gaps cannot be filled.
 */
export function splitTable(config: SplitConfig, table: TableSamples): TableSplit {
  const { training, validation, scaled } = planSplit(config, table);
  return { training: scaled(training), validation: scaled(validation) };
}

/** The test set of the same split, standardized like the others; null when the config asks for none. Errors as there. */
export function splitTestSet(config: SplitConfig, table: TableSamples): SampleSet | null {
  const { test, scaled } = planSplit(config, table);
  return test && scaled(test);
}

/** Which rows make which set, and how they are copied out of the table. */
function planSplit(config: SplitConfig, table: TableSamples) {
  const { dataset } = config;
  checkShape(dataset, table);
  const counts = countSamples(config);
  for (const name of ['training', 'validation', ...(config.test ? (['test'] as const) : [])] as const) {
    if (counts[name] < 1)
      throw new RangeError(`the ${name} set gets none of the table's ${table.samples} rows`);
  }
  const own = ownRows(table);
  const order = splitOrder(dataset.stratified, config.seed, own);
  const split = own.samples === table.samples ? counts.test : 0;
  const held = split + counts.validation;
  if (held >= order.length)
    throw new RangeError(`the training set gets none of the table's ${table.samples} rows`);
  const training = order.subarray(held, held + counts.training);
  // By the training set alone: what the others are like is not known when a network is put to use.
  const take = prepareRows(table, training);
  const scaling = dataset.standardize ? findScaling(take(training)) : null;
  return {
    training,
    validation: order.subarray(split, held),
    test: config.test && (split > 0 ? order.subarray(0, split) : fileRows(table)),
    scaled(rows: Int32Array): SampleSet {
      const set = take(rows);
      if (scaling) scale(set.inputs, scaling);
      return set;
    },
  };
}

/**
 * A random order of the rows. Stratified, every stretch of it has the classes in about the table's proportions: the i-th
 * of a class's n rows, in random order, stands at (i + 1/2) / n of the whole.
 */
function splitOrder(stratified: boolean, seed: number, { samples, classes, targets }: SampleSet): Int32Array {
  const shuffled = purposeStream(seed, 'split').permutation(samples);
  if (!stratified) return shuffled;
  const sizes = new Int32Array(classes);
  for (const label of targets) sizes[label]!++;
  const seen = new Int32Array(classes);
  const places = Float64Array.from(shuffled, (row) => {
    const label = targets[row]!;
    return (seen[label]!++ + 0.5) / sizes[label]!;
  });
  // Sorting is stable: of rows with equal places the shuffled order stays.
  return Int32Array.from(shuffled.keys())
    .sort((first, second) => places[first]! - places[second]! || first - second)
    .map((position) => shuffled[position]!);
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

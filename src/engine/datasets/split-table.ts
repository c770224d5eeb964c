import { purposeStream } from '../random/purpose-stream.ts';
import type { HeldOutConfig, TableConfig } from './dataset-config.ts';
import { countSamples } from './sample-counts.ts';
import type { SampleSet } from './sample-set.ts';
import { findScaling, scale } from './standardize.ts';

export interface TableSplit {
  readonly training: SampleSet;
  readonly validation: SampleSet;
}

export interface SplitConfig {
  readonly dataset: TableConfig;
  readonly validation: HeldOutConfig;
  readonly test: HeldOutConfig | null;
  readonly seed: number;
}

/**
 * A table's rows as the sets of a run: in an order that stream 'split' of the seed decides, the first rows are for test,
 * the next ones for validation, and of the rest the first ones for training, as many as `countSamples` says. A smaller
 * trainingShare therefore learns from a part of what a larger one learns from, and is judged by the same rows.
 *
 * Leaves `table` alone. Standardized by mean and deviation of the training set. Throws RangeError when the table is not as
 * large as the config says, or a set has no rows.
 */
export function splitTable(config: SplitConfig, table: SampleSet): TableSplit {
  const { training, validation, scaled } = planSplit(config, table);
  return { training: scaled(training), validation: scaled(validation) };
}

/** The test set of the same split, standardized like the others; null when the config asks for none. Errors as there. */
export function splitTestSet(config: SplitConfig, table: SampleSet): SampleSet | null {
  const { test, scaled } = planSplit(config, table);
  return test && scaled(test);
}

/** Which rows make which set, and how they are copied out of the table. */
function planSplit(config: SplitConfig, table: SampleSet) {
  const { dataset } = config;
  checkShape(dataset, table);
  const counts = countSamples(config);
  for (const name of ['training', 'validation', ...(config.test ? (['test'] as const) : [])] as const) {
    if (counts[name] < 1)
      throw new RangeError(`the ${name} set gets none of the table's ${table.samples} rows`);
  }
  const order = splitOrder(dataset.stratified, config.seed, table);
  const held = counts.test + counts.validation;
  if (held >= order.length)
    throw new RangeError(`the training set gets none of the table's ${table.samples} rows`);
  const training = order.subarray(held, held + counts.training);
  // Of the training set alone: what the others are like is not known when a network is put to use.
  const scaling = dataset.standardize ? findScaling(table, training) : null;
  return {
    training,
    validation: order.subarray(counts.test, held),
    test: config.test && order.subarray(0, counts.test),
    scaled(rows: Int32Array): SampleSet {
      const set = take(table, rows);
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

function take({ features, classes, inputs, targets }: SampleSet, rows: Int32Array): SampleSet {
  const taken = new Float64Array(rows.length * features);
  rows.forEach((row, index) => {
    taken.set(inputs.subarray(row * features, (row + 1) * features), index * features);
  });
  return {
    samples: rows.length,
    features,
    classes,
    inputs: taken,
    targets: Int32Array.from(rows, (row) => targets[row]!),
  };
}

function checkShape({ rows, features, classes }: TableConfig, table: SampleSet): void {
  if (table.samples === rows && table.features === features && table.classes === classes) return;
  throw new RangeError(
    `got a table of ${table.samples} rows, ${table.features} features and ${table.classes} classes; ` +
      `allowed: the one of the config, ${rows}, ${features} and ${classes}`,
  );
}

import { findScaling, RandomStream, type SampleSet } from '#engine';

/** Rows of a table that stand for all of them, in the order of the file. */
export interface TableSample {
  readonly rows: number;
  /** [rows, features] */
  readonly inputs: Float64Array;
  /** Class indices. */
  readonly classes: Float64Array;
}

/** What there is to say about the numbers of a table, one entry per feature over all rows. */
export interface TableDescription {
  readonly means: Float64Array;
  /** Population standard deviations, as standardizing uses them; 0 for a constant. */
  readonly deviations: Float64Array;
  readonly minima: Float64Array;
  readonly maxima: Float64Array;
  /**
   * The share of a feature's variance that lies between the means of the classes (eta squared): 0 when all classes have
   * the same mean, 1 when no class varies in itself, 0 for a constant.
   */
  readonly betweenShares: Float64Array;
  readonly sample: TableSample;
}

/** Rows in a sample, and numbers: a picture with more points shows no more. */
const maxSampleRows = 2000;
const maxSampleNumbers = 500_000;

/** Describes a table. The sample is random and the same every time. */
export function describeTable(table: SampleSet): TableDescription {
  const { samples, features, inputs } = table;
  const scaling = findScaling(table);
  const minima = new Float64Array(features).fill(Infinity);
  const maxima = new Float64Array(features).fill(-Infinity);
  for (let index = 0; index < samples * features; index++) {
    const feature = index % features;
    minima[feature] = Math.min(minima[feature]!, inputs[index]!);
    maxima[feature] = Math.max(maxima[feature]!, inputs[index]!);
  }
  return {
    ...scaling,
    minima,
    maxima,
    betweenShares: findBetweenShares(table, scaling),
    sample: drawSample(table),
  };
}

function findBetweenShares(
  { samples, features, classes, inputs, targets }: SampleSet,
  { means, deviations }: { readonly means: Float64Array; readonly deviations: Float64Array },
): Float64Array {
  const counts = new Float64Array(classes);
  /** [classes, features]: sums of standardized values. */
  const sums = new Float64Array(classes * features);
  for (let row = 0; row < samples; row++) {
    const target = targets[row]!;
    counts[target]!++;
    for (let feature = 0; feature < features; feature++) {
      const deviation = deviations[feature]!;
      if (deviation === 0) continue;
      sums[target * features + feature]! += (inputs[row * features + feature]! - means[feature]!) / deviation;
    }
  }
  const shares = new Float64Array(features);
  for (let target = 0; target < classes; target++) {
    if (counts[target] === 0) continue;
    for (let feature = 0; feature < features; feature++) {
      shares[feature]! += sums[target * features + feature]! ** 2 / counts[target]! / samples;
    }
  }
  return shares.map((share) => Math.min(1, share));
}

/** Each row with the same chance, in order (Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S). */
function drawSample({ samples, features, inputs, targets }: SampleSet): TableSample {
  const rows = Math.min(samples, maxSampleRows, Math.max(1, Math.floor(maxSampleNumbers / features)));
  const sample = { rows, inputs: new Float64Array(rows * features), classes: new Float64Array(rows) };
  const random = new RandomStream(0);
  for (let row = 0, taken = 0; taken < rows; row++) {
    if (random.randomSample() * (samples - row) >= rows - taken) continue;
    sample.inputs.set(inputs.subarray(row * features, (row + 1) * features), taken * features);
    sample.classes[taken++] = targets[row]!;
  }
  return sample;
}

/** How many rows each class has. */
export function countClasses({ classes, targets }: Pick<SampleSet, 'classes' | 'targets'>): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const target of targets) counts[target]!++;
  return counts;
}

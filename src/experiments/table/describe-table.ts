import { findScaling, RandomStream, type SampleSet, type TableSamples } from '#engine';

/** Rows of a table that stand for all of them, in the order of the file. */
export interface TableSample {
  readonly rows: number;
  /** [rows, features]; NaN is a gap. */
  readonly inputs: Float64Array;
  /** Class indices. */
  readonly classes: Float64Array;
}

/** What there is to say about the numbers of a table, one entry per feature over all rows that have it. */
export interface TableDescription {
  readonly means: Float64Array;
  /** Population standard deviations, as standardizing uses them; 0 for a constant. */
  readonly deviations: Float64Array;
  readonly minima: Float64Array;
  readonly maxima: Float64Array;
  /** Rows that do not have it. */
  readonly missing: Float64Array;
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

/** Describes a table, but for the rows of a test file. The sample is random and the same every time. */
export function describeTable(table: TableSamples): TableDescription {
  const readers = featureReaders(table);
  const rows = table.samples - (table.testRows ?? 0);
  const described = readers.map((read) => describeFeature(table, rows, read));
  const all = (what: keyof (typeof described)[number]) =>
    Float64Array.from(described, (feature) => feature[what]);
  return {
    means: all('mean'),
    deviations: all('deviation'),
    minima: all('minimum'),
    maxima: all('maximum'),
    missing: all('missing'),
    betweenShares: all('betweenShare'),
    sample: drawSample(table, rows, readers),
  };
}

/** Tells what a row has of one feature. */
type ReadFeature = (row: number) => number;

/** For each feature. One of a text column is 1 in the rows of its category. */
function featureReaders({ features: width, columns, inputs }: TableSamples): readonly ReadFeature[] {
  const at = (column: number) => (row: number) => inputs[row * width + column]!;
  if (!columns) return Array.from({ length: width }, (_, column) => at(column));
  return columns.flatMap((column, index) => {
    const read = at(index);
    if (column.kind === 'number') return read;
    return column.categories.map((_, category) => (row: number) => {
      const value = read(row);
      return Number.isNaN(value) ? NaN : Number(value === category);
    });
  });
}

function describeFeature({ classes, targets }: SampleSet, rows: number, read: ReadFeature) {
  const values = new Float64Array(rows);
  const labels = new Int32Array(rows);
  let samples = 0;
  for (let row = 0; row < rows; row++) {
    const value = read(row);
    if (Number.isNaN(value)) continue;
    labels[samples] = targets[row]!;
    values[samples++] = value;
  }
  const inputs = values.subarray(0, samples);
  const { means, deviations } = findScaling({ samples, features: 1, inputs });
  const [mean, deviation] = [means[0]!, deviations[0]!];
  return {
    mean,
    deviation,
    minimum: inputs.reduce((least, value) => Math.min(least, value), Infinity),
    maximum: inputs.reduce((most, value) => Math.max(most, value), -Infinity),
    missing: rows - samples,
    betweenShare: deviation === 0 ? 0 : findBetweenShare(inputs, labels, classes, { mean, deviation }),
  };
}

function findBetweenShare(
  values: Float64Array,
  labels: Int32Array,
  classes: number,
  { mean, deviation }: { readonly mean: number; readonly deviation: number },
): number {
  const counts = new Float64Array(classes);
  /** Sums of standardized values. */
  const sums = new Float64Array(classes);
  values.forEach((value, index) => {
    counts[labels[index]!]!++;
    sums[labels[index]!]! += (value - mean) / deviation;
  });
  const share = sums.reduce(
    (total, sum, label) => (counts[label] === 0 ? total : total + sum ** 2 / counts[label]! / values.length),
    0,
  );
  return Math.min(1, share);
}

/** Each row with the same chance, in order (Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S). */
function drawSample({ targets }: SampleSet, of: number, readers: readonly ReadFeature[]): TableSample {
  const features = readers.length;
  const rows = Math.min(of, maxSampleRows, Math.max(1, Math.floor(maxSampleNumbers / features)));
  const sample = { rows, inputs: new Float64Array(rows * features), classes: new Float64Array(rows) };
  const random = new RandomStream(0);
  for (let row = 0, taken = 0; taken < rows; row++) {
    if (random.randomSample() * (of - row) >= rows - taken) continue;
    readers.forEach((read, feature) => (sample.inputs[taken * features + feature] = read(row)));
    sample.classes[taken++] = targets[row]!;
  }
  return sample;
}

/** How many of the first `rows` each class has. */
export function countClasses(
  { classes, targets }: Pick<SampleSet, 'classes' | 'targets'>,
  rows = targets.length,
): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const target of targets.subarray(0, rows)) counts[target]!++;
  return counts;
}

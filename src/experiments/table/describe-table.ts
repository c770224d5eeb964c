import { findScaling, RandomStream, type SampleSet, type TableSamples } from '#engine';

/** Rows of a table that represent all of them, in file order. */
export interface TableSample {
  readonly rows: number;
  /** [rows, features]; NaN is a gap. */
  readonly inputs: Float64Array;
  /** Class indices. */
  readonly classes: Float64Array;
}

/** Statistics of a table's numbers, one entry per feature, over all rows that have a value. */
export interface TableDescription {
  readonly means: Float64Array;
  /** Population standard deviations, as used for standardizing; 0 for a constant. */
  readonly deviations: Float64Array;
  readonly minima: Float64Array;
  readonly maxima: Float64Array;
  /** Number of rows without a value. */
  readonly missing: Float64Array;
  /**
   * The share of a feature's variance that lies between the means of the classes (eta squared): 0 when all classes have the same mean, 1
   * when no class varies within itself, 0 for a constant.
   */
  readonly betweenShares: Float64Array;
  readonly sample: TableSample;
}

/** Limits for rows and numbers in a sample: a picture with more points shows no more. */
const maxSampleRows = 2000;
const maxSampleNumbers = 500_000;

/** Describes a table, excluding the rows of a test file. The sample is random, but the same every time. */
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

/** Reads one feature of a row. */
type ReadFeature = (row: number) => number;

/** One reader per feature. A feature of a text column is 1 in the rows of its category. */
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

/** Selects each row with equal probability, in order (Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S). */
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

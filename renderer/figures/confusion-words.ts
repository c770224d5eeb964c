import { confusionRates, type Confusion } from '#api';
import type { ColourScale, FigureTable } from '#figure';
import { formatCount, formatPercent, formatPlural } from '#words';

export type ConfusionSet = 'validation' | 'test';

/** The colours of a cell, by the share of its class's samples that it has. */
export const classShareScale: ColourScale = {
  title: 'share of the class’s samples',
  ticks: [0, 0.5, 1].map((share) => ({ share, label: `${100 * share}%` })),
};

/** A confusion matrix with the names of its classes. */
export interface NamedConfusion {
  readonly matrix: Confusion['matrix'];
  readonly names: readonly string[];
}

/** How the network does on one class. */
export interface ClassReading {
  readonly name: string;
  readonly samples: number;
  readonly right: number;
  /** NaN for a class without samples. */
  readonly recall: number;
}

export function classReadings({ matrix, names }: NamedConfusion): ClassReading[] {
  const { counts, recalls } = confusionRates(matrix);
  return names.map((name, label) => ({
    name,
    samples: counts[label]!,
    right: matrix[label * names.length + label]!,
    recall: recalls[label]!,
  }));
}

/** The matrix as rows of a table, with what follows from it for each class. */
export function confusionTable(confusion: NamedConfusion): FigureTable {
  const { matrix, names } = confusion;
  return {
    columns: ['class', ...names.map((name) => `taken for ${name}`), 'samples', 'accuracy of the class'],
    rows: classReadings(confusion).map(({ name, samples, recall }, label) => [
      name,
      ...matrix.subarray(label * names.length, (label + 1) * names.length),
      samples,
      samples === 0 ? null : recall,
    ]),
  };
}

/** What the matrix says, in sentences. */
export function confusionFinding(set: ConfusionSet, confusion: NamedConfusion): string {
  const { matrix } = confusion;
  const { accuracy, balancedAccuracy } = confusionRates(matrix);
  const readings = classReadings(confusion);
  const samples = readings.reduce((sum, reading) => sum + reading.samples, 0);
  const right = readings.reduce((sum, reading) => sum + reading.right, 0);
  const absent = readings.filter((reading) => reading.samples === 0).map(({ name }) => name);
  return [
    `${formatCount(right)} of ${formatCount(samples)} ${set} samples are right: accuracy ${formatPercent(accuracy)}, ` +
      `balanced accuracy ${formatPercent(balancedAccuracy)}.`,
    ...mostFrequentMistake(confusion),
    ...(absent.length > 0 ? [`No ${set} sample is of class ${absent.join(', ')}.`] : []),
  ].join(' ');
}

function mostFrequentMistake({ matrix, names }: NamedConfusion): string[] {
  const classes = names.length;
  const mistakes = matrix.map((count, index) => (index % (classes + 1) === 0 ? 0 : count));
  const most = mistakes.reduce((most, count) => Math.max(most, count), 0);
  const index = mistakes.indexOf(most);
  if (most === 0 || mistakes.lastIndexOf(most) !== index) return []; // none stands out
  const [label, taken] = [names[Math.floor(index / classes)]!, names[index % classes]!];
  return [`The most frequent mistake: ${label} taken for ${taken}, ${formatPlural(most, 'time')}.`];
}

/** A row for each pair of classes of each run. */
export function confusionsTable(
  runs: readonly { readonly name: string; readonly confusion: NamedConfusion }[],
): FigureTable {
  return {
    columns: ['run', 'class', 'taken for', 'samples'],
    rows: runs.flatMap(({ name, confusion: { matrix, names } }) =>
      Array.from(matrix, (count, at) => [
        name,
        names[Math.floor(at / names.length)]!,
        names[at % names.length]!,
        count,
      ]),
    ),
  };
}

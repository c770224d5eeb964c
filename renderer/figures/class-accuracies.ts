import { shortenText } from '#api';
import { type Cell, type Figure, oneAxis } from '#figure';
import { formatCount, formatPercent } from '#words';
import { classReadings, type ClassReading, type NamedConfusion, classShareScale } from './confusion-words.ts';

export interface ConfusedRun {
  readonly id: string;
  readonly name: string;
  readonly confusion: NamedConfusion;
}

const maxNameLength = 14;

/** How each network does on each class: a row per run, a column per class. */
export function classAccuraciesFigure(
  runs: readonly ConfusedRun[],
  set: string,
  message: Figure['message'],
): Figure {
  const rows = runs.map((run) => ({ ...run, readings: classReadings(run.confusion) }));
  const classes = Math.max(0, ...rows.map(({ readings }) => readings.length));
  const names = Array.from({ length: classes }, (_, label) =>
    nameOf(rows.map(({ readings }) => readings[label])),
  );
  return {
    key: `compare-classes-${set}`,
    title: 'Accuracy of each class',
    explanation:
      'Of the samples of a class, the share that is taken for it. A class of few samples says little: hovering has their number.',
    finding: message === null ? hardestSentence(rows, set) : null,
    message,
    legendPlace: 'pictures',
    scale: classShareScale,
    plot: {
      kind: 'chart',
      x: {
        title: '',
        range: { min: -0.5, max: Math.max(1, classes) - 0.5 },
        ticks: names.map((name, position) => ({ position, label: shortenText(name, maxNameLength) })),
      },
      y: oneAxis({
        title: '',
        range: { min: -0.5, max: Math.max(1, rows.length) - 0.5 },
        ticks: rows
          .map(({ name }, at) => ({
            position: rows.length - 1 - at,
            label: shortenText(name, maxNameLength),
          }))
          .toReversed(),
      }),
      marks: [
        {
          kind: 'cells',
          columns: classes,
          rows: rows.length,
          data: rows.flatMap((row, at) =>
            row.readings.map((reading, label) => cellOf(row, reading, label, rows.length - 1 - at)),
          ),
        },
      ],
      pictureSize: { widthPx: 640, heightPx: 60 + 40 * rows.length },
    },
    table: {
      columns: ['run', 'class', 'right', 'samples', 'accuracy'],
      rows: rows.flatMap(({ name, readings }) =>
        readings.map((reading) => [
          name,
          reading.name,
          reading.right,
          reading.samples,
          reading.samples === 0 ? null : reading.recall,
        ]),
      ),
    },
  };
}

function cellOf({ id, name }: ConfusedRun, reading: ClassReading, x: number, y: number): Cell {
  const { recall, right, samples } = reading;
  const isKnown = samples > 0;
  return {
    x,
    y,
    title: `${name}, ${reading.name}`,
    lines: [`${formatCount(right)} of ${formatCount(samples)} samples are right`],
    runIds: [id],
    share: isKnown ? recall : null,
    text: isKnown ? formatPercent(recall) : '–',
    note: '',
    edge: null,
    hasDiverged: false,
  };
}

/** The name of a class in the first run that has it. */
const nameOf = (readings: readonly (ClassReading | undefined)[]): string =>
  readings.find((reading) => reading !== undefined)?.name ?? '';

/** The hardest class of each run, if there are few. */
function hardestSentence(
  rows: readonly { readonly name: string; readonly readings: readonly ClassReading[] }[],
  set: string,
): string | null {
  if (rows.length === 0 || rows.length > 3) return null;
  const told = rows.flatMap(({ name, readings }) => {
    const known = readings.filter(({ samples }) => samples > 0);
    const [hardest] = known.toSorted((a, b) => a.recall - b.recall);
    return hardest ? [`${hardest.name} for ${name}, ${formatPercent(hardest.recall)}`] : [];
  });
  return told.length === 0 ? null : `The hardest class of the ${set} set: ${told.join('; ')}.`;
}

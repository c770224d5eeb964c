import { shortenText } from '#api';
import { type Axis, type Cell, type Figure, oneAxis } from '#figure';
import { formatCount, formatPercent, formatPlural } from '#words';
import {
  classReadings,
  confusionFinding,
  type ConfusionSet,
  confusionTable,
  type NamedConfusion,
  classShareScale,
} from './confusion-words.ts';

/** Longer class names would leave no room for the squares. */
const maxNameLength = 14;
/** Names side by side need more room than vertical ones. */
const mostUprightNames = 8;

/** Which classes a network assigns to the samples of each class: a row for each class that has samples, from top to bottom. */
export function confusionFigure(
  confusion: NamedConfusion,
  set: ConfusionSet,
  words: Pick<Figure, 'key' | 'message' | 'controls'>,
): Figure {
  const { names } = confusion;
  const range = { min: -0.5, max: names.length - 0.5 };
  const ticksAt = (place: (index: number) => number): NonNullable<Axis['ticks']> =>
    names.map((name, index) => ({ position: place(index), label: shortenText(name, maxNameLength) }));
  return {
    ...words,
    title: 'Confusion matrix',
    explanation:
      'A row for each class that samples have, a column for each class that the network takes them for; colours are shares of the row. It is of the final parameters, as the run keeps them, rounded to float32: a sample on the border between two classes may fall on the other side. Balanced accuracy is the mean of the classes’ own accuracies: a rare class counts as much as a frequent one.',
    finding: confusionFinding(set, confusion),
    scale: classShareScale,
    plot: {
      kind: 'chart',
      x: {
        title: 'taken for',
        range,
        ticks: ticksAt((index) => index),
        isSteep: names.length > mostUprightNames,
      },
      y: oneAxis({
        title: 'class of the samples',
        range,
        ticks: ticksAt((index) => names.length - 1 - index).toReversed(),
      }),
      marks: [{ kind: 'cells', columns: names.length, rows: names.length, data: cellsOf(confusion) }],
      pictureSize: { widthPx: 720, heightPx: 640 },
    },
    table: confusionTable(confusion),
  };
}

function cellsOf(confusion: NamedConfusion): Cell[] {
  const { matrix, names } = confusion;
  const readings = classReadings(confusion);
  return Array.from(matrix, (count, index): Cell => {
    const [label, taken] = [Math.floor(index / names.length), index % names.length];
    const share = count / readings[label]!.samples;
    const percent = Number.isNaN(share) ? null : formatPercent(share);
    const samples = formatPlural(count, 'sample');
    return {
      x: taken,
      y: names.length - 1 - label,
      title: `${names[label]!} taken for ${names[taken]!}`,
      lines: [percent === null ? samples : `${samples}, ${percent} of the class`],
      text: formatCount(count),
      edge: null,
      hasDiverged: false,
      // What never happens is faded.
      ...(count === 0 ? { share: null, note: '', tint: { role: 'grid' } } : { share, note: percent ?? '' }),
    };
  });
}

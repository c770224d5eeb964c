import type { FieldColumns } from '#api';
import type { RunColumns } from '../run-columns.ts';
import { formatCount, formatPlural, isMoreBetter } from '#words';
import type { FieldAxis } from './field-axis.ts';
import { type Figure, nothingShown } from '#figure';

/** Runs on some axes, in the form that column figures need; `judged` is the field that decides which run is best. */
export function exploreColumns(
  { runs }: FieldColumns,
  axes: readonly FieldAxis[],
  judged: string,
): RunColumns {
  const at = axes.findIndex(({ key }) => key === judged);
  return {
    columns: axes,
    runs: runs.map((run, index) => ({
      run,
      places: axes.map(({ places }) => places[index]!),
      get values() {
        return axes.map((axis) => axis.valueOf(index));
      },
    })),
    main: at === -1 ? axes.length - 1 : at,
    judged: at,
    isMoreBetter: isMoreBetter(judged),
  };
}

const mostAxes = 3;

/** Which runs have no value on these axes, and where they are shown instead; empty if none lacks any. */
export function lackingSentence(axes: readonly FieldAxis[], runs: number): string {
  const lacking = axes.filter((axis) => axis.missing + axis.notFinite + axis.outside > 0);
  const sentences = lacking.slice(0, mostAxes).map((axis) => lackOf(axis, runs));
  const more = lacking.length - mostAxes;
  if (more > 0) sentences.push(`${formatPlural(more, 'more column')} ${more === 1 ? 'lacks' : 'lack'} some.`);
  return sentences.join(' ');
}

function lackOf({ label, missing, notFinite, outside }: FieldAxis, runs: number): string {
  const parts = [
    ...(missing > 0 ? [`${countOf(missing, runs)} no value (drawn at “none”)`] : []),
    ...(notFinite > 0 ? [`${countOf(notFinite, runs)} NaN or infinity`] : []),
    ...(outside > 0 ? [`${formatCount(outside)} outside the range shown`] : []),
  ];
  return `${label}: ${parts.join(', ')}.`;
}

const countOf = (count: number, of: number): string =>
  `${formatCount(count)} of ${formatPlural(of, 'run')} ${count === 1 ? 'has' : 'have'}`;

/** How many runs the figure leaves out because there are more than can be read at once. */
export function leftOutSentence({ total, runs }: FieldColumns): string {
  return total > runs.length
    ? `The newest ${formatCount(runs.length)} of ${formatPlural(total, 'run')} are shown.`
    : '';
}

/** A figure of runs with nothing but a message. */
export function noFigure(key: string, message: string): Figure {
  return { key, title: 'Runs', finding: null, message, ...nothingShown };
}

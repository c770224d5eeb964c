import type { FieldColumns } from '#api';
import type { Choices, Figure } from '#figure';
import { parallelOf } from '../parallel.ts';
import type { RunColumns } from '../run-columns.ts';
import { selectionFinding } from '../run-words.ts';
import { scatterOf } from '../scatter.ts';
import { exploreColumns, lackingSentence, leftOutSentence, noFigure } from './explore-columns.ts';
import type { FieldAxis } from './field-axis.ts';

/** What figures of filtered runs are made from. */
export interface ExploreInput {
  readonly table: FieldColumns;
  /** The axes that the figure may show; in a scatter plot the first is x, the second y, the third the colour. */
  readonly axes: readonly FieldAxis[];
  /** The field that decides which run is best. */
  readonly judged: string;
  /** Runs to highlight; null for none in particular. */
  readonly selected: ReadonlySet<string> | null;
  readonly choices: Choices;
}

const noRuns = 'No run matches the filter.';

/** Runs as lines across any fields. */
export function exploreParallel(input: ExploreInput): Figure {
  const { table, axes, judged, selected, choices } = input;
  if (axes.length < 2) return noFigure('runs-parallel', 'Choose two columns or more.');
  const all = exploreColumns(table, axes, judged);
  return {
    ...parallelOf(all, selected, choices),
    key: 'runs-parallel',
    finding: findingOf(input, all),
    message: table.runs.length > 0 ? null : noRuns,
  };
}

/** Runs as points between any two fields, coloured by a third. */
export function exploreScatter(input: ExploreInput): Figure {
  const { table, axes, judged, selected } = input;
  const [x, y, color] = axes;
  if (!x || !y || !color) return noFigure('runs-scatter', 'No field can be drawn.');
  const all = exploreColumns(table, axes, judged);
  const figure = scatterOf(all, selected, { x: x.key, y: y.key, color: color.key });
  return {
    ...figure,
    key: 'runs-scatter',
    explanation:
      'Each point is one run. Drag a rectangle to select runs; a double click or Escape takes it back. A pattern here need not be a cause: what differs between runs beside these two fields is in it as well.',
    finding: findingOf(input, all),
    message: table.runs.length > 0 ? null : noRuns,
    controls: [],
  };
}

function findingOf({ table, axes, selected }: ExploreInput, all: RunColumns): string {
  const best = all.judged === -1 ? '' : selectionFinding(all, selected);
  return [best, lackingSentence(axes, table.runs.length), leftOutSentence(table)].filter(Boolean).join(' ');
}

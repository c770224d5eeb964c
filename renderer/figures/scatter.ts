import { capitalize } from '#words';
import {
  type Choices,
  type ColourScale,
  type Datum,
  type Figure,
  oneAxis,
  shareOn,
  type Tint,
} from '#figure';
import type { ColumnRun, RunColumn, RunColumns } from './run-columns.ts';
import { describeRun, runsTable, selectionFinding, ofSweep } from './run-words.ts';

const sides = [
  { key: 'x', label: 'Across', initial: 'dataLoss' },
  { key: 'y', label: 'Up', initial: 'validationLoss' },
  { key: 'color', label: 'Colour', initial: null },
] as const;
type Side = (typeof sides)[number]['key'];

/** Every run of a sweep as a point between any two of what was varied, the seed and the metrics; a rectangle selects. */
export const scatterFigure = ofSweep(scatterOf);

/** Runs as points between two columns, coloured by a third. */
export function scatterOf(all: RunColumns, selected: ReadonlySet<string> | null, choices: Choices): Figure {
  const chosen = chooseColumns(all, choices);
  const [x, y, color] = [all.columns[chosen.x]!, all.columns[chosen.y]!, all.columns[chosen.color]!];
  const hasDiverged = all.runs.some(({ run }) => run.status === 'diverged');
  const options = all.columns.map((column) => ({ value: column.key, label: column.label }));
  return {
    key: 'scatter',
    title: capitalize(`${y.label} against ${x.label}`),
    explanation:
      'Each point is one run. Drag a rectangle to select runs; a double click or Escape takes it back. Runs of one setting differ by their seed alone: how far they scatter is how far one run can be trusted.',
    finding: selectionFinding(all, selected),
    message: all.runs.length > 0 ? null : 'No run has completed yet.',
    controls: sides.map(({ key, label }) => ({ key, label, options, value: all.columns[chosen[key]]!.key })),
    legend: hasDiverged ? [{ label: 'diverged, at the edge', tint: { role: 'danger' }, mark: 'cross' }] : [],
    scale: columnScale(color),
    plot: {
      kind: 'chart',
      x: { title: x.label, range: x.range, ticks: x.ticks, breakAt: x.breakAt },
      y: oneAxis({ title: y.label, range: y.range, ticks: y.ticks }),
      marks: [
        {
          kind: 'points',
          name: 'runs',
          tint: { role: 'muted' },
          radiusPx: 4,
          data: all.runs.map((run) => pointOf(all, run, chosen, selected)),
        },
      ],
      isBrushable: true,
    },
    table: () => runsTable(all, selected),
  };
}

function chooseColumns({ columns, main }: RunColumns, choices: Choices): Record<Side, number> {
  const find = ({ key, initial }: (typeof sides)[number]): number => {
    const index = columns.findIndex((column) => column.key === (choices[key] ?? initial));
    return index === -1 ? main : index;
  };
  return { x: find(sides[0]), y: find(sides[1]), color: find(sides[2]) };
}

/** A run without a value, such as a diverged one, is a red cross at the upper or right edge. */
function pointOf(
  all: RunColumns,
  run: ColumnRun,
  at: Record<Side, number>,
  selected: ReadonlySet<string> | null,
): Datum {
  const place = (side: 'x' | 'y'): number => {
    const value = run.places[at[side]]!;
    return Number.isNaN(value) ? all.columns[at[side]]!.range.max : value;
  };
  const share = shareOn(all.columns[at.color]!, run.places[at.color]!);
  const { id, status } = run.run;
  const look: { readonly shape?: 'cross'; readonly tint?: Tint } =
    status === 'diverged'
      ? { shape: 'cross', tint: { role: 'danger' } }
      : Number.isNaN(share)
        ? {}
        : { tint: { share } };
  return {
    x: place('x'),
    y: place('y'),
    // A getter, as few are ever read: otherwise thousands of texts would be made for each drawing.
    get title() {
      return describeRun(all, run)[0]!;
    },
    get lines() {
      return describeRun(all, run).slice(1);
    },
    runIds: [id],
    isOutside: Number.isNaN(run.places[at.x]! + run.places[at.y]!),
    isFaint: selected !== null && !selected.has(id),
    ...look,
  };
}

const maxTicks = 4;

/** What the colours of a column mean. */
export function columnScale(column: RunColumn): ColourScale {
  const stride = Math.ceil(column.ticks.length / maxTicks);
  const ticks = column.ticks
    .filter((_, index) => index % stride === 0)
    .map(({ position, label }) => ({ share: shareOn(column, position), label }));
  return { title: column.label, ticks };
}

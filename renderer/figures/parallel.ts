import { type Choices, type ColumnLine, type Figure, shareOn } from '#figure';
import type { ColumnRun, RunColumns } from './run-columns.ts';
import { describeRun, runsTable, selectionFinding, ofSweep } from './run-words.ts';

/** Every run of a sweep as a line across what was varied, the seed and the metrics; brushes on the columns select runs. */
export const parallelFigure = ofSweep(parallelOf);

/** Runs as lines across columns. */
export function parallelOf(all: RunColumns, selected: ReadonlySet<string> | null, choices: Choices): Figure {
  const chosen = all.columns.findIndex(({ key }) => key === choices['color']);
  const color = chosen === -1 ? all.main : chosen;
  const hasDiverged = all.runs.some(({ run }) => run.status === 'diverged');
  return {
    key: 'parallel-coordinates',
    title: 'Every run, from setting to result',
    explanation:
      'Each line is one run. Drag along a column, or move its handles by the arrow keys, to select the runs that pass through. Lines that cross between two columns show a trade-off; columns further apart are hard to compare, and lines drawn later cover earlier ones.',
    finding: selectionFinding(all, selected),
    message: all.runs.length > 0 ? null : 'No run has completed yet.',
    controls: [
      {
        key: 'color',
        label: 'Colour',
        value: all.columns[color]!.key,
        options: all.columns.map((column) => ({ value: column.key, label: column.label })),
      },
    ],
    legend: hasDiverged ? [{ label: 'diverged', tint: { role: 'danger' }, mark: 'cross' }] : [],
    plot: {
      kind: 'columns',
      columns: all.columns,
      lines: all.runs.map((run) => lineOf(all, run, color, selected)),
    },
    table: () => runsTable(all, selected),
  };
}

function lineOf(
  all: RunColumns,
  run: ColumnRun,
  color: number,
  selected: ReadonlySet<string> | null,
): ColumnLine {
  const { id, status } = run.run;
  const share = shareOn(all.columns[color]!, run.places[color]!);
  const isBroken = status === 'diverged';
  const own = Number.isNaN(share) ? ({ role: 'muted' } as const) : { share };
  return {
    runId: id,
    places: run.places,
    tint: isBroken ? { role: 'danger' } : own,
    isFaint: selected !== null && !selected.has(id),
    isBroken,
    describe: () => describeRun(all, run).join(', '),
  };
}

import { type Choices, type Figure, type FigureTable, scaleChoice } from '#figure';
import { formatPlural } from '#words';
import { runColumns, type ColumnRun, type RunColumns } from './run-columns.ts';
import type { MakeSweepFigure } from './cube.ts';

/** Every run with its values; if some are selected, only those. */
export function runsTable({ columns, runs }: RunColumns, selected: ReadonlySet<string> | null): FigureTable {
  return {
    columns: ['run', 'status', ...columns.map(({ label }) => label)],
    rows: runs
      .filter(({ run }) => selected === null || selected.has(run.id))
      .map(({ run, values }) => [run.name ?? run.id, run.status ?? '', ...values]),
  };
}

/** A run's name, values and outcome, for the tooltip and for screen readers. */
export function describeRun({ columns }: RunColumns, { run, places }: ColumnRun): string[] {
  const values = columns.flatMap((column, index) => {
    const place = places[index]!;
    return Number.isNaN(place) ? [] : [`${column.label} ${column.describe(place)}`];
  });
  const diverged = run.status === 'diverged' ? [`diverged at epoch ${run.divergedAt ?? '?'}`] : [];
  return [run.name ?? run.id, ...values, ...diverged];
}

/** How many are selected and how well they do compared with all others; computed, so that it holds for any brush. */
export function selectionFinding(all: RunColumns, selected: ReadonlySet<string> | null): string {
  const { columns, runs, judged } = all;
  const diverged = runs.filter(({ run }) => run.status === 'diverged').length;
  const lost = diverged > 0 ? ` ${formatPlural(diverged, 'run')} diverged.` : '';
  const own = runs.filter(({ run }) => selected === null || selected.has(run.id));
  const best = bestOf(all, own);
  const column = columns[judged];
  if (best === null || column === undefined) {
    const metric = column?.label ?? 'metric';
    return `${selected ? `No run with a ${metric} is selected.` : `No run has a ${metric}.`}${lost}`;
  }
  const place = settingsOf(all, best);
  const count = selected
    ? `${own.length} of ${formatPlural(runs.length, 'run')} selected. Their`
    : `${formatPlural(runs.length, 'run')}. The`;
  const most = all.isMoreBetter ? 'highest' : 'lowest';
  return `${count} ${most} ${column.label} is ${column.describe(best.places[judged]!)}, of ${best.run.name ?? best.run.id}${place}.${lost}`;
}

/** The run with the best value of the judged metric; null if none has one. */
function bestOf({ columns, judged, isMoreBetter }: RunColumns, runs: readonly ColumnRun[]): ColumnRun | null {
  const sign = isMoreBetter ? -1 : 1;
  const slot = columns[judged]?.slot;
  return runs.reduce<ColumnRun | null>((best, next) => {
    if (!Number.isFinite(next.places[judged]) || next.places[judged] === slot) return best;
    return best === null || sign * (next.places[judged]! - best.places[judged]!) < 0 ? next : best;
  }, null);
}

const mostSettings = 4;

/** A run's settings in parentheses: what differs comes first. */
function settingsOf({ columns }: RunColumns, { places }: ColumnRun): string {
  const settings = columns.flatMap(({ kind, label, describe }, index) =>
    kind === 'metric' || Number.isNaN(places[index]) ? [] : [`${label} = ${describe(places[index]!)}`],
  );
  const shown = settings.slice(0, mostSettings);
  return shown.length === 0 ? '' : ` (${shown.join(', ')}${settings.length > mostSettings ? ', …' : ''})`;
}

/** A figure of runs on columns, for the runs of a sweep. */
export function ofSweep(
  figureOf: (all: RunColumns, selected: ReadonlySet<string> | null, choices: Choices) => Figure,
): MakeSweepFigure {
  return ({ sweep, at, selected, choices }) => {
    const isLogarithmic = choices[scaleChoice] === 'logarithmic';
    const all = runColumns(sweep, at, isLogarithmic);
    const scale = { isLogarithmic, scaleLabel: 'log metrics' };
    // A report prints the table, so it is made right away.
    return { ...figureOf(all, selected, choices), ...scale, table: runsTable(all, selected) };
  };
}

import type { FigureTable } from '../../../figure/figure-table.ts';
import { formatPlural } from '../../../words/format.ts';
import { type ColumnRun, type RunColumn, type RunColumns } from './run-columns.ts';

/** Every run with its values; only the selected ones where some are. */
export function runsTable({ columns, runs }: RunColumns, selected: ReadonlySet<string> | null): FigureTable {
  return {
    columns: ['run', 'status', ...columns.map(({ label }) => label)],
    rows: runs
      .filter(({ run }) => selected === null || selected.has(run.id))
      .map(({ run, values }) => [run.name ?? run.id, run.status ?? '', ...values]),
  };
}

/** A run in a line, for the pointer and for those who listen. */
export function describeRun({ columns }: RunColumns, { run, places }: ColumnRun): string {
  const values = columns.flatMap((column, index) => {
    const place = places[index]!;
    return Number.isNaN(place) ? [] : [`${column.label} ${column.describe(place)}`];
  });
  const diverged = run.status === 'diverged' ? [`diverged at epoch ${run.divergedAt ?? '?'}`] : [];
  return [run.name ?? run.id, ...values, ...diverged].join(', ');
}

/** How many are selected and how well they do beside all others; computed, so that it holds for any brush. */
export function selectionFinding(
  { columns, runs }: RunColumns,
  selected: ReadonlySet<string> | null,
): string {
  const diverged = runs.filter(({ run }) => run.status === 'diverged').length;
  const lost =
    diverged > 0
      ? ` ${formatPlural(diverged, 'run')} diverged and ${diverged === 1 ? 'has' : 'have'} no metrics.`
      : '';
  const at = columns.findIndex(({ key }) => key === 'validationLoss');
  const own = runs.filter(({ run }) => selected === null || selected.has(run.id));
  const finite = own.filter(({ places }) => Number.isFinite(places[at]!));
  if (finite.length === 0)
    return `${selected ? 'No run with a validation loss is selected.' : 'No run has a validation loss.'}${lost}`;
  const best = finite.reduce((low, next) => (next.places[at]! < low.places[at]! ? next : low));
  const column = columns[at]!;
  const place = columns
    .flatMap(({ kind, label, describe }, index) =>
      kind === 'metric' ? [] : [`${label} ${describe(best.places[index]!)}`],
    )
    .join(', ');
  const count = selected
    ? `${own.length} of ${formatPlural(runs.length, 'run')} selected. Their`
    : `${formatPlural(runs.length, 'run')}. The`;
  return `${count} lowest validation loss is ${column.describe(best.places[at]!)}, of ${best.run.name ?? best.run.id} (${place}).${lost}`;
}

/** What a brush spans, in the values of its column. */
export function describeBrush(column: RunColumn, share: number): string {
  return column.describe(column.range.min + share * (column.range.max - column.range.min));
}

/** The run whose line passes nearest to a point, or null when none is near. */
export function nearestRun(
  runs: readonly ColumnRun[],
  cornersOf: (run: ColumnRun) => readonly (readonly [number, number])[],
  x: number,
  y: number,
  maxPx = 8,
): ColumnRun | null {
  let nearest: ColumnRun | null = null;
  let least = maxPx;
  for (const run of runs) {
    const corners = cornersOf(run);
    for (let index = 1; index < corners.length; index++) {
      const [[x0, y0], [x1, y1]] = [corners[index - 1]!, corners[index]!];
      if (x < x0 - 2 || x > x1 + 2 || Number.isNaN(y0 + y1)) continue;
      const t = Math.min(1, Math.max(0, (x - x0) / (x1 - x0 || 1)));
      // Across the line, not straight up: steep lines would never be hit.
      const slope = (y1 - y0) / (x1 - x0 || 1);
      const distance = Math.abs(y0 + t * (y1 - y0) - y) / Math.hypot(1, slope);
      if (distance < least) {
        least = distance;
        nearest = run;
      }
    }
  }
  return nearest;
}

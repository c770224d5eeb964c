import type { FigureTable } from '../figure/figure-table.ts';
import { formatPlural } from '../words/format.ts';
import type { ColumnRun, RunColumns } from './run-columns.ts';

/** Every run with its values; only the selected ones where some are. */
export function runsTable({ columns, runs }: RunColumns, selected: ReadonlySet<string> | null): FigureTable {
  return {
    columns: ['run', 'status', ...columns.map(({ label }) => label)],
    rows: runs
      .filter(({ run }) => selected === null || selected.has(run.id))
      .map(({ run, values }) => [run.name ?? run.id, run.status ?? '', ...values]),
  };
}

/** A run's name, its values and what became of it, for the pointer and for those who listen. */
export function describeRun({ columns }: RunColumns, { run, places }: ColumnRun): string[] {
  const values = columns.flatMap((column, index) => {
    const place = places[index]!;
    return Number.isNaN(place) ? [] : [`${column.label} ${column.describe(place)}`];
  });
  const diverged = run.status === 'diverged' ? [`diverged at epoch ${run.divergedAt ?? '?'}`] : [];
  return [run.name ?? run.id, ...values, ...diverged];
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

import type { SweepDetail, SweepRunSummary } from '#api';
import type { FigureAxis } from './figure-axes.ts';

/** A value of an axis with the runs of its cell; other axes are held. */
export interface PlaneColumn {
  readonly cell: number;
  readonly label: string;
  /** One for each seed that has a run. */
  readonly runs: readonly (SweepRunSummary & { readonly id: string })[];
}

/** Pictures can be read side by side only if there are few. */
const mostColumns = 9;

/** The columns along an axis, evenly chosen if there are many. Without an axis, the only cell. */
export function planeColumns(
  { grid, members }: Pick<SweepDetail, 'grid' | 'members'>,
  axis: FigureAxis | undefined,
  held: ReadonlyMap<number, number>,
): { columns: PlaneColumn[]; leftOut: number } {
  const points = axis?.points ?? [{ index: 0, label: 'all runs' }];
  const all = points.flatMap(({ index, label }) => {
    const cell = grid.findIndex(({ points: at }) =>
      at.every((point, place) =>
        place === axis?.index ? point === index : point === (held.get(place) ?? 0),
      ),
    );
    const runs = members.filter(
      (run): run is PlaneColumn['runs'][number] => run.cell === cell && run.id !== null && run.epochsDone > 0,
    );
    return cell < 0 ? [] : [{ cell, label, runs }];
  });
  const count = Math.min(all.length, mostColumns);
  const columns = Array.from({ length: count }, (_, at) => {
    return all[count === 1 ? 0 : Math.round((at * (all.length - 1)) / (count - 1))]!;
  });
  return { columns, leftOut: all.length - count };
}

/**
 * The epochs at which to show a training of `end` epochs: its end, and the last snapshots up to a hundredth and a tenth of it, ascending.
 */
export function planeEpochs(kept: readonly number[], end: number): number[] {
  const earlier = [100, 10].flatMap(
    (divisor) => kept.findLast((epoch) => epoch >= 1 && epoch <= end / divisor) ?? [],
  );
  return [...new Set([...earlier, end])];
}

import {
  commonSeeds,
  differencesFrom,
  pairedDifferences,
  type PairedDifferences,
  sharesData,
  type SimultaneousDifference,
  withinOneStandardError,
} from '#api';
import { type JudgedMetricKey, judgedMetrics } from '#words';
import { configOfCell } from './cell-config.ts';
import type { Cube } from './cube.ts';
import type { FigureAxis } from './figure-axes.ts';

/** Two cells of a sweep, seed by seed. */
export interface PairedCells {
  readonly baseline: string;
  readonly other: string;
  readonly metric: JudgedMetricKey;
  readonly differences: PairedDifferences;
  /** Validation rows per training row if seeds split one table; otherwise null. */
  readonly resplit: number | null;
  /** Seeds of pairs in which a run diverged; other pairs without a difference have a value that is not finite. */
  readonly diverged: ReadonlySet<number>;
  /** If the other cell is the one with the lowest mean validation loss: the difference, corrected for having been chosen as the lowest. */
  readonly picked: SimultaneousDifference | null;
  /** Why runs of one seed do not have the same data; null if they do. */
  readonly apart: string | null;
  /** Run of the other cell for each seed, to open. */
  readonly runs: ReadonlyMap<number, string>;
}

/** The values of a cell on all axes: `L2 1e-3, L1 0`. */
export function cellLabel(axes: readonly FigureAxis[], points: readonly number[]): string {
  const parts = axes.map(({ short, points: all, index }) => {
    const point = all.find((candidate) => candidate.index === points[index]);
    return point?.way ? `${point.way} ${point.label}` : `${short} ${point?.label ?? ''}`;
  });
  return parts.length === 0 ? 'all runs' : parts.join(', ');
}

/** Differences other - baseline between completed and diverged runs of equal seed; a pair with a diverged run is not finite. */
export function pairedCells(
  { sweep, axes, cells, at }: Cube,
  baseline: number,
  other: number,
  metric: JudgedMetricKey,
): PairedCells {
  const valuesOf = (cell: number): { seed: number; value: number }[] =>
    cells[cell]!.members.filter(({ status }) => status === 'completed' || status === 'diverged').map(
      (run) => {
        const metrics = run.status === 'completed' ? run[at] : null;
        return { seed: run.seed, value: metrics === null ? NaN : judgedMetrics[metric].of(metrics) };
      },
    );
  const [from, to] = [cells[baseline]!, cells[other]!];
  const { resplit } = from;
  const isPicked = withinOneStandardError(cells)?.best === to;
  const seeded = cells.map(({ cell }) => ({ losses: valuesOf(cell), resplit }));
  const { compared } = commonSeeds(seeded);
  const family = isPicked && compared.length > 2 ? differencesFrom(seeded[baseline]!, compared) : null;
  const both = [...from.members, ...to.members];
  return {
    baseline: cellLabel(axes, from.points),
    other: cellLabel(axes, to.points),
    metric,
    differences: pairedDifferences(valuesOf(baseline), valuesOf(other), resplit),
    resplit,
    diverged: new Set(both.flatMap(({ seed, status }) => (status === 'diverged' ? [seed] : []))),
    picked: family?.get(seeded[other]!) ?? null,
    apart: sharesData(configOfCell(sweep, baseline), configOfCell(sweep, other)).reason,
    runs: new Map(to.members.flatMap(({ seed, id }) => (id === null ? [] : [[seed, id] as const]))),
  };
}

import {
  type BandMember,
  splitDiverged,
  leftOutReasons,
  type SeriesBand,
  seriesBand,
  type SweepRunSummary,
} from '#api';
import { type Cube, heldCells } from './cube.ts';
import type { FigureAxis } from './figure-axes.ts';

/** Runs that differ only in their seed. */
export interface SeedGroup {
  readonly key: string;
  readonly label: string;
  /** Just its point. */
  readonly value: string;
  /** Position among the groups, 0 to 1; null if they have no order. */
  readonly share: number | null;
  readonly runs: readonly (SweepRunSummary & { readonly id: string })[];
}

/** A run's curve. */
export interface SeedMember extends BandMember {
  readonly run: SeedGroup['runs'][number];
}

/** A group with its runs' curves. */
export interface SeedBand {
  readonly group: SeedGroup;
  /** The runs included in the mean. */
  readonly averaged: readonly SeedMember[];
  /** Those that diverged: shown beside the mean, but excluded from it. */
  readonly diverged: readonly SeedMember[];
  /** Those that completed with a non-finite value: also shown beside it. */
  readonly notFinite: readonly SeedMember[];
  readonly band: SeriesBand;
}

/** The completed and diverged runs along one axis of a sweep, with the other axes held; a single group without an axis. */
export function seedGroups(
  cube: Cube,
  axis: FigureAxis | undefined,
  held: ReadonlyMap<number, number>,
): SeedGroup[] {
  const cells = heldCells(cube, held);
  const endedOf = (wanted: typeof cells): SeedGroup['runs'] =>
    wanted.flatMap(({ members }) =>
      members.filter(
        (run): run is SeedGroup['runs'][number] =>
          run.id !== null && (run.status === 'completed' || run.status === 'diverged'),
      ),
    );
  if (!axis) {
    const runs = endedOf(cells);
    return runs.length === 0 ? [] : [{ key: 'all', label: 'all seeds', value: 'all', share: null, runs }];
  }
  const isOrdered = axis.kind === 'number' && axis.ways.length === 0;
  return axis.points
    .map(({ index, label, way }, place): SeedGroup => ({
      key: `point ${index}`,
      label: `${way ?? axis.short} ${label}`,
      value: label,
      share: isOrdered ? place / (axis.points.length - 1) : null,
      runs: endedOf(cells.filter(({ points }) => points[axis.index] === index)),
    }))
    .filter(({ runs }) => runs.length > 0);
}

/** The values of a curve at `epochs` only, both ascending: training is measured more often than validation. */
export function atEpochs({ epochs, values }: BandMember, wanted: ArrayLike<number>): BandMember {
  const kept: [number, number][] = [];
  let from = 0;
  for (const epoch of Array.from(wanted)) {
    while (from < epochs.length && epochs[from]! < epoch) from++;
    if (epochs[from] === epoch) kept.push([epoch, values[from]!]);
  }
  return {
    epochs: Float64Array.from(kept, ([epoch]) => epoch),
    values: Float64Array.from(kept, ([, value]) => value),
  };
}

/** Mean and interval of each group, at no more than `maxEpochs` epochs, the same for all. Groups without curves are left out. */
export function seedBands(
  groups: readonly SeedGroup[],
  curves: ReadonlyMap<string, BandMember>,
  maxEpochs = 600,
): SeedBand[] {
  const wanted = thinnedEpochs([...curves.values()], maxEpochs);
  return groups.flatMap((group): SeedBand[] => {
    const members = group.runs.flatMap((run) => {
      const curve = curves.get(run.id);
      return curve && curve.epochs.length > 0 ? [{ run, ...(wanted ? atEpochs(curve, wanted) : curve) }] : [];
    });
    if (members.length === 0) return [];
    const { averaged: ended, diverged } = splitDiverged(members, ({ run }) => run.status === 'diverged');
    const averaged = ended.filter(({ values }) => isFinite(values));
    const notFinite = ended.filter(({ values }) => !isFinite(values));
    return [{ group, averaged, diverged, notFinite, band: seriesBand(averaged, averaged[0]?.run.resplit) }];
  });
}

const isFinite = (values: ArrayLike<number>): boolean => Array.from(values).every(Number.isFinite);

/** Every k-th of all epochs, and the last; null if there are few enough. */
function thinnedEpochs(curves: readonly BandMember[], maxEpochs: number): number[] | null {
  const all = [...new Set(curves.flatMap(({ epochs }) => Array.from(epochs)))].sort((a, b) => a - b);
  if (all.length <= maxEpochs) return null;
  const stride = Math.ceil(all.length / maxEpochs);
  return all.filter((_, index) => index % stride === 0 || index === all.length - 1);
}

/** `L2 1e-3, n = 5`, and what its mean excludes. */
export function bandLabel({ group, averaged, diverged, notFinite }: SeedBand): string {
  const lost = leftOutReasons({ diverged: diverged.length, excluded: notFinite.length });
  return [`${group.label}, n = ${averaged.length}`, ...lost].join(', ');
}

import {
  type BandMember,
  splitDiverged,
  leftOutReasons,
  type SeriesBand,
  seriesBand,
  type SweepDetail,
  type SweepRunSummary,
} from '#api';
import type { FigureTable } from '../../../figure/figure-table.ts';
import { formatCount, formatMetric } from '../../../words/format.ts';
import type { FigureAxis } from './figure-axes.ts';

/** Runs that differ in their seed alone. */
export interface SeedGroup {
  readonly key: string;
  readonly label: string;
  /** Place among the groups, 0 to 1; null when they have no order. */
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
  /** Those that the mean is of. */
  readonly averaged: readonly SeedMember[];
  /** Those that diverged: shown beside it, excluded from the mean. */
  readonly diverged: readonly SeedMember[];
  /** Those that completed with a value that is not finite: shown beside it, too. */
  readonly notFinite: readonly SeedMember[];
  readonly band: SeriesBand;
}

/** The completed and diverged runs along one axis of a sweep, others held; all in one group without an axis. */
export function seedGroups(
  { grid, members }: Pick<SweepDetail, 'grid' | 'members'>,
  axis: FigureAxis | undefined,
  held: ReadonlyMap<number, number>,
): SeedGroup[] {
  const ended = members.filter(
    (run): run is SeedGroup['runs'][number] =>
      run.id !== null &&
      (run.status === 'completed' || run.status === 'diverged') &&
      [...held].every(([index, point]) => grid[run.cell]!.points[index] === point),
  );
  if (!axis) return ended.length === 0 ? [] : [{ key: 'all', label: 'all seeds', share: null, runs: ended }];
  const ordered = axis.kind === 'number' && axis.ways.length === 0;
  return axis.points
    .map(({ index, label, way }, place): SeedGroup => ({
      key: `point ${index}`,
      label: `${way ?? axis.short} ${label}`,
      share: ordered ? place / (axis.points.length - 1) : null,
      runs: ended.filter(({ cell }) => grid[cell]!.points[axis.index] === index),
    }))
    .filter(({ runs }) => runs.length > 0);
}

/** The values of a curve at `epochs` alone, both ascending: training is measured more often than validation. */
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

/** Every k-th of all epochs, and the last; null when there are few enough. */
function thinnedEpochs(curves: readonly BandMember[], maxEpochs: number): number[] | null {
  const all = [...new Set(curves.flatMap(({ epochs }) => Array.from(epochs)))].sort((a, b) => a - b);
  if (all.length <= maxEpochs) return null;
  const stride = Math.ceil(all.length / maxEpochs);
  return all.filter((_, index) => index % stride === 0 || index === all.length - 1);
}

/** `L2 1e-3, n = 5`, and what its mean is not of. */
export function bandLabel({ group, averaged, diverged, notFinite }: SeedBand): string {
  const lost = leftOutReasons({ diverged: diverged.length, excluded: notFinite.length });
  return [`${group.label}, n = ${averaged.length}`, ...lost].join(', ');
}

/** Which group's mean gets best and what becomes of it; `lowIsGood` for losses and gaps. */
export function seedFinding(bands: readonly SeedBand[], metric: string, lowIsGood: boolean): string {
  const sign = lowIsGood ? 1 : -1;
  const ends = bands.flatMap((one) => {
    const { epochs, mean } = one.band;
    const finite = [...epochs.keys()].filter((index) => Number.isFinite(mean[index]!));
    if (finite.length === 0) return [];
    const best = finite.reduce((low, next) => (sign * mean[next]! < sign * mean[low]! ? next : low));
    const last = finite.at(-1)!;
    return [{ one, epoch: epochs[best]!, best: mean[best]!, lastEpoch: epochs[last]!, last: mean[last]! }];
  });
  const count = (of: 'diverged' | 'notFinite'): number => bands.reduce((sum, one) => sum + one[of].length, 0);
  const reasons = leftOutReasons({ diverged: count('diverged'), excluded: count('notFinite') });
  const lost = reasons.length === 0 ? [] : [`Runs excluded from the means: ${reasons.join(', ')}.`];
  if (ends.length === 0) return lost.join('');
  const top = ends.reduce((low, next) => (sign * next.best < sign * low.best ? next : low));
  const after =
    top.lastEpoch === top.epoch
      ? ', at its end'
      : ` at epoch ${formatCount(top.epoch)} and ends at ${formatMetric(top.last)}`;
  const sentences = [
    `Of ${ends.length === 1 ? 'one mean curve' : `${ends.length} mean curves`}, ${metric} gets ${lowIsGood ? 'lowest' : 'highest'} for ${top.one.group.label}: ${formatMetric(top.best)}${after} (n = ${top.one.averaged.length}).`,
  ];
  const most = Math.max(...bands.map(({ averaged }) => averaged.length));
  if (most < 2) sentences.push('With one seed a group there is no interval.');
  return [...sentences, ...lost].join(' ');
}

/** Mean, interval and n of every group, a row an epoch. */
export function seedTable(bands: readonly SeedBand[]): FigureTable {
  const epochs = [...new Set(bands.flatMap(({ band }) => Array.from(band.epochs)))].sort((a, b) => a - b);
  const places = bands.map(({ band }) => new Map(Array.from(band.epochs, (epoch, index) => [epoch, index])));
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return {
    columns: [
      'epoch',
      ...bands.flatMap(({ group: { label } }) => [
        `${label} mean`,
        `${label} 95 % low`,
        `${label} 95 % high`,
        `${label} n`,
      ]),
    ],
    rows: epochs.map((epoch) => [
      epoch,
      ...bands.flatMap(({ band }, at) => {
        const index = places[at]!.get(epoch);
        if (index === undefined) return [null, null, null, null];
        return [finite(band.mean[index]!), finite(band.lower[index]!), finite(band.upper[index]!), band.n];
      }),
    ]),
  };
}

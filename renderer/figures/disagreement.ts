import { mostDisagreement } from '../figure/boundaries/disagreement-map.ts';
import type { PlaneTile } from '../figure/boundaries/plane-tile.ts';
import type { Figure } from '#figure';
import { formatPercent } from '#words';
import type { FigureAxis } from './figure-axes.ts';
import type { PlaneColumn } from './plane-cells.ts';

/** Where the seeds of a cell disagree. */
export interface DisagreementPlace {
  readonly column: number;
  readonly seeds: number;
  /** null while it is being made. */
  readonly map: {
    readonly picture: PlaneTile['picture'];
    readonly disputed: number;
    readonly mean: number;
  } | null;
}

export interface Disagreement {
  readonly axis: FigureAxis | undefined;
  readonly columns: readonly PlaneColumn[];
  readonly places: readonly DisagreementPlace[];
  readonly classes: number;
}

/** Where the seeds of a cell end up with different classes, along one axis of a sweep. */
export function disagreementFigure(
  data: Disagreement,
  { message, controls }: Pick<Figure, 'message' | 'controls'>,
): Figure {
  const { axis, columns, places, classes } = data;
  const row = columns.map((): PlaneTile | null => null);
  for (const { column, seeds, map } of places) {
    if (!map) continue;
    const share = formatPercent(map.disputed);
    row[column] = {
      picture: map.picture,
      lines: new Float32Array(),
      label: `${axis?.short ?? ''} ${columns[column]!.label}: ${seeds} seeds disagree on ${share} of the plane`,
      note: `${share}, n = ${seeds}`,
      runId: null,
    };
  }
  return {
    key: 'seed-disagreement',
    title: 'Where seeds disagree',
    explanation:
      'Each seed has its own data and starting weights; the share of them whose class at a point is not the one that most of them name. Where they disagree the class is an accident of the draw; where they agree they may still all be wrong, and far from any sample agreement means little.',
    finding: findingOf(data),
    message,
    controls,
    scale: {
      title: 'networks that name another class than most',
      ticks: [
        { share: 0, label: '0%' },
        { share: 1, label: formatPercent(mostDisagreement(classes)) },
      ],
    },
    plot: {
      kind: 'planes',
      selected: null,
      content: {
        columnTitle: axis?.long ?? 'all seeds',
        columns: columns.map(({ label }) => label),
        rowTitle: '',
        rows: [''],
        tiles: [row],
      },
    },
    table: {
      columns: [axis?.short ?? 'runs', 'seeds', 'disputed share of the plane', 'mean disagreement'],
      rows: places.map(({ column, seeds, map }) => [
        columns[column]!.label,
        seeds,
        map?.disputed ?? null,
        map?.mean ?? null,
      ]),
    },
  };
}

/** Null until every map is made: the lowest of some is not the lowest of all. */
function findingOf({ axis, columns, places }: Disagreement): string | null {
  if (places.length === 0 || places.some(({ map }) => map === null)) return null;
  const shares = places
    .map(({ column, map }) => ({ label: columns[column]!.label, disputed: map!.disputed }))
    .sort((a, b) => a.disputed - b.disputed);
  const [least, most] = [shares[0]!, shares.at(-1)!];
  const runs = columns.flatMap((column) => column.runs);
  const diverged = runs.filter(({ status }) => status === 'diverged').length;
  const counted = diverged === 0 ? '' : ` Diverged runs, not in it: ${diverged}.`;
  if (shares.length === 1)
    return `Seeds disagree on ${formatPercent(least.disputed)} of the plane.${counted}`;
  return `Seeds disagree least at ${axis?.short} ${least.label}, on ${formatPercent(least.disputed)} of the plane, and most at ${most.label}, on ${formatPercent(most.disputed)}.${counted}`;
}

import type { Figure } from '#figure';
import type { PlaneTile } from '../figure/boundaries/plane-tile.ts';
import type { Scene } from '../figure/boundaries/scene.ts';
import { formatCount, formatMetric } from '#words';
import type { FigureAxis } from './figure-axes.ts';
import type { PlaneColumn } from './plane-cells.ts';

/** A network to be shown: its column and row, and at which of its epochs. */
export interface BoundaryPlace {
  readonly row: number;
  readonly column: number;
  readonly epoch: number;
  /** null while it is being made. */
  readonly scene: Scene | null;
}

export interface Boundaries {
  readonly axis: FigureAxis | undefined;
  readonly columns: readonly PlaneColumn[];
  readonly seed: number;
  /** One row each, ascending. */
  readonly epochs: readonly number[];
  readonly places: readonly BoundaryPlace[];
  /** Number of axis values without a column. */
  readonly leftOut: number;
  readonly selected: ReadonlySet<string> | null;
}

/** The decision boundaries of one seed's runs: along one axis of the sweep across, and over the epochs down. */
export function boundariesFigure(
  data: Boundaries,
  { message, controls }: Pick<Figure, 'message' | 'controls'>,
): Figure {
  const { axis, columns, seed, epochs, places, selected } = data;
  const tiles = epochs.map(() => columns.map((): PlaneTile | null => null));
  for (const place of places) {
    if (place.scene) tiles[place.row]![place.column] = tileOf(data, place, place.scene);
  }
  return {
    key: 'decision-boundaries',
    title: 'Decision boundaries',
    explanation:
      'What the networks of one seed make of the plane, in the colours of the classes, the stronger the surer; below each its validation loss. One seed is one draw of data and weights: look at another before you believe a difference.',
    finding: findingOf(data),
    message,
    controls,
    plot: {
      kind: 'planes',
      selected,
      content: {
        columnTitle: axis?.long ?? '',
        columns: columns.map(({ label }) => label),
        rowTitle: 'epoch',
        rows: epochs.map(formatCount),
        tiles,
      },
    },
    table: {
      columns: [axis?.short ?? 'runs', 'seed', 'epoch', 'validation loss', 'validation accuracy'],
      rows: places.map(({ column, epoch, scene }) => {
        const { loss = null, accuracy = null } = scene?.validation ?? {};
        return [columns[column]!.label, seed, epoch, loss, accuracy];
      }),
    },
  };
}

function tileOf({ axis, columns, epochs, seed }: Boundaries, place: BoundaryPlace, scene: Scene): PlaneTile {
  const { label, runs } = columns[place.column]!;
  const loss = formatMetric(scene.validation?.loss);
  const isEarly = place.epoch < epochs[place.row]!;
  const epoch = formatCount(place.epoch);
  return {
    ...scene,
    label: `${axis?.short ?? ''} ${label} at epoch ${epoch}, validation loss ${loss}`,
    note: isEarly ? `epoch ${epoch}, ${loss}` : loss,
    runId: runs.find((run) => run.seed === seed)?.id ?? null,
  };
}

/** Null until every network in the last row has been examined. */
function findingOf({ axis, columns, seed, epochs, places, leftOut }: Boundaries): string | null {
  const last = epochs.length - 1;
  const ends = places.filter(({ row }) => row === last);
  if (!axis || ends.length === 0 || ends.some(({ scene }) => scene === null)) return null;
  const losses = ends
    .map(({ column, scene }) => ({ label: columns[column]!.label, loss: scene!.validation?.loss ?? NaN }))
    .filter(({ loss }) => Number.isFinite(loss))
    .sort((a, b) => a.loss - b.loss);
  const [best] = losses;
  if (!best) return null;
  const left = leftOut > 0 ? ` ${leftOut} more values are left out.` : '';
  return `At epoch ${formatCount(epochs[last]!)} seed ${seed} has the lowest validation loss, ${formatMetric(best.loss)}, at ${axis.short} ${best.label}.${left}`;
}

import { nearZeroThresholds, summarize, type Summary } from '#api';
import { type Cube, type CubeCell, heldCells, pointOn } from './cube.ts';
import type { AxisPoint, FigureAxis } from './figure-axes.ts';
import type { LayerWeights } from './layer-weights.ts';

export type NormKind = 'l1' | 'l2';

/** One dense layer's weights at one place on the axis, over seeds. */
export interface PathLayer {
  readonly norm: Summary;
  /** Fractions, 0 to 1. */
  readonly nearZero: Summary;
  /** null if not known. */
  readonly dead: Summary | null;
}

export interface PathCell extends CubeCell {
  readonly point: AxisPoint;
  /** In forward order. */
  readonly layers: readonly PathLayer[];
  /** Number of completed runs whose parameters were not kept. */
  readonly without: number;
}

export interface PathData {
  readonly axis: FigureAxis;
  readonly norm: NormKind;
  readonly threshold: number;
  readonly cells: readonly PathCell[];
}

export interface PathChoice {
  readonly axis: FigureAxis;
  readonly held: ReadonlyMap<number, number>;
  /** The way to follow on an axis with several; null if there are none. */
  readonly way: string | null;
  readonly norm: NormKind;
  /** One of `nearZeroThresholds`. */
  readonly threshold: number;
}

/** How the weights of the last epoch shrink along an axis. Includes only completed runs whose parameters are known. */
export function pathCells(
  cube: Cube,
  weights: ReadonlyMap<string, readonly LayerWeights[]>,
  { axis, held, way, norm, threshold }: PathChoice,
): PathCell[] {
  const slot = nearZeroThresholds.indexOf(threshold);
  return heldCells(cube, held)
    .map((cell) => ({ cell, point: pointOn(axis, cell) }))
    .filter(({ point }) => way === null || point.way === null || point.way === way)
    .sort((a, b) => axis.points.indexOf(a.point) - axis.points.indexOf(b.point))
    .map(({ cell, point }): PathCell => {
      const completed = cell.members.filter(({ status, id }) => status === 'completed' && id !== null);
      const known = completed.flatMap(({ id }) =>
        [weights.get(id!) ?? []].filter(({ length }) => length > 0),
      );
      const depth = Math.max(0, ...known.map(({ length }) => length));
      const over = (values: readonly number[]): Summary => summarize(values, cell.resplit);
      const layers = Array.from({ length: depth }, (_, layer): PathLayer => {
        const of = known.flatMap((layers) => layers[layer] ?? []);
        const dead = of.flatMap((one) => (one.dead ? [one.dead.count / one.dead.units] : []));
        return {
          norm: over(of.map((one) => one[norm])),
          nearZero: over(of.map((one) => one.nearZero[slot]! / one.weights)),
          dead: dead.length === 0 ? null : over(dead),
        };
      });
      return { ...cell, point, layers, without: completed.length - known.length };
    });
}

/** The largest number of dense layers in any run. */
export function depthOf({ cells }: PathData): number {
  return Math.max(0, ...cells.map(({ layers }) => layers.length));
}

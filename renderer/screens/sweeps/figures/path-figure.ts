import {
  denseLayerName,
  type JudgedAt,
  leftOutReasons,
  nearZeroThresholds,
  summarize,
  type Summary,
  type SweepDetail,
} from '#api';
import type { FigureTable } from '../../../figure/figure-table.ts';
import { formatLambda, formatMetric, formatPercent } from '../../../words/format.ts';
import type { AxisPoint, FigureAxis } from './figure-axes.ts';
import type { LayerWeights } from './layer-weights.ts';

export type NormKind = 'l1' | 'l2';

/** One dense layer's weights at one place of the axis, over seeds. */
export interface PathLayer {
  readonly norm: Summary;
  /** Shares, 0 to 1. */
  readonly nearZero: Summary;
  /** null where it is not known. */
  readonly dead: Summary | null;
}

export interface PathCell {
  readonly cell: number;
  readonly point: AxisPoint;
  readonly runIds: readonly string[];
  readonly diverged: number;
  /** In forward order. */
  readonly layers: readonly PathLayer[];
  readonly validationLoss: Summary;
}

export interface PathFigure {
  readonly axis: FigureAxis;
  readonly norm: NormKind;
  readonly threshold: number;
  readonly cells: readonly PathCell[];
  /** Completed runs whose parameters were not kept. */
  readonly without: number;
}

export interface PathChoice {
  readonly axis: FigureAxis;
  readonly held: ReadonlyMap<number, number>;
  /** Of an axis of several ways the one to follow; null where there are none. */
  readonly way: string | null;
  readonly norm: NormKind;
  /** One of `nearZeroThresholds`. */
  readonly threshold: number;
  readonly at: JudgedAt;
}

/** How the weights of the last epoch shrink along an axis. Only completed runs whose parameters are known are in it. */
export function pathFigure(
  { grid, members }: Pick<SweepDetail, 'grid' | 'members'>,
  weights: ReadonlyMap<string, readonly LayerWeights[]>,
  { axis, held, way, norm, threshold, at }: PathChoice,
): PathFigure {
  const byCell = Map.groupBy(members, ({ cell }) => cell);
  const slot = nearZeroThresholds.indexOf(threshold);
  let without = 0;
  const cells = grid.flatMap(({ points }, cell): PathCell[] => {
    if ([...held].some(([index, point]) => points[index] !== point)) return [];
    const point = axis.points.find(({ index }) => index === points[axis.index])!;
    if (way !== null && point.way !== null && point.way !== way) return [];
    const own = byCell.get(cell) ?? [];
    const resplit = own[0]?.resplit ?? null;
    const completed = own.filter(({ status, id }) => status === 'completed' && id !== null);
    const known = completed.flatMap((run) => {
      const layers = weights.get(run.id!);
      return layers ? [{ run, layers }] : [];
    });
    without += completed.length - known.length;
    const depth = Math.max(0, ...known.map(({ layers }) => layers.length));
    const layers = Array.from({ length: depth }, (_, layer): PathLayer => {
      const of = known.flatMap(({ layers: all }) => all[layer] ?? []);
      const dead = of.flatMap((one) => (one.dead ? [one.dead.count / one.dead.units] : []));
      return {
        norm: summarize(
          of.map((one) => one[norm]),
          resplit,
        ),
        nearZero: summarize(
          of.map((one) => one.nearZero[slot]! / one.weights),
          resplit,
        ),
        dead: dead.length === 0 ? null : summarize(dead, resplit),
      };
    });
    return [
      {
        cell,
        point,
        runIds: completed.map(({ id }) => id!),
        diverged: own.filter(({ status }) => status === 'diverged').length,
        layers,
        validationLoss: summarize(
          completed.map((run) => run[at]?.validationLoss ?? NaN),
          resplit,
        ),
      },
    ];
  });
  const rank = ({ point }: PathCell): number => axis.points.indexOf(point);
  return { axis, norm, threshold, without, cells: cells.sort((a, b) => rank(a) - rank(b)) };
}

const maxToldLayers = 3;

/** What the path says, from the first place to the last. */
export function pathFinding({ axis, cells, norm, threshold, without }: PathFigure): string {
  const known = cells.filter(({ layers }) => layers.length > 0);
  const [first, last] = [known[0], known.at(-1)];
  const sentences: string[] = [];
  if (first && last && first !== last) {
    const changes = first.layers
      .slice(0, maxToldLayers)
      .map(
        ({ norm: from }, layer) =>
          `from ${formatMetric(from.mean)} to ${formatMetric(last.layers[layer]?.norm.mean)} in ${denseLayerName(layer)}`,
      );
    sentences.push(
      `From ${axis.short} ${first.point.label} to ${last.point.label} the ${norm.toUpperCase()} norm goes ${changes.join(', ')}.`,
    );
    const sparse = last.layers.map(({ nearZero }, layer) => ({ layer, share: nearZero.mean ?? 0 }));
    const most = sparse.reduce((high, next) => (next.share > high.share ? next : high), sparse[0]!);
    sentences.push(
      `At ${last.point.label}, ${formatPercent(most.share)} of the weights of ${denseLayerName(most.layer)} are within ${formatLambda(threshold)} of 0 (${formatPercent(first.layers[most.layer]?.nearZero.mean ?? null)} at ${first.point.label}).`,
    );
  }
  const diverged = cells.reduce((sum, cell) => sum + cell.diverged, 0);
  const reasons = [
    ...leftOutReasons({ diverged }),
    ...(without > 0 ? [`${without} kept no parameters`] : []),
  ];
  if (reasons.length > 0) sentences.push(`Runs excluded from the means: ${reasons.join(', ')}.`);
  return sentences.join(' ');
}

export function pathTable({ axis, cells, norm, threshold }: PathFigure): FigureTable {
  const depth = Math.max(0, ...cells.map(({ layers }) => layers.length));
  const perLayer = Array.from({ length: depth }, (_, layer) => layer);
  const name = `${norm.toUpperCase()} norm`;
  return {
    columns: [
      axis.long,
      'diverged',
      ...perLayer.flatMap((layer) => [
        `${denseLayerName(layer)} ${name}`,
        `${denseLayerName(layer)} ${name} 95 % low`,
        `${denseLayerName(layer)} ${name} 95 % high`,
        `${denseLayerName(layer)} share within ${formatLambda(threshold)} of 0`,
        `${denseLayerName(layer)} share of dead units`,
        `${denseLayerName(layer)} n`,
      ]),
      'validation loss',
      'validation loss 95 % low',
      'validation loss 95 % high',
      'validation loss n',
    ],
    rows: cells.map(({ point, diverged, layers, validationLoss }) => [
      point.value ?? point.label,
      diverged,
      ...perLayer.flatMap((layer) => {
        const own = layers[layer];
        const ends = own?.norm.ci95 ?? [null, null];
        return [
          own?.norm.mean ?? null,
          ...ends,
          own?.nearZero.mean ?? null,
          own?.dead?.mean ?? null,
          own?.norm.n ?? 0,
        ];
      }),
      validationLoss.mean,
      ...(validationLoss.ci95 ?? [null, null]),
      validationLoss.n,
    ]),
  };
}

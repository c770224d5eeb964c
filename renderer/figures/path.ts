import { denseLayerName, explanations, nearZeroThresholds, type Summary } from '#api';
import {
  classEntry,
  classShape,
  type Control,
  crosses,
  type Datum,
  emptyPlot,
  type Figure,
  type LegendEntry,
  type PointsMark,
} from '#figure';
import {
  describeSummary,
  formatLambda,
  formatMetric,
  formatPercent,
  type NaturalLimits,
  optionsOf,
} from '#words';
import { chooseAxes } from './axis-choices.ts';
import { axisPlaces } from './axis-places.ts';
import { type SweepInput, sweepCube } from './cube.ts';
import { type DataRange, dataRange, scaleOffers, type ValueScale, valueScale } from './data-range.ts';
import type { LayerWeights } from './layer-weights.ts';
import {
  depthOf,
  type PathCell,
  pathCells,
  type PathData,
  type PathLayer,
  type NormKind,
} from './path-cells.ts';
import { pathFinding, pathTable } from './path-words.ts';

/** Palette slots of dense layers, as on a run's page. */
const layerSlots = [3, 5, 4, 2, 6, 0, 1, 7];

/** How the weights of the last epoch shrink along one axis of a sweep, above the effect on validation loss. */
export function pathFigure(
  { sweep, at, choices }: SweepInput,
  weights: ReadonlyMap<string, readonly LayerWeights[]>,
  /** Why weights cannot be read, as a sentence; `isReading` while more are to come. */
  { isReading, problem }: { readonly isReading: boolean; readonly problem: string | null },
): Figure {
  const cube = sweepCube(sweep, at);
  const { axis, held, controls } = chooseAxes(cube, choices);
  const norm: NormKind = choices['norm'] === 'l1' ? 'l1' : 'l2';
  const threshold = nearZeroThresholds.find((value) => value === choices['threshold']) ?? 1e-2;
  const way = axis?.ways.find((one) => one === choices['way']) ?? axis?.ways[0] ?? null;
  const cells = axis && pathCells(cube, weights, { axis, held, way, norm, threshold });
  const data = axis && cells && { axis, norm, threshold, cells };
  const own: Control[] = [
    { key: 'norm', label: 'Norm', value: norm, options: optionsOf({ l2: 'L2', l1: 'L1' }) },
    {
      key: 'threshold',
      label: 'Near zero',
      value: threshold,
      options: nearZeroThresholds.map((value) => ({ value, label: `within ${formatLambda(value)}` })),
    },
    ...(axis && way !== null
      ? [
          {
            key: 'way',
            label: 'Path',
            value: way,
            options: axis.ways.map((value) => ({ value, label: value })),
          },
        ]
      : []),
  ];
  const scale = valueScale(choices);
  const drawn = data && plotOf(data, scale);
  return {
    key: 'regularization-path',
    title: 'Regularization path',
    explanation: `${explanations.weightNormL2.means} ${explanations.weightNormL2.misleads} ${explanations.nearZeroWeights.misleads} Parameters are those after the last update, whatever epoch the sweep is judged by.`,
    finding: problem ?? (data && !isReading ? pathFinding(data) : null),
    message: messageOf(data, isReading, problem),
    controls: data ? [...own, ...controls] : [],
    ...scaleOffers(scale, drawn?.axes ?? []),
    legend: data ? legendOf(data) : [],
    plot: drawn?.plot ?? emptyPlot,
    table: data ? pathTable(data) : { columns: [], rows: [] },
  };
}

function messageOf(data: PathData | undefined, isReading: boolean, problem: string | null): string | null {
  if (!data) return 'Only the seed varies: this figure needs a setting with two values.';
  if (data.cells.some(({ layers }) => layers.length > 0)) return null;
  if (isReading) return 'Reading parameters…';
  if (problem) return problem;
  return data.cells.some(({ without }) => without > 0)
    ? 'No run here kept its parameters.'
    : 'No run has completed yet.';
}

const tintOf = (layer: number) => ({ slot: layerSlots[layer % layerSlots.length]! });

/** Norms, shares and validation loss stacked along one axis; and the axes for which a logarithmic scale can be chosen. */
function plotOf(data: PathData, scale: ValueScale): { plot: Figure['plot']; axes: readonly DataRange[] } {
  const { axis, norm, cells } = data;
  const places = axisPlaces(axis);
  const line = (
    mark: Pick<PointsMark, 'panel' | 'name' | 'tint' | 'line' | 'shape'>,
    of: (cell: PathCell) => Summary | null | undefined,
    format: (value: number | null) => string,
  ): PointsMark => ({
    kind: 'points',
    name: mark.name,
    panel: mark.panel!,
    tint: mark.tint,
    ...(mark.shape && { shape: mark.shape }),
    ...(axis.kind === 'number' ? { line: mark.line! } : {}),
    radiusPx: 3,
    data: cells.flatMap((cell): Datum[] => {
      const summary = of(cell);
      if (!summary || summary.mean === null) return [];
      const { mean, ci95 } = summary;
      const { diverged } = cell.summary;
      return [
        {
          x: places.place(cell.point),
          y: mean,
          ...(ci95 ? { low: ci95[0], high: ci95[1] } : {}),
          title: `${axis.short} ${cell.point.label}`,
          lines: [
            `${mark.name} ${describeSummary(summary, format)}`,
            ...(diverged > 0 ? [`${diverged} diverged`] : []),
          ],
          runIds: cell.members.flatMap(({ status, id }) => (status === 'completed' ? (id ?? []) : [])),
        },
      ];
    }),
  });
  const perLayer = Array.from({ length: depthOf(data) }, (_, layer) => {
    const of = (pick: (one: PathLayer) => Summary | null) => (cell: PathCell) => {
      const one = cell.layers[layer];
      return one && pick(one);
    };
    const name = denseLayerName(layer);
    const look = { tint: tintOf(layer), shape: classShape(layer) };
    const share = { panel: 'share', ...look } as const;
    return [
      line(
        { panel: 'norm', name: `${name}, norm`, ...look, line: 'solid' },
        of((one) => one.norm),
        formatMetric,
      ),
      line(
        { ...share, name: `${name}, near zero`, line: 'solid' },
        of((one) => one.nearZero),
        formatPercent,
      ),
      line(
        { ...share, name: `${name}, dead units`, line: 'dotted' },
        of((one) => one.dead),
        formatPercent,
      ),
    ];
  }).flat();
  const loss = line(
    { panel: 'loss', name: 'validation loss', tint: { slot: 1 }, line: 'dashed' },
    ({ summary }) => summary.validationLoss,
    formatMetric,
  );
  const rangeOf = (panel: string, panelScale: ValueScale, limits?: NaturalLimits): DataRange =>
    dataRange(
      [...perLayer, loss].filter((mark) => mark.panel === panel).flatMap((mark) => mark.data),
      panelScale,
      limits,
    );
  const [norms, losses] = [rangeOf('norm', scale, { min: 0 }), rangeOf('loss', scale, { min: 0 })];
  // Shares are compared with 0 and 1.
  const shares = rangeOf('share', { isLogarithmic: false, ignoresOutliers: false }, { min: 0, max: 1 });
  const diverged = cells
    .filter(({ summary }) => summary.diverged > 0)
    .map(({ point, summary }): Datum => ({
      x: places.place(point),
      y: losses.range.max,
      title: `${axis.short} ${point.label}`,
      lines: [`${summary.diverged} diverged`],
      isOutside: true,
    }));
  const plot: Figure['plot'] = {
    kind: 'chart',
    x: { title: axis.long, range: places.range, ticks: places.ticks, breakAt: places.breakAt },
    y: [
      { id: 'norm', title: `${norm.toUpperCase()} norm`, ...norms, weight: 4 },
      { id: 'share', title: 'share', ...shares, weight: 3 },
      { id: 'loss', title: 'val. loss', ...losses, weight: 3 },
    ],
    marks: [...perLayer, loss, ...crosses(diverged, { panel: 'loss' })],
  };
  return { plot, axes: [norms, losses] };
}

function legendOf(data: PathData): LegendEntry[] {
  const muted = { role: 'muted' } as const;
  const hasDead = data.cells.some(({ layers }) => layers.some(({ dead }) => dead !== null));
  const hasDiverged = data.cells.some(({ summary }) => summary.diverged > 0);
  return [
    ...Array.from({ length: depthOf(data) }, (_, layer) => {
      return { ...classEntry(layer, denseLayerName(layer)), tint: tintOf(layer) };
    }),
    { label: `weights within ${formatLambda(data.threshold)} of 0`, tint: muted, mark: 'line' },
    ...(hasDead ? [{ label: 'dead units', tint: muted, mark: 'dotted' } as const] : []),
    { label: 'validation loss', tint: { slot: 1 }, mark: 'dashed' },
    ...(hasDiverged ? [{ label: 'diverged', tint: { role: 'danger' }, mark: 'cross' } as const] : []),
  ];
}

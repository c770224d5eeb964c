import {
  commonSeeds,
  explanations,
  leftOutReasons,
  type SeededCell,
  type Summary,
  sumLeftOut,
  withinOneStandardError,
  type WithinOneStandardError,
} from '#api';
import {
  type Cell,
  type Choices,
  type Control,
  emptyPlot,
  type Figure,
  type LegendEntry,
} from '../figure/figure.ts';
import type { ColourScale } from '../figure/figure-legend.ts';
import type { FigureTable } from '../figure/figure-table.ts';
import {
  commonSeedsSentence,
  describeSummary,
  leftOutSentence,
  lowestClause,
  nothingComparedSentence,
} from '../words/comparison-words.ts';
import { formatMetric, formatPlural } from '../words/format.ts';
import { judgedMetrics, metricTitle } from '../words/judged-metrics.ts';
import { holdAxes } from './axis-choices.ts';
import { evenPlaces } from './axis-places.ts';
import {
  type Cube,
  type CubeCell,
  heldCells,
  nothingToShow,
  pointOn,
  type SweepInput,
  sweepCube,
} from './cube.ts';
import type { AxisPoint, FigureAxis } from './figure-axes.ts';
import { metricControl, type OfferedMetric } from './metric-control.ts';

/** One square of the map. */
interface HeatCell extends CubeCell {
  readonly x: AxisPoint;
  readonly y: AxisPoint;
  /** Of the chosen metric. */
  readonly value: Summary;
}

interface HeatMap {
  readonly x: FigureAxis;
  readonly y: FigureAxis;
  readonly metric: OfferedMetric;
  readonly cells: readonly HeatCell[];
  /** By validation loss, whatever is shown; null when no cell can be compared. */
  readonly comparison: WithinOneStandardError<Pick<HeatCell, 'x' | 'y' | keyof SeededCell>> | null;
  /** Ends of the colour scale; null when nothing has a value. */
  readonly range: readonly [low: number, high: number] | null;
}

/** Means over seeds on two axes of a sweep as a map of colours; cells without selected runs step back. */
export function heatMap({ sweep, at, selected, choices }: SweepInput): Figure {
  const cube = sweepCube(sweep, at);
  const { pair, controls } = chooseTwoAxes(cube, choices);
  const { metric, control } = metricControl(choices, 'Colour');
  const { held, controls: holds } = holdAxes(
    cube,
    cube.axes.filter((axis) => !pair?.includes(axis)),
    choices,
  );
  const map = pair && mapOf(heldCells(cube, held), pair, metric);
  return {
    key: 'heat-map',
    title: map ? `${map.x.short} × ${map.y.short}` : 'Heat map',
    explanation: `Each square is the mean over seeds at one pair of values. The outlined one has the lowest mean validation loss; dotted ones are within one standard error of it, which paired differences may still tell apart. ${explanations.selection.misleads}`,
    finding: map ? findingOf(map) : null,
    message: map ? nothingToShow(map.cells) : 'This figure needs two varied paths.',
    controls: map ? [control, ...controls, ...holds] : [],
    legend: map ? legendOf(map) : [],
    scale: map ? scaleOf(map) : undefined,
    plot: map ? plotOf(map, selected) : emptyPlot,
    table: map ? tableOf(map) : { columns: [], rows: [] },
  };
}

/** Penalties first. The axis that is chosen for one side leaves the other side to the one that it replaces. */
function chooseTwoAxes({ axes }: Cube, choices: Choices) {
  const byStrength = axes.toSorted((a, b) => Number(b.strength) - Number(a.strength));
  const chosen = (key: string): FigureAxis | undefined => axes.find(({ index }) => index === choices[key]);
  const x = chosen('x') ?? byStrength.find((axis) => axis !== chosen('y'));
  const y = [chosen('y'), ...byStrength].find((axis) => axis !== undefined && axis !== x);
  if (!x || !y) return { pair: null, controls: [] };
  const options = axes.map(({ index, long }) => ({ value: index, label: long }));
  const controls: Control[] =
    axes.length < 3
      ? []
      : [
          { key: 'x', label: 'Across', value: x.index, options },
          {
            key: 'y',
            label: 'Up',
            value: y.index,
            options: options.filter(({ value }) => value !== x.index),
          },
        ];
  return { pair: [x, y] as const, controls };
}

/** Best and what is within one standard error of it go by validation loss, whatever is shown. */
function mapOf(
  held: readonly CubeCell[],
  [x, y]: readonly [FigureAxis, FigureAxis],
  metric: OfferedMetric,
): HeatMap {
  const cells = held.map((cell): HeatCell => ({
    ...cell,
    x: pointOn(x, cell),
    y: pointOn(y, cell),
    value: cell.summary[metric],
  }));
  const means = cells.flatMap(({ value }) => value.mean ?? []);
  const range = means.length === 0 ? null : ([Math.min(...means), Math.max(...means)] as const);
  return { x, y, metric, cells, range, comparison: withinOneStandardError(cells) };
}

function edgeOf({ comparison }: HeatMap, cell: HeatCell): Cell['edge'] {
  if (comparison?.best === cell) return 'best';
  return comparison?.within.includes(cell) ? 'near' : null;
}

function shareOf({ range }: HeatMap, { value: { mean } }: HeatCell): number | null {
  if (mean === null || !range) return null;
  const [low, high] = range;
  return high === low ? 0.5 : (mean - low) / (high - low);
}

const edgeWords = {
  best: 'lowest validation loss',
  near: 'within one standard error of the lowest',
} as const;

function plotOf(map: HeatMap, selected: ReadonlySet<string> | null): Figure['plot'] {
  const { label, format } = judgedMetrics[map.metric];
  const [x, y] = [evenPlaces(map.x.points), evenPlaces(map.y.points)];
  const hasSeveral = map.cells.some(({ value }) => value.n > 1);
  const data = map.cells.map((cell): Cell => {
    const { value, summary, runIds } = cell;
    const edge = edgeOf(map, cell);
    return {
      x: x.place(cell.x),
      y: y.place(cell.y),
      share: shareOf(map, cell),
      text: value.mean === null ? (summary.diverged === 0 ? '…' : '') : format(value.mean),
      note: hasSeveral && value.n > 0 ? `n ${value.n}` : '',
      edge,
      hasDiverged: summary.diverged > 0,
      isFaint: selected !== null && !runIds.some((id) => selected.has(id)),
      title: `${map.x.short} ${cell.x.label}, ${map.y.short} ${cell.y.label}`,
      lines: [
        `${label} ${describeSummary(value, format)}`,
        ...(edge ? [edgeWords[edge]] : []),
        ...leftOutReasons({ ...summary, excluded: value.excluded }),
      ],
      runIds,
    };
  });
  const [columns, rows] = [map.x.points.length, map.y.points.length];
  return {
    kind: 'chart',
    x: { title: map.x.long, range: x.range, ticks: x.ticks },
    y: [{ id: 'y', title: map.y.long, range: y.range, ticks: y.ticks, weight: 1 }],
    marks: [{ kind: 'cells', columns, rows, data }],
  };
}

function scaleOf({ range, metric }: HeatMap): ColourScale | undefined {
  if (!range) return undefined;
  const [low, high] = range;
  const shares = low === high ? [0.5] : [0, 1];
  return {
    title: `mean ${metricTitle(metric)}`,
    ticks: shares.map((share) => ({
      share,
      label: judgedMetrics[metric].format(low + share * (high - low)),
    })),
  };
}

function legendOf(map: HeatMap): LegendEntry[] {
  const hasNear = map.cells.some((cell) => edgeOf(map, cell) === 'near');
  const hasDiverged = map.cells.some(({ summary }) => summary.diverged > 0);
  return [
    { label: 'lowest validation loss', tint: { role: 'text' }, mark: 'outline' },
    ...(hasNear
      ? [{ label: 'within one standard error', tint: { role: 'text' }, mark: 'dots' } as const]
      : []),
    ...(hasDiverged ? [{ label: 'runs diverged', tint: { role: 'danger' }, mark: 'cross' } as const] : []),
  ];
}

function findingOf({ cells, x, y, comparison }: HeatMap): string {
  const sentences: string[] = [];
  if (comparison) {
    const { best, summary, within, standardError } = comparison;
    const place = `the one at ${x.short} ${best.x.label} and ${y.short} ${best.y.label}`;
    sentences.push(
      `${lowestClause(comparison, 'cells', place)} (${formatMetric(summary.mean)}, n = ${summary.n}).`,
    );
    const others = within.length - 1;
    if (standardError === null) sentences.push('With one run a cell there is no standard error.');
    else if (others === 0) sentences.push('No other cell is within one standard error of it.');
    else
      sentences.push(
        `${formatPlural(others, 'other cell')} ${others === 1 ? 'is' : 'are'} within one standard error of it.`,
      );
  }
  const common = comparison ?? commonSeeds(cells);
  const counts = cells.map(({ summary }) => ({ ...summary, excluded: summary.validationLoss.excluded }));
  return [
    ...sentences,
    nothingComparedSentence(common, 'cell'),
    commonSeedsSentence(common, 'cells'),
    leftOutSentence(sumLeftOut(counts), 'cell'),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function tableOf(map: HeatMap): FigureTable {
  const name = judgedMetrics[map.metric].label;
  const ends = [`${name} 95 % low`, `${name} 95 % high`];
  return {
    columns: [map.x.long, map.y.long, name, ...ends, 'n', 'diverged', 'failed', 'not finished', 'mark'],
    rows: map.cells.map((cell) => [
      cell.x.value ?? cell.x.label,
      cell.y.value ?? cell.y.label,
      cell.value.mean,
      ...(cell.value.ci95 ?? [null, null]),
      cell.value.n,
      cell.summary.diverged,
      cell.summary.failed,
      cell.summary.unfinished,
      { best: 'lowest', near: 'within one standard error', none: '' }[edgeOf(map, cell) ?? 'none'],
    ]),
  };
}

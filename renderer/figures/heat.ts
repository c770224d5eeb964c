import { explanations, leftOutReasons } from '#api';
import {
  type Cell,
  type Choices,
  type ColourScale,
  type Control,
  emptyPlot,
  type Figure,
  fullTitle,
  type LegendEntry,
  oneAxis,
  scaleChoice,
} from '#figure';
import { describeSummary, judgedMetrics } from '#words';
import { holdAxes, metricControl } from './axis-choices.ts';
import { evenPlaces } from './axis-places.ts';
import { type Cube, heldCells, nothingToShow, type SweepInput, sweepCube } from './cube.ts';
import type { FigureAxis } from './figure-axes.ts';
import { edgeOf, heatMapOf, shareOf, heatFinding, heatTable, type HeatMap } from './heat-map.ts';

/** Means over seeds on two axes of a sweep as a colour map; cells without selected runs are faded. */
export function heatMap({ sweep, at, selected, choices }: SweepInput): Figure {
  const cube = sweepCube(sweep, at);
  const { pair, controls } = chooseTwoAxes(cube, choices);
  const { metric, control } = metricControl(choices, 'Colour');
  const { held, controls: holds } = holdAxes(
    cube,
    cube.axes.filter((axis) => !pair?.includes(axis)),
    choices,
  );
  const wantsLogarithm = choices[scaleChoice] === 'logarithmic';
  const map = pair && heatMapOf(heldCells(cube, held), pair, metric, wantsLogarithm);
  return {
    key: 'heat-map',
    title: map ? `${map.x.short} × ${map.y.short}` : 'Heat map',
    explanation: `Each square is the mean over seeds at one pair of values. The outlined one has the lowest mean validation loss; dotted ones are within one standard error of it, which paired differences may still tell apart. ${explanations.selection.misleads}`,
    finding: map ? heatFinding(map) : null,
    message: map ? nothingToShow(map.cells) : 'This figure needs two settings that vary.',
    controls: map ? [control, ...controls, ...holds] : [],
    isLogarithmic: wantsLogarithm,
    scaleLabel: 'log colours',
    legend: map ? legendOf(map) : [],
    scale: map ? scaleOf(map) : undefined,
    plot: map ? plotOf(map, selected) : emptyPlot,
    table: map ? heatTable(map) : { columns: [], rows: [] },
  };
}

/** Penalties first. If the axis chosen for one side was on the other, the two are swapped. */
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
    y: oneAxis({ title: map.y.long, range: y.range, ticks: y.ticks }),
    marks: [{ kind: 'cells', columns, rows, data }],
  };
}

function scaleOf({ range, metric, isLogarithmic }: HeatMap): ColourScale | undefined {
  if (!range) return undefined;
  const [low, high] = range;
  const shares = low === high ? [0.5] : isLogarithmic ? [0, 0.5, 1] : [0, 1];
  const { label, unit, format } = judgedMetrics[metric];
  const valueAt = (share: number): number =>
    isLogarithmic ? low * (high / low) ** share : low + share * (high - low);
  return {
    title: fullTitle({ title: `mean ${label}`, unit }),
    ticks: shares.map((share) => ({ share, label: format(valueAt(share)) })),
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

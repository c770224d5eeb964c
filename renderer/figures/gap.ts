import { explanations } from '#api';
import {
  type Datum,
  emptyPlot,
  type Figure,
  type LegendEntry,
  type Mark,
  type PointsMark,
  type Tint,
} from '../figure/figure.ts';
import type { AxisRange } from '../figure/ticks.ts';
import { valueRange } from '../figure/value-range.ts';
import { describeSummary, intervalMeaning } from '../words/comparison-words.ts';
import { chooseAxes } from './axis-choices.ts';
import { axisPlaces, type AxisPlaces } from './axis-places.ts';
import { nothingToShow, type SweepInput, sweepCube } from './cube.ts';
import {
  cellsOf,
  type GapCell,
  type GapData,
  gapData,
  type GapQuantity,
  type GapSeries,
} from './gap-series.ts';
import { describeRuns, formatQuantity, gapFinding, gapTable } from './gap-words.ts';

/** Below this many runs their spread is better seen than summed up. */
const fewRuns = 5;
const slots: Readonly<Record<GapQuantity, number>> = { training: 0, validation: 1, gap: 7 };

/** Training, validation and gap along one axis of a sweep; selected runs stand out as points, the means are of all. */
export function gapAgainstLambda({ sweep, at, selected, choices }: SweepInput): Figure {
  const cube = sweepCube(sweep, at);
  const { axis, held, controls } = chooseAxes(cube, choices, { canVary: true });
  const metric = choices['metric'] === 'accuracy' ? 'accuracy' : 'loss';
  const data = axis && gapData(cube, axis, held, metric);
  const noun = metric === 'loss' ? 'Loss' : 'Accuracy';
  return {
    key: 'gap-against-lambda',
    title: `${noun} and gap against ${axis?.short ?? 'λ'}`,
    explanation: `${explanations.generalizationGap.means} Points are means over seeds with their 95 % interval; with fewer than five seeds the single runs are shown too. ${intervalMeaning(sweep.members)} ${explanations.oneStandardError.means} ${explanations.oneStandardError.misleads} ${explanations.selection.misleads}`,
    finding: data ? gapFinding(data) : null,
    message: data
      ? nothingToShow(cellsOf(data))
      : 'Only the seed varies: this figure needs a path with two values.',
    controls: [
      {
        key: 'metric',
        label: 'Metric',
        value: metric,
        isSegmented: true,
        options: [
          { value: 'loss', label: 'Loss' },
          { value: 'accuracy', label: 'Accuracy' },
        ],
      },
      ...controls,
    ],
    legend: data ? legendOf(data) : [],
    plot: data ? plotOf(data, selected) : emptyPlot,
    table: data ? gapTable(data) : { columns: [], rows: [] },
  };
}

/** The quantities that are drawn: with several series training would bury what is compared. */
function quantitiesOf({ series }: GapData): readonly GapQuantity[] {
  return series.length > 1 ? ['validation', 'gap'] : ['training', 'validation', 'gap'];
}

/** In the sweep's own figure colour tells quantities apart, as on a run's page; with several series it tells these. */
function tintOf({ series }: GapData, index: number, quantity: GapQuantity): Tint {
  if (series.length === 1) return { slot: slots[quantity] };
  const { share } = series[index]!;
  return share === null ? { slot: index } : { share };
}

/** Losses above, the gap below them. */
function plotOf(data: GapData, selected: ReadonlySet<string> | null): Figure['plot'] {
  const { axis, metric, series } = data;
  const places = axisPlaces(axis);
  const [top, bottom] = [rangeOf(data, ['training', 'validation']), rangeOf(data, ['gap'])];
  const lines = quantitiesOf(data).flatMap((quantity) =>
    series.flatMap((_, index) => marksOf(data, index, quantity, places, selected)),
  );
  return {
    kind: 'chart',
    x: { title: axis.long, range: places.range, ticks: places.ticks, breakAt: places.breakAt },
    y: [
      { id: 'y', title: metric === 'loss' ? 'loss (nats)' : 'accuracy', range: top, weight: 5 },
      { id: 'gap', title: 'gap', range: bottom, weight: 3 },
    ],
    marks: [
      ...lines,
      ...crosses(data, places, top),
      ...(series.length === 1 ? rules(series[0]!, places) : []),
    ],
  };
}

function marksOf(
  data: GapData,
  index: number,
  quantity: GapQuantity,
  places: AxisPlaces,
  selected: ReadonlySet<string> | null,
): PointsMark[] {
  const { axis, series: all } = data;
  const series = all[index]!;
  const isSingle = all.length === 1;
  // Neighbouring intervals would cover each other at one place.
  const shift = isSingle
    ? { training: -0.07, validation: 0.07, gap: 0 }[quantity] * places.halfStep
    : ((index + 0.5) / all.length - 0.5) * places.halfStep * 0.6;
  const common = {
    kind: 'points',
    panel: quantity === 'gap' ? 'gap' : 'y',
    group: isSingle ? quantity : series.label,
    tint: tintOf(data, index, quantity),
  } as const;
  const means = series.cells.flatMap((cell): Datum[] => {
    const { mean, ci95 } = cell[quantity];
    if (mean === null) return [];
    const interval = ci95 ? { low: ci95[0], high: ci95[1] } : {};
    const runIds = cell.runs.map(({ id }) => id);
    return [
      {
        x: places.place(cell.point) + shift,
        y: mean,
        ...interval,
        ...told(data, series, cell, quantity),
        runIds,
      },
    ];
  });
  const isShown = (id: string, { runs }: GapCell): boolean =>
    selected ? selected.has(id) : isSingle && runs.length < fewRuns && runs.length > 1;
  const runs = series.cells.flatMap((cell) =>
    cell.runs
      .filter(({ id }) => isShown(id, cell))
      .map((run): Datum => {
        const value = formatQuantity(run[quantity], data.metric, quantity);
        return {
          x: places.place(cell.point) + (isSingle ? 2.5 * shift : shift),
          y: run[quantity],
          title: `${run.name}, seed ${run.seed}`,
          lines: [`${quantity} ${value}`],
          runIds: [run.id],
          ...(selected ? {} : { isFaint: true }),
        };
      }),
  );
  return [
    {
      ...common,
      name: isSingle ? quantity : `${series.label}, ${quantity}`,
      ...(axis.kind === 'number' ? { line: quantity === 'validation' ? 'dashed' : 'solid' } : {}),
      data: means,
    },
    { ...common, name: `${quantity}, single runs`, radiusPx: 2.5, data: runs },
  ];
}

function told(
  { axis, metric }: GapData,
  { label }: GapSeries,
  cell: GapCell,
  quantity: GapQuantity,
): Pick<Datum, 'title' | 'lines'> {
  const values = (['training', 'validation', 'gap'] as const).map((name) => {
    const text = describeSummary(cell[name], (value) => formatQuantity(value, metric, name));
    return `${name === quantity ? '▸ ' : ''}${name} ${text}`;
  });
  return {
    title: [`${axis.short} ${cell.point.label}`, label].filter((text) => text !== '').join(', '),
    lines: [...values, ...describeRuns(cell, cell[quantity].excluded)],
  };
}

/** Crosses along the upper edge, one a cell, whatever value its runs broke off at. */
function crosses(data: GapData, places: AxisPlaces, { max }: AxisRange): Mark[] {
  const cells = cellsOf(data).filter(({ summary }) => summary.diverged > 0);
  const marks = cells.map((cell): Datum => ({
    x: places.place(cell.point),
    y: max,
    title: `${data.axis.short} ${cell.point.label}`,
    lines: describeRuns(cell, 0),
    runIds: cell.members.flatMap(({ status, id }) => (status === 'diverged' ? (id ?? []) : [])),
    isOutside: true,
  }));
  const mark = { kind: 'points', name: 'diverged', tint: { role: 'danger' }, shape: 'cross' } as const;
  return marks.length === 0 ? [] : [{ ...mark, radiusPx: 5, data: marks }];
}

/** Hairlines at the lowest validation loss and at the pick. */
function rules({ judgement, pick }: GapSeries, places: AxisPlaces): Mark[] {
  if (!judgement) return [];
  const { best } = judgement;
  const label = pick === best ? 'lowest, and one-SE pick' : 'lowest';
  const rule = { kind: 'rule', x: places.place(best.point), label } as const;
  if (!pick || pick === best) return [rule];
  return [rule, { kind: 'rule', x: places.place(pick.point), label: 'one-SE pick', look: 'dashed' }];
}

function legendOf(data: GapData): LegendEntry[] {
  const { metric, series } = data;
  const entries: LegendEntry[] =
    series.length === 1
      ? quantitiesOf(data).map((quantity) => ({
          label: quantity === 'gap' ? 'gap' : `${quantity} ${metric}`,
          tint: { slot: slots[quantity] },
          mark: quantity === 'validation' ? 'dashed' : 'line',
          group: quantity,
        }))
      : series.map(({ label }, index) => ({
          label,
          tint: tintOf(data, index, 'validation'),
          mark: 'dashed',
          group: label,
        }));
  const hasDiverged = cellsOf(data).some(({ summary }) => summary.diverged > 0);
  return hasDiverged ? [...entries, { label: 'diverged', tint: { role: 'danger' }, mark: 'cross' }] : entries;
}

/** All that is drawn; intervals of two or three runs may run out of the frame rather than flatten all the rest. */
function rangeOf(data: GapData, quantities: readonly GapQuantity[]): AxisRange {
  const shown = quantities.filter((quantity) => quantitiesOf(data).includes(quantity));
  const cells = cellsOf(data);
  const values = cells.flatMap((cell) =>
    shown.flatMap((quantity) => [cell[quantity].mean ?? NaN, ...cell.runs.map((run) => run[quantity])]),
  );
  const finite = values.filter((value) => Number.isFinite(value));
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const room = (high - low) * 0.6;
  const ends = cells
    .flatMap((cell) => shown.flatMap((quantity) => cell[quantity].ci95 ?? []))
    .map((end) => Math.min(high + room, Math.max(low - room, end)));
  const isGap = quantities.includes('gap');
  const limits = isGap ? {} : data.metric === 'loss' ? { min: 0 } : { min: 0, max: 1 };
  const drawn = Float64Array.from([...values, ...ends]);
  return valueRange([drawn], { logarithmic: false, limits }) ?? { min: 0, max: 1 };
}

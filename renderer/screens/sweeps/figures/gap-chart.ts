import type { ChartConfiguration } from 'chart.js';
import { drawAxisBreak } from '../../../figure/axis-break.ts';
import type { FigureKey } from '../../../figure/figure-legend.ts';
import { figureOptions, placeScale, valueAxis } from '../../../figure/figure-options.ts';
import { stackedAxes } from '../../../figure/stacked-axes.ts';
import type { ChartTheme } from '../../../figure/chart-theme.ts';
import { metricWords } from '../../../words/metric-words.ts';
import type { AxisRange } from '../../../figure/ticks.ts';
import { valueRange } from '../../../figure/value-range.ts';
import { axisPlaces } from './axis-places.ts';
import { divergedDataset, gapDatasets, seriesColor, type GapPoint } from './gap-datasets.ts';
import type { GapCell, GapFigure, GapQuantity } from './gap-figure.ts';
import { drawGapMarks } from './gap-marks.ts';

/** The quantities that are drawn: with several series training would bury what is compared. */
export function shownQuantities({ series }: GapFigure): GapQuantity[] {
  return series.length > 1 ? ['validation', 'gap'] : ['training', 'validation', 'gap'];
}

/** Losses above, the gap below them, along one axis; see `GapFigure`. */
export function gapChart(
  figure: GapFigure,
  selected: ReadonlySet<string> | null,
  theme: ChartTheme,
): ChartConfiguration {
  const places = axisPlaces(figure.axis);
  const ranges = { top: rangeOf(figure, ['training', 'validation']), bottom: rangeOf(figure, ['gap']) };
  const lines = shownQuantities(figure).flatMap((quantity) =>
    figure.series.flatMap((series, index) =>
      gapDatasets({ figure, series, index, quantity, places, selected, theme }),
    ),
  );
  const datasets = [...lines, divergedDataset(figure, places, ranges.top, theme)];
  const noun = figure.metric === 'loss' ? 'loss (nats)' : 'accuracy';
  const options = figureOptions(theme);
  return {
    type: 'scatterWithErrorBars' as 'scatter',
    data: { datasets: datasets as never },
    options: {
      ...options,
      layout: { padding: { top: 18, right: 12 } },
      interaction: { mode: 'nearest', intersect: true },
      scales: {
        x: placeScale(theme, places, figure.axis.long),
        ...stackedAxes([
          { id: 'y', axis: valueAxis(theme, { range: ranges.top, title: noun }), weight: 5 },
          { id: 'gap', axis: valueAxis(theme, { range: ranges.bottom, title: 'gap' }), weight: 3 },
        ]),
      } as never,
      plugins: {
        ...options.plugins,
        tooltip: {
          ...(options.plugins!.tooltip as object),
          callbacks: {
            title: ([item]) => (item ? titleOf(figure, (item.raw as GapPoint).target.cell) : ''),
            label: ({ raw }) => (raw as GapPoint).target.text.split('\n'),
          },
        },
        figureOverlay: {
          below: (chart) => drawGapMarks(chart, figure, places, theme),
          above: (chart) => drawAxisBreak(chart, places.breakAt, theme),
        },
      },
    },
  };
}

export function gapKeys(figure: GapFigure, theme: ChartTheme): FigureKey[] {
  const word = figure.metric === 'loss' ? 'loss' : 'accuracy';
  const single = figure.series.length === 1;
  const keys: FigureKey[] = single
    ? [
        { label: `training ${word}`, color: theme.series[0]!, mark: 'line' },
        { label: `validation ${word}`, color: theme.series[1]!, mark: 'dashed' },
        { label: 'gap', color: theme.series[7]!, mark: 'line' },
      ]
    : figure.series.map((series, index) => ({
        label: series.label,
        color: seriesColor(series, index, 'validation', false, theme),
        mark: 'dashed' as const,
      }));
  const cells = figure.series.flatMap((series) => series.cells);
  if (cells.some(({ diverged }) => diverged.length > 0))
    keys.push({ label: 'diverged', color: theme.danger, mark: 'cross' });
  return keys;
}

function titleOf({ axis, series }: GapFigure, cell: GapCell): string {
  const own = series.filter(({ cells }) => cells.includes(cell)).map(({ label }) => label);
  return [`${axis.short} ${cell.point.label}`, ...own.filter((label) => label !== '').slice(0, 1)].join(', ');
}

/** All that is drawn; intervals of two or three runs may run out of the frame rather than flatten all the rest. */
function rangeOf(figure: GapFigure, quantities: readonly GapQuantity[]): AxisRange {
  const shown = quantities.filter((quantity) => shownQuantities(figure).includes(quantity));
  const cells = figure.series.flatMap((series) => series.cells);
  const values = cells.flatMap((cell) =>
    shown.flatMap((quantity) => [cell[quantity].mean ?? NaN, ...cell.runs.map((run) => run[quantity])]),
  );
  const finite = values.filter((value) => Number.isFinite(value));
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const room = (high - low) * 0.6;
  const ends = cells
    .flatMap((cell) => shown.flatMap((quantity) => cell[quantity].ci95 ?? []))
    .map((end) => Math.min(high + room, Math.max(low - room, end)));
  const limits = quantities.includes('gap')
    ? undefined
    : metricWords(figure.metric === 'loss' ? 'validationLoss' : 'validationAccuracy').limits;
  const drawn = Float64Array.from([...values, ...ends]);
  const range = valueRange([drawn], {
    logarithmic: false,
    limits: limits ?? (quantities.includes('gap') ? {} : { min: 0 }),
  });
  return range ?? { min: 0, max: 1 };
}

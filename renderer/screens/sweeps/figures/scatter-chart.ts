import type { ChartConfiguration } from 'chart.js';
import { drawAxisBreak } from '../../../figure/axis-break.ts';
import type { FigureKey, FigureScale } from '../../../figure/figure-legend.ts';
import { figureOptions, placeScale } from '../../../figure/figure-options.ts';
import { viridisLine } from '../../../figure/viridis.ts';
import { type ChartTheme, withOpacity } from '../../../figure/chart-theme.ts';
import type { AxisRange } from '../../../figure/ticks.ts';
import { type ColumnRun, type RunColumns, shareOn } from './run-columns.ts';
import { describeRun } from './run-words.ts';

/** Which columns lie along x and y and give the colour, by index. */
export interface ScatterChoice {
  readonly x: number;
  readonly y: number;
  readonly color: number;
}

interface ScatterPoint {
  readonly x: number;
  readonly y: number;
  readonly run: ColumnRun;
}

/** A point a run; one without a value, as a diverged run is, stands as a red cross at the upper or right edge. */
export function scatterPoints({ columns, runs }: RunColumns, { x, y }: ScatterChoice): ScatterPoint[] {
  const at = (run: ColumnRun, column: number): number => {
    const place = run.places[column]!;
    return Number.isNaN(place) ? columns[column]!.range.max : place;
  };
  return runs.map((run) => ({ x: at(run, x), y: at(run, y), run }));
}

/** The runs inside a rectangle, by id. A run without a value is in none. */
export function runsInside(
  { runs }: RunColumns,
  { x, y }: ScatterChoice,
  area: { readonly x: AxisRange; readonly y: AxisRange },
): string[] {
  const inside = (place: number, { min, max }: AxisRange): boolean => place >= min && place <= max;
  return runs
    .filter(({ places }) => inside(places[x]!, area.x) && inside(places[y]!, area.y))
    .map(({ run }) => run.id);
}

export function scatterChart(
  all: RunColumns,
  choice: ScatterChoice,
  selected: ReadonlySet<string> | null,
  theme: ChartTheme,
): ChartConfiguration {
  const points = scatterPoints(all, choice);
  const [x, y] = [all.columns[choice.x]!, all.columns[choice.y]!];
  const color = ({ run }: ScatterPoint): string => {
    if (run.run.status === 'diverged') return theme.danger;
    const share = shareOn(all.columns[choice.color]!, run.places[choice.color]!);
    return Number.isNaN(share) ? theme.muted : viridisLine(Math.min(1, Math.max(0, share)), theme.surface);
  };
  const isIn = ({ run }: ScatterPoint): boolean => selected === null || selected.has(run.run.id);
  const options = figureOptions(theme);
  return {
    type: 'scatter',
    data: {
      datasets: [
        {
          data: points,
          clip: 8,
          borderColor: points.map((point) => withOpacity(color(point), isIn(point) ? 1 : 0.25)),
          backgroundColor: points.map((point) => withOpacity(color(point), isIn(point) ? 0.65 : 0.1)),
          borderWidth: points.map(({ run }) => (run.run.status === 'diverged' ? 2 : 1)),
          pointStyle: points.map(({ run }) => (run.run.status === 'diverged' ? 'crossRot' : 'circle')),
          pointRadius: 4,
          pointHoverRadius: 6,
        },
      ],
    },
    options: {
      ...options,
      scales: { x: placeScale(theme, x, x.label), y: placeScale(theme, y, y.label, false) } as never,
      plugins: {
        ...options.plugins,
        tooltip: {
          ...(options.plugins!.tooltip as object),
          callbacks: {
            label: ({ raw }) => describeRun(all, (raw as ScatterPoint).run).split(', '),
          },
        },
        figureOverlay: { above: (chart) => drawAxisBreak(chart, x.breakAt, theme) },
      },
    },
  };
}

export function scatterKeys({ runs }: RunColumns, theme: ChartTheme): FigureKey[] {
  const diverged = runs.some(({ run }) => run.status === 'diverged');
  return diverged ? [{ label: 'diverged, at the edge', color: theme.danger, mark: 'cross' }] : [];
}

const maxTicks = 4;

/** What the colours mean. */
export function scatterScale({ columns }: RunColumns, { color }: ScatterChoice): FigureScale | undefined {
  const column = columns[color];
  if (!column) return undefined;
  const stride = Math.ceil(column.ticks.length / maxTicks);
  const ticks = column.ticks
    .filter((_, index) => index % stride === 0)
    .map(({ position, label }) => ({ share: shareOn(column, position), label }));
  return { title: column.label, ticks };
}

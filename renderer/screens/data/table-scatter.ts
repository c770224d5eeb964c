import type { TableDetail } from '#api';
import type { ChartConfiguration } from 'chart.js';
import type { ChartTheme } from '../../figure/chart-theme.ts';
import { withOpacity } from '../../figure/chart-theme.ts';
import type { FigureKey, KeyMark } from '../../figure/figure-legend.ts';
import { figureOptions, valueAxis } from '../../figure/figure-options.ts';
import type { FigureTable } from '../../figure/figure-table.ts';
import { valueRange } from '../../figure/value-range.ts';
import { formatCount, formatMetric, formatPercent } from '../../words/format.ts';

/** The features on the two axes, by position. With a single feature, `y` is null: the classes are side by side. */
export interface ScatterAxes {
  readonly x: number;
  readonly y: number | null;
}

/** Colours first, then the same colours with other marks. */
const marks: readonly { readonly style: string; readonly key: KeyMark }[] = [
  { style: 'circle', key: 'point' },
  { style: 'crossRot', key: 'cross' },
  { style: 'rect', key: 'square' },
];
const mostKeys = 24;

/**
 * The two features whose class means lie furthest apart, the best first: of two columns where there are two, for two categories
 * of one column exclude each other.
 */
export function firstAxes({ description, features, columns }: TableDetail): ScatterAxes {
  const columnOf = columns
    ? columns.flatMap((column, index) =>
        column.kind === 'number' ? index : column.categories.map(() => index),
      )
    : [...features.keys()];
  const shares = description.betweenShares;
  const [x, ...others] = [...shares.keys()].sort((first, second) => shares[second]! - shares[first]!);
  return { x: x!, y: others.find((feature) => columnOf[feature] !== columnOf[x!]) ?? others[0] ?? null };
}

function lookOf(index: number, { series }: ChartTheme) {
  const mark = marks[Math.floor(index / series.length) % marks.length]!;
  return { color: series[index % series.length]!, ...mark };
}

export function scatterKeys({ labels }: TableDetail, theme: ChartTheme): FigureKey[] {
  return labels.slice(0, mostKeys).map((label, index) => {
    const { color, key } = lookOf(index, theme);
    return { label, color, mark: key };
  });
}

function valuesOf({ description: { sample }, features }: TableDetail, feature: number | null): Float64Array {
  if (feature === null) return sample.classes;
  return Float64Array.from(sample.classes, (_, row) => sample.inputs[row * features.length + feature]!);
}

/** What an axis shows, for people. */
export function axisName({ features, label }: TableDetail, feature: number | null): string {
  return feature === null ? `class (${label})` : features[feature]!;
}

/** The rows that are drawn, as drawn. */
export function scatterTable(table: TableDetail, axes: ScatterAxes): FigureTable {
  const [xs, ys] = [valuesOf(table, axes.x), valuesOf(table, axes.y)];
  const { classes } = table.description.sample;
  return {
    columns: [axisName(table, axes.x), axisName(table, axes.y), table.label],
    rows: Array.from(classes, (target, row) => [xs[row]!, ys[row]!, table.labels[target]!]),
  };
}

/** How many rows are shown, and how much of each feature the classes explain. Rows of a test file are not looked at. */
export function scatterFinding(table: TableDetail, { x, y }: ScatterAxes): string {
  const { rows } = table.description.sample;
  const all = table.rows - (table.testRows ?? 0);
  const shown =
    rows === all
      ? `All ${formatCount(rows)} rows${gapsOf(table, { x, y })}.`
      : `${formatCount(rows)} of ${formatCount(all)} rows, drawn at random${gapsOf(table, { x, y })}.`;
  const parts = [x, ...(y === null || y === x ? [] : [y])].map(
    (feature) => `${formatPercent(table.description.betweenShares[feature]!)} of ${table.features[feature]!}`,
  );
  return `${shown} Of all rows’ variance, ${parts.join(' and ')} lies between the classes’ means.`;
}

/** How many of the rows have no place in the plane. */
function gapsOf(table: TableDetail, axes: ScatterAxes): string {
  const [xs, ys] = [valuesOf(table, axes.x), valuesOf(table, axes.y)];
  const gaps = xs.reduce((count, x, row) => count + Number(Number.isNaN(x + ys[row]!)), 0);
  if (gaps === 0) return '';
  const [lack, are] = gaps === 1 ? ['lacks', 'is'] : ['lack', 'are'];
  return `, of which ${formatCount(gaps)} ${lack} one of the two and ${are} not drawn`;
}

/** A point per row of the sample, a colour per class. */
export function scatterChart(table: TableDetail, axes: ScatterAxes, theme: ChartTheme): ChartConfiguration {
  const [xs, ys] = [valuesOf(table, axes.x), valuesOf(table, axes.y)];
  const { classes, rows } = table.description.sample;
  const points: { x: number; y: number }[][] = table.labels.map(() => []);
  classes.forEach((target, row) => {
    if (!Number.isNaN(xs[row]! + ys[row]!)) points[target]!.push({ x: xs[row]!, y: ys[row]! });
  });
  const options = figureOptions(theme);
  const range = (values: Float64Array) =>
    valueRange([values], { logarithmic: false }) ?? { min: 0, max: 1, cut: null };
  const names = { x: axisName(table, axes.x), y: axisName(table, axes.y) };
  return {
    type: 'scatter',
    data: {
      datasets: table.labels.map((label, index) => {
        const { color, style } = lookOf(index, theme);
        return {
          label,
          data: points[index]!,
          pointStyle: style,
          pointRadius: rows > 500 ? 2 : 3,
          pointHoverRadius: 5,
          borderColor: color,
          borderWidth: style === 'crossRot' ? 1.5 : 0,
          backgroundColor: withOpacity(color, 0.75),
        };
      }),
    },
    options: {
      ...options,
      interaction: { mode: 'nearest', intersect: true },
      scales: {
        x: valueAxis(theme, { range: range(xs), title: names.x, horizontal: true }),
        y: valueAxis(theme, { range: range(ys), title: names.y }),
      } as never,
      plugins: {
        ...options.plugins,
        tooltip: {
          ...(options.plugins!.tooltip as object),
          callbacks: {
            title: ([item]) => table.labels[item?.datasetIndex ?? 0]!,
            label: ({ raw }) => {
              const { x, y } = raw as { x: number; y: number };
              const first = `${names.x} ${formatMetric(x)}`;
              return axes.y === null ? first : [first, `${names.y} ${formatMetric(y)}`];
            },
          },
        },
      },
    },
  };
}

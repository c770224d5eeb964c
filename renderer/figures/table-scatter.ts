import type { TableDetail } from '#api';
import { classEntry, classLook, type Figure, type FigureTable, type PointsMark, valueRange } from '#figure';
import { formatCount, formatMetric, formatPercent } from '#words';

/** Indices of the features on the two axes. With a single feature, `y` is null: the classes are side by side. */
export interface ScatterAxes {
  readonly x: number;
  readonly y: number | null;
}

const mostKeys = 24;

/**
 * The two features whose class means lie furthest apart, the best first: from two different columns if possible, because two categories of
 * one column exclude each other.
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

function valuesOf({ description: { sample }, features }: TableDetail, feature: number | null): Float64Array {
  if (feature === null) return sample.classes;
  return Float64Array.from(sample.classes, (_, row) => sample.inputs[row * features.length + feature]!);
}

/** What an axis shows, for display. */
export function axisName({ features, label }: TableDetail, feature: number | null): string {
  return feature === null ? `class (${label})` : features[feature]!;
}

/** The rows that are drawn, in the form drawn. */
export function scatterTable(table: TableDetail, axes: ScatterAxes): FigureTable {
  const [xs, ys] = [valuesOf(table, axes.x), valuesOf(table, axes.y)];
  const { classes } = table.description.sample;
  return {
    columns: [axisName(table, axes.x), axisName(table, axes.y), table.label],
    rows: Array.from(classes, (target, row) => [xs[row]!, ys[row]!, table.labels[target]!]),
  };
}

/** How many rows are shown, and how much of each feature the classes explain. Rows of a test file are not used. */
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

/** Any two features of a table against each other: a point per sampled row, a colour and a shape per class. */
export function tableScatter(table: TableDetail, axes: ScatterAxes): Figure {
  const [xs, ys] = [valuesOf(table, axes.x), valuesOf(table, axes.y)];
  const range = (values: Float64Array) => valueRange([values], { logarithmic: false }) ?? { min: 0, max: 1 };
  const names = { x: axisName(table, axes.x), y: axisName(table, axes.y) };
  const options = table.features.map((label, value) => ({ value, label }));
  const sides = [
    { key: 'x', label: 'Across', value: axes.x, options },
    { key: 'y', label: 'Up', value: axes.y ?? 0, options },
  ];
  // With a single feature, the classes are lanes.
  const classRange = { min: -0.5, max: table.labels.length - 0.5 };
  const classTicks = table.labels.map((label, position) => ({ position, label }));
  return {
    key: 'table-scatter',
    title: `${names.y} against ${names.x}`,
    explanation:
      'A point is a row as it was in the file, before standardizing. Two features at a time: classes that overlap here may lie apart in others, and a feature that carries no information by itself may carry much together with another.',
    finding: scatterFinding(table, axes),
    controls: options.length > 1 ? sides : [],
    legend: table.labels.slice(0, mostKeys).map((label, index) => classEntry(index, label)),
    plot: {
      kind: 'chart',
      x: { title: names.x, range: range(xs) },
      y: [
        axes.y === null
          ? { id: 'y', title: names.y, range: classRange, ticks: classTicks, weight: 1 }
          : { id: 'y', title: names.y, range: range(ys), weight: 1 },
      ],
      marks: marksOf(table, axes, xs, ys),
    },
    table: scatterTable(table, axes),
  };
}

function marksOf(table: TableDetail, axes: ScatterAxes, xs: Float64Array, ys: Float64Array): PointsMark[] {
  const { classes, rows } = table.description.sample;
  const data: PointsMark['data'][number][][] = table.labels.map(() => []);
  const names = { x: axisName(table, axes.x), y: axisName(table, axes.y) };
  classes.forEach((target, row) => {
    const [x, y] = [xs[row]!, ys[row]!];
    if (Number.isNaN(x + y)) return;
    const first = `${names.x} ${formatMetric(x)}`;
    const lines = axes.y === null ? [first] : [first, `${names.y} ${formatMetric(y)}`];
    data[target]!.push({ x, y, title: table.labels[target]!, lines });
  });
  return table.labels.map((label, index): PointsMark => {
    const { tint, shape } = classLook(index);
    const look = { tint: { ...tint, opacity: 0.75 }, shape, radiusPx: rows > 500 ? 2 : 3 };
    return { kind: 'points', name: label, ...look, data: data[index]! };
  });
}

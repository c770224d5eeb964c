import type { JudgedAt, RunStatus, SweepRunSummary } from '#api';
import { type Column, finiteRange, labelledTicks, linearTicks, logTicks } from '#figure';
import { formatCount, judgedMetrics } from '#words';
import type { FigureSweep } from './cube.ts';
import { axisPlaces, evenPlaces } from './axis-places.ts';
import { type AxisPoint, figureAxes, mainAxis } from './figure-axes.ts';

/** Something in which runs of a sweep differ: a varied path, the seed, or a metric. */
export interface RunColumn extends Column {
  readonly kind: 'path' | 'seed' | 'metric';
  readonly breakAt: number | null;
  /** Place of runs without a value; it is not a value to be judged by. */
  readonly slot?: number | null;
}

/** A run as figures name it. */
export interface NamedRun {
  readonly id: string;
  readonly name: string | null;
  readonly status: RunStatus | null;
  readonly divergedAt?: number | null;
}

/** A run that ended by itself, placed on every column; NaN where it has no place, like the metrics of a diverged run. */
export interface ColumnRun {
  readonly run: NamedRun;
  readonly places: readonly number[];
  /** The values, for a table. */
  readonly values: readonly (number | string | null)[];
}

export interface RunColumns {
  readonly columns: readonly RunColumn[];
  readonly runs: readonly ColumnRun[];
  /** Index of the column that colours the runs by default. */
  readonly main: number;
  /** Index of the metric that decides which run is best; -1 if there is none. */
  readonly judged: number;
  /** Whether more is better, as for an accuracy. */
  readonly isMoreBetter: boolean;
}

const metrics = ['dataLoss', 'generalizationGap', 'validationAccuracy', 'validationLoss'] as const;

/** Every completed and diverged run of a sweep on every available column; positive metrics on a logarithmic one on request. */
export function runColumns(sweep: FigureSweep, at: JudgedAt, wantsLogarithm = false): RunColumns {
  const ended = sweep.members.filter(
    (run): run is SweepRunSummary & { readonly id: string } =>
      run.id !== null && (run.status === 'completed' || run.status === 'diverged'),
  );
  const axes = figureAxes(sweep);
  const sets = axes.map((axis) => {
    // Two ways would share places, and a line could not show which one it means.
    const named = axis.points.map((point) => ({
      ...point,
      label: point.way ? `${point.way} ${point.label}` : point.label,
    }));
    const places = axis.ways.length > 0 ? evenPlaces(named) : axisPlaces(axis);
    const pointOf = (run: SweepRunSummary) =>
      named.find(({ index }) => index === sweep.grid[run.cell]!.points[axis.index])!;
    const column: RunColumn = {
      key: `axis${axis.index}`,
      label: axis.long,
      kind: 'path',
      range: places.range,
      ticks: places.ticks,
      breakAt: places.breakAt,
      describe: (place) => {
        const distance = (point: AxisPoint): number => Math.abs(places.place(point) - place);
        return named.reduce((near, point) => (distance(point) < distance(near) ? point : near)).label;
      },
    };
    return {
      column,
      place: (run: SweepRunSummary) => places.place(pointOf(run)),
      value: (run: SweepRunSummary) =>
        (axis.ways.length > 0 ? null : pointOf(run).value) ?? pointOf(run).label,
    };
  });
  const seeds = [...new Set(ended.map(({ seed }) => seed))];
  if (seeds.length > 1) {
    const column = numberColumn(
      'seed',
      'seed',
      'seed',
      seeds,
      (value) => formatCount(Math.round(value)),
      true,
    );
    sets.push({ column, place: ({ seed }) => seed, value: ({ seed }) => seed });
  }
  for (const key of metrics) {
    const { label, of, format } = judgedMetrics[key];
    const value = (run: SweepRunSummary): number => {
      const measured = run.status === 'completed' ? run[at] : null;
      return measured === null ? NaN : of(measured);
    };
    const values = ended.map(value).filter(Number.isFinite);
    const isLogarithmic = wantsLogarithm && values.length > 0 && values.every((one) => one > 0);
    const to = isLogarithmic ? Math.log10 : (one: number): number => one;
    const place = (run: SweepRunSummary): number => (Number.isFinite(value(run)) ? to(value(run)) : NaN);
    const column = isLogarithmic
      ? logarithmicColumn(key, label, values.map(to), format)
      : numberColumn(key, label, 'metric', values, format);
    sets.push({ column, place, value });
  }
  const main = axes.indexOf(mainAxis(axes)!);
  return {
    columns: sets.map(({ column }) => column),
    runs: ended.map((run) => ({
      run,
      places: sets.map(({ place }) => place(run)),
      values: sets.map(({ value }) => value(run)),
    })),
    main: main === -1 ? sets.length - 1 : main,
    judged: sets.findIndex(({ column }) => column.key === 'validationLoss'),
    isMoreBetter: false,
  };
}

function numberColumn(
  key: string,
  label: string,
  kind: RunColumn['kind'],
  places: readonly number[],
  describe: (place: number) => string,
  whole = false,
): RunColumn {
  const finite = places.filter((place) => Number.isFinite(place));
  const [low, high] = finite.length === 0 ? [0, 1] : [Math.min(...finite), Math.max(...finite)];
  const margin = (high - low) * 0.04 || Math.abs(high) * 0.05 || 0.5;
  const range = finiteRange(low - margin, high + margin);
  return {
    key,
    label,
    kind,
    range,
    ticks: labelledTicks(linearTicks(range, 6, whole)),
    breakAt: null,
    describe,
  };
}

/** Its places are logarithms to the base 10. */
function logarithmicColumn(
  key: string,
  label: string,
  places: readonly number[],
  format: (value: number) => string,
): RunColumn {
  const linear = numberColumn(key, label, 'metric', places, (place) => format(10 ** place));
  const ticks = logTicks({ min: 10 ** linear.range.min, max: 10 ** linear.range.max }, 6);
  return { ...linear, ticks: labelledTicks(ticks, Math.log10, true) };
}

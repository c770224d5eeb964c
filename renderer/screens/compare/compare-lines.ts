import { type LineRole, metricWords } from '#words';
import { resplitRatio, seriesBand, type RunSummary, type Series, type SeriesMetric } from '#api';
import type { AxisRange, ChartSeries, Curve } from '#figure';
import { alongAxis, before, differenceTo, smoothed, type EpochMap } from './curve-transforms.ts';
import { countText, type RunGroup } from './run-groups.ts';
import type { ComparedPoints } from './useComparedSeries.ts';

/** How a run's recorded points become what is drawn. */
export interface CurveOptions {
  /** 0 to 1, see `smooth`. */
  readonly smoothing: number;
  /** The run that differences refer to; null for the raw values. */
  readonly baseline: ComparedPoints | null;
  /** The run's visible epochs, null for all. Called only if more is known about some of them, so that other curves do not depend on it. */
  readonly view: () => AxisRange | null;
  readonly axis: EpochMap;
  /** The first epoch to leave out. */
  readonly until?: number;
}

/** A run's curve, and the raw values behind it if it is smoothed. */
export interface RunCurve {
  readonly curve: Curve;
  readonly original: Curve | null;
}

/** Makes curves from recorded points. The same points and options give the same objects, so that charts need not thin them again. */
export type CurveMaker = (
  points: ComparedPoints | undefined,
  smooth: ComparedPoints | undefined,
  metric: SeriesMetric,
  options: CurveOptions,
) => RunCurve | null;

export function createCurveMaker(): CurveMaker {
  const made = new WeakMap<Curve, { key: readonly unknown[]; curve: RunCurve }>();
  return (points, smooth, metric, { smoothing, baseline, view, axis, until }) => {
    const recorded = choose(points, metric, view);
    if (!recorded) return null;
    const other = baseline ? choose(baseline, metric, view) : null;
    const averaged = smoothing === 0 ? undefined : choose(smooth, metric, view);
    const key = [other, averaged, smoothing, axis.offset, axis.factor, until];
    const known = made.get(recorded);
    if (known && known.key.every((part, index) => Object.is(part, key[index]))) return known.curve;
    const cut: Curve = until === undefined ? recorded : before(recorded, until);
    // Two readings that leave points out leave out different ones, and share few epochs.
    if (other === undefined || (other && (cut.thinned || other.thinned))) return null;
    const wanted = other === null ? cut : differenceTo(cut, other);
    // For data thinned by the host, the host has averaged all the points.
    const line = averaged ?? (recorded.thinned ? wanted : smoothed(wanted, smoothing));
    const original = line === wanted ? null : alongAxis(wanted, axis);
    const curve = { curve: alongAxis(line, axis), original };
    made.set(recorded, { key, curve });
    return curve;
  };
}

/** The finest reading that covers the visible epochs. */
function choose(
  points: ComparedPoints | undefined,
  metric: SeriesMetric,
  view: () => AxisRange | null,
): Series | undefined {
  const detail = points?.detail;
  const range = detail ? view() : null;
  const spans = range && detail && detail.range.min <= range.min && detail.range.max >= range.max;
  return (spans ? detail.series[metric] : undefined) ?? points?.overview[metric];
}

/** How a line looks, and its label. */
export type LineLook = Omit<ChartSeries, keyof Curve | 'band' | 'unmarked'>;

/** Makes lines from curves; the same curve and look give the same line. */
export function createLineMaker(): (curve: Curve, look: LineLook) => ChartSeries {
  const made = new WeakMap<Curve, { key: string; line: ChartSeries }>();
  return (curve, look) => {
    const key = JSON.stringify(look);
    const known = made.get(curve);
    if (known?.key === key) return known.line;
    const line: ChartSeries = { ...look, ...curve };
    made.set(curve, { key, line });
    return line;
  };
}

const details: Readonly<Record<LineRole, string>> = {
  train: 'training',
  validation: 'validation',
  penalty: 'penalty',
};

/** `paired` charts show a run twice, so each line needs its detail in words. */
export function lookOf(
  { id, name }: Pick<RunSummary, 'id' | 'name'>,
  metric: SeriesMetric,
  slot: number,
  paired: boolean,
): LineLook {
  const { role } = metricWords(metric);
  return {
    key: `${id} ${metric}`,
    group: id,
    label: name,
    ...(paired ? { detail: details[role] } : {}),
    role,
    slot,
  };
}

/** The mean of a group's curves over epochs with its interval, along an axis; cached while the curves are the same. */
export type BandMaker = (
  group: RunGroup,
  metric: SeriesMetric,
  curves: readonly Curve[],
  axis: EpochMap,
  /** The scale on which mean and interval are computed, see `seriesBand`. */
  scale: MeanScale,
) => GroupBand;

export type MeanScale = NonNullable<Parameters<typeof seriesBand>[2]>;

export interface GroupBand extends Curve {
  readonly band: { readonly lower: Float64Array; readonly upper: Float64Array };
}

export function createBandMaker(): BandMaker {
  const made = new Map<string, { curves: readonly Curve[]; band: GroupBand }>();
  return (group, metric, curves, axis, scale) => {
    const key = [group.key, metric, axis.offset, axis.factor, scale].join(' ');
    const known = made.get(key);
    if (known?.curves.length === curves.length && curves.every((curve, at) => curve === known.curves[at])) {
      return known.band;
    }
    const { epochs, mean, lower, upper } = seriesBand(
      curves,
      resplitRatio(group.averaged.map(({ config }) => config)),
      scale,
    );
    const curve = { epochs, values: mean, band: { lower, upper } };
    const band = { ...curve, ...alongAxis(curve, axis) };
    made.set(key, { curves, band });
    return band;
  };
}

/** The label of a group's mean: always with the number of runs. */
export function groupLook(
  group: RunGroup,
  metric: SeriesMetric,
  colour: { readonly slot: number; readonly share?: number },
  paired: boolean,
): LineLook {
  const { role } = metricWords(metric);
  return {
    key: `${group.key} ${metric}`,
    group: group.key,
    label: `${group.label}, ${countText(group)}`,
    ...(paired ? { detail: details[role] } : {}),
    role,
    ...colour,
  };
}

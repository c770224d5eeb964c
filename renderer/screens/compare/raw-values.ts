import { generalizationGap, type RunSummary, type SeriesMetric } from '#api';
import { nearestSample } from '#figure';
import type { MetricChoice } from './compare-metrics.ts';
import type { EpochMap } from './curve-transforms.ts';
import type { ComparedPoints } from './useComparedSeries.ts';

/** A compared run with what has been read of it. */
export interface PlacedRun {
  readonly run: RunSummary;
  readonly points: ComparedPoints | undefined;
  /** Where its epochs lie on the axis. */
  readonly axis: EpochMap;
}

/** The numbers of a row. */
export const rowKeys = ['train', 'validation', 'gap', 'best', 'accuracy'] as const;
export type RowKey = (typeof rowKeys)[number];
/** The metric behind a row's number. */
export const metricOfRow = (key: RowKey, { train, validation = train }: MetricChoice): SeriesMetric =>
  ({
    ...{ train, validation, gap: 'generalizationGap' },
    ...{ best: 'validationLoss', accuracy: 'validationAccuracy' },
  })[key] as SeriesMetric;
export type RawValues = Readonly<Record<RowKey, number | null | undefined>>;

/** The numbers of a run at the crosshair; null for its last ones. */
export function rawValues(placed: PlacedRun, choice: MetricChoice, crosshair: number | null): RawValues {
  const { run, points } = placed;
  const isUnread = crosshair === null && run.lastValidated && !points;
  return {
    train: valueAt(choice.train, placed, crosshair),
    validation: choice.validation && valueAt(choice.validation, placed, crosshair),
    gap: isUnread ? generalizationGap(run.lastValidated) : valueAt('generalizationGap', placed, crosshair),
    best: run.best?.validationLoss,
    accuracy: run.lastValidated?.validationAccuracy,
  };
}

/** The value nearest to the crosshair, or the last recorded one without a crosshair; null beyond the run's last epoch. */
function valueAt(metric: SeriesMetric, { points, axis }: PlacedRun, crosshair: number | null): number | null {
  const whole = points?.overview[metric];
  if (crosshair === null) return whole?.values.at(-1) ?? null;
  const epoch = (crosshair - axis.offset) / axis.factor;
  if (!points || epoch > lastEpochOf(points)) return null;
  const { detail } = points;
  const isInDetail = detail && epoch >= detail.range.min && epoch <= detail.range.max;
  const chosen = (isInDetail ? detail.series[metric] : undefined) ?? whole;
  return (chosen && nearestSample(chosen, epoch)?.value) ?? null;
}

function lastEpochOf({ overview }: ComparedPoints): number {
  return Math.max(-1, ...Object.values(overview).map((series) => series?.epochs.at(-1) ?? -1));
}

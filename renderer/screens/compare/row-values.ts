import { generalizationGap, type RunSummary, type SeriesMetric } from '#api';
import { nearestSample } from '../../figure/series.ts';
import { formatMetric, formatPercent } from '../../words/format.ts';
import type { MetricChoice } from './compare-metrics.ts';
import type { EpochMap } from './curve-transforms.ts';
import { deltaTo, formatDifference, formatPoints, type Delta } from './delta.ts';
import type { ComparedPoints } from './useComparedSeries.ts';

/** A compared run with what has been read of it. */
export interface PlacedRun {
  readonly run: RunSummary;
  readonly points: ComparedPoints | undefined;
  /** Where its epochs stand on the axis. */
  readonly axis: EpochMap;
}

/** A number of the table, and how it stands to the base's. */
export interface RowValue {
  readonly value: number | null | undefined;
  readonly delta: Delta | null;
}

export interface RowValues {
  readonly train: RowValue;
  /** null where the metric has no held-out twin. */
  readonly validation: RowValue | null;
  readonly gap: RowValue;
  readonly best: RowValue;
  readonly accuracy: RowValue;
}

/** How the values of the chosen metric are written. */
export const formatOfChoice = ({ value }: MetricChoice): ((value: number | null | undefined) => string) =>
  value === 'accuracy' ? formatPercent : formatMetric;

/** The numbers of a run at the crosshair, null for its last ones, each with its difference to those of the base. */
export function rowValues(
  own: PlacedRun,
  base: PlacedRun | undefined,
  choice: MetricChoice,
  crosshair: number | null,
): RowValues {
  const { run } = own;
  const other = base?.run.id === run.id ? undefined : base;
  /** How much validation loss wobbles at the end of either run: what is smaller says nothing. */
  const wobble = Math.max(deviationOf(run), deviationOf(base?.run));
  const share = choice.value === 'accuracy';

  function compared(metric: SeriesMetric): RowValue {
    const value = valueAt(metric, own, crosshair);
    const isGap = metric === 'generalizationGap';
    return {
      value,
      delta: deltaTo(
        value,
        other && valueAt(metric, other, crosshair),
        isGap ? 'lower' : choice.better,
        share && !isGap ? formatPoints : formatDifference,
        isGap || metric === 'validationLoss' ? wobble : 0,
      ),
    };
  }

  const best = run.best?.validationLoss;
  const accuracy = run.lastValidated?.validationAccuracy;
  const isUnread = crosshair === null && run.lastValidated && !own.points;
  return {
    train: compared(choice.train),
    validation: choice.validation ? compared(choice.validation) : null,
    gap: isUnread
      ? { value: generalizationGap(run.lastValidated), delta: null }
      : compared('generalizationGap'),
    best: {
      value: best,
      delta: deltaTo(best, other?.run.best?.validationLoss, 'lower', formatDifference, wobble),
    },
    accuracy: {
      value: accuracy,
      delta: deltaTo(accuracy, other?.run.lastValidated?.validationAccuracy, 'higher', formatPoints),
    },
  };
}

const deviationOf = (run: RunSummary | undefined): number => run?.tail?.validationLossDeviation ?? 0;

/** The value nearest to the crosshair, or the last recorded one; null behind the run's last epoch. */
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

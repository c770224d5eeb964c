import type { RunSummary, SeriesMetric } from '#api';
import type { PanelContent } from '../../figure/chart-state.ts';
import type { ChartMark, ChartSeries } from '../../figure/series.ts';
import type { NaturalLimits } from '../../words/metric-words.ts';
import type { MeanScale } from './compare-lines.ts';
import type { EpochMap } from './curve-transforms.ts';
import type { AxisWords } from './x-axis.ts';

/** What all charts of a comparison are drawn by. */
export interface CurveSetting {
  readonly runs: readonly RunSummary[];
  /** Runs whose curves are still on their way. */
  readonly waiting: number;
  /** Name of the run that the curves are differences to; null for the values themselves. */
  readonly baseline: string | null;
  readonly grouped: boolean;
  /** Some group has a mean of several runs. */
  readonly averaged: boolean;
  readonly scaleOf: (metric: SeriesMetric) => MeanScale;
  readonly axis: AxisWords;
  readonly axisOf: (run: RunSummary) => EpochMap;
  /** The lines of every recorded point, asked for where those that are drawn lack some. */
  readonly wholeLinesOf: (metrics: readonly SeriesMetric[]) => Promise<readonly ChartSeries[]>;
}

/** Lines and marks as a chart shows them. A difference has no natural limits. */
export function chartContent(
  { baseline, axis }: Pick<CurveSetting, 'baseline' | 'axis'>,
  series: readonly ChartSeries[],
  marks: readonly ChartMark[],
  limits: NaturalLimits | undefined,
  endLabels: boolean,
): PanelContent {
  return {
    series,
    marks,
    limits: baseline === null ? limits : undefined,
    xTitle: axis.title,
    isTime: axis.value === 'time',
    endLabels,
  };
}

/** `, minus amber-otter-12`; nothing for the values themselves. */
export const againstText = ({ baseline }: Pick<CurveSetting, 'baseline'>): string =>
  baseline === null ? '' : `, minus ${baseline}`;

/** How means over seeds are made, for the note beside a chart; null where there are none. */
export function meanText({ averaged, scaleOf }: CurveSetting, metric: SeriesMetric): string | null {
  if (!averaged) return null;
  return scaleOf(metric) === 'logarithmic'
    ? 'geometric mean, 95 % interval taken on the log scale'
    : 'mean and 95 % interval';
}

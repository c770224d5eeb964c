import type { RunSummary, SeriesMetric } from '#api';
import type { ChartMark, ChartSeries, PanelContent } from '#figure';
import type { NaturalLimits } from '#words';
import type { MeanScale } from './compare-lines.ts';
import type { EpochMap } from './curve-transforms.ts';
import type { AxisWords } from './x-axis.ts';

/** What determines the drawing of all charts in a comparison. */
export interface CurveSetting {
  readonly runs: readonly RunSummary[];
  /** Number of runs whose curves are still being read. */
  readonly waiting: number;
  /** Name of the run that the curves are differences from; null for the raw values. */
  readonly baseline: string | null;
  readonly grouped: boolean;
  /** Some group has a mean over several runs. */
  readonly averaged: boolean;
  readonly scaleOf: (metric: SeriesMetric) => MeanScale;
  readonly axis: AxisWords;
  readonly axisOf: (run: RunSummary) => EpochMap;
  /** The lines with every recorded point, used if the drawn ones lack some. */
  readonly wholeLinesOf: (metrics: readonly SeriesMetric[]) => Promise<readonly ChartSeries[]>;
}

/** Lines and marks in the form a chart shows them. A difference has no natural limits. */
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

/** `, minus amber-otter-12`; empty for the raw values. */
export const againstText = ({ baseline }: Pick<CurveSetting, 'baseline'>): string =>
  baseline === null ? '' : `, minus ${baseline}`;

/** How means over seeds are computed, for the note beside a chart; null if there are none. */
export function meanText({ averaged, scaleOf }: CurveSetting, metric: SeriesMetric): string | null {
  if (!averaged) return null;
  return scaleOf(metric) === 'logarithmic'
    ? 'geometric mean, 95 % interval taken on the log scale'
    : 'mean and 95 % interval';
}

import type { SeriesMetric } from '#api';
import { type MetricWords, metricWords } from '#words';
import type { MetricChoice } from './compare-metrics.ts';

/** One of the small charts of all metrics. */
export interface MetricPanel extends Pick<MetricWords, 'title' | 'unit' | 'explanation' | 'limits'> {
  readonly key: string;
  readonly metrics: readonly SeriesMetric[];
}

/** A chart for each choice, and one of the gap, placed after the pairs it is computed from. */
export function metricPanels(choices: readonly MetricChoice[]): MetricPanel[] {
  const panels = choices.map(({ value, title, train, validation }) =>
    panelOf(value, title, validation === undefined ? [train] : [train, validation]),
  );
  const pairs = choices.filter(({ validation }) => validation !== undefined).length;
  return panels.toSpliced(
    pairs,
    0,
    panelOf('gap', metricWords('generalizationGap').title, ['generalizationGap']),
  );
}

/** Everything these charts read of each run. */
export const metricsOfPanels = (panels: readonly MetricPanel[]): SeriesMetric[] =>
  panels.flatMap(({ metrics }) => metrics);

function panelOf(key: string, title: string, metrics: readonly SeriesMetric[]): MetricPanel {
  const { unit, explanation, limits } = metricWords(metrics[0]!);
  const isPair = metrics.length > 1;
  return {
    key,
    title,
    metrics,
    unit,
    limits,
    explanation: isPair ? `${explanation} Training solid, validation dashed.` : explanation,
  };
}

import type { RunSummary, SeriesMetric } from '#api';
import type { ComputedRef } from 'vue';
import { useClient } from '#data';
import { type ChartSeries, type Figure, linesFigure, type PanelContent } from '#figure';
import { metricWords } from '#words';
import type { EpochCursor } from '../shared/cursor/useEpochCursor.ts';
import { useScales } from '../shared/useScales.ts';
import { readWhole, useSeries } from '../shared/useSeries.ts';
import type { ChartFacts } from './chart-facts.ts';
import { createLineMaker, divergedMark } from './run-lines.ts';
import { useRunPage } from './useRunPage.ts';

interface Wanted {
  readonly metrics: () => readonly SeriesMetric[];
  /** Those for which the run it was forked from is drawn, too. */
  readonly parents: () => readonly SeriesMetric[];
  readonly hidden?: readonly string[];
  readonly faint?: () => readonly SeriesMetric[];
  /** What is drawn instead of the lines themselves. */
  readonly dress?: (lines: readonly ChartSeries[]) => readonly ChartSeries[];
  /** Why there is nothing to draw. */
  readonly message?: () => string;
}

/** The curves of a run as figures of one page, which stands on its cursor. */
export function useRunFigures(
  given: { readonly run: RunSummary; readonly cursor: EpochCursor },
  facts: ComputedRef<ChartFacts>,
  { metrics, parents, hidden = [], faint = () => [], dress = (lines) => lines, message }: Wanted,
) {
  const client = useClient();
  const scales = useScales('run.logarithmic');
  const { view, parent } = useRunPage(given, { hidden, parents });
  const series = useSeries(() => given.run.id, metrics, { view });
  const makeLines = createLineMaker();
  const linesOf = (shown: readonly SeriesMetric[], pale: readonly SeriesMetric[] = []): ChartSeries[] =>
    makeLines(shown, series.points.value, pale);

  async function wholeLines(shown: readonly SeriesMetric[]): Promise<readonly ChartSeries[]> {
    const own = createLineMaker()(shown, await readWhole(client, given.run.id, shown), faint());
    return dress([...own, ...(await parent.wholeLinesOf(shown))]);
  }

  /** By default it has the words of its first metric, and the mark where that diverged. */
  function figureOf(
    key: string,
    shown: readonly SeriesMetric[],
    words: Partial<Figure> = {},
    look: Partial<PanelContent> = {},
  ) {
    const { title, unit, explanation, limits } = metricWords(shown[0]!);
    const lines = linesOf(shown, faint());
    const diverged = lines[0] ? divergedMark(facts.value, lines[0], false) : [];
    const figure = linesFigure({
      ...{ title, unit, explanation, message: message?.() ?? facts.value.noEpochs, ...words },
      key: `${facts.value.name}-${key}`,
      isLogarithmic: scales.isLogarithmic(key),
      wholeSeries: () => wholeLines(shown),
      content: {
        ...{ limits, xTitle: null, endLabels: false, ...look },
        series: dress([...lines, ...shown.flatMap(parent.linesOf)]),
        marks: [...(look.marks ?? diverged), ...shown.flatMap(parent.marksOf)],
      },
    });
    return { key, figure };
  }

  return { ...series, view, scales, linesOf, figureOf };
}

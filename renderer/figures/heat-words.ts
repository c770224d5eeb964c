import { commonSeeds, sumLeftOut } from '#api';
import type { FigureTable } from '../figure/figure-table.ts';
import { comparisonSentences, doubtSentences } from '../words/comparison-words.ts';
import { formatMetric } from '../words/format.ts';
import { judgedMetrics } from '../words/metric-words.ts';
import { edgeOf, type HeatMap } from './heat-map.ts';

/** What the map says, by validation loss whatever is shown. */
export function heatFinding({ cells, x, y, comparison }: HeatMap): string {
  const counts = cells.map(({ summary }) => ({ ...summary, excluded: summary.validationLoss.excluded }));
  const runs = Math.max(0, ...cells.map(({ summary }) => summary.validationLoss.n));
  const said = comparison
    ? comparisonSentences(comparison, {
        place: 'cell',
        name: `the one at ${x.short} ${comparison.best.x.label} and ${y.short} ${comparison.best.y.label}`,
        value: `${formatMetric(comparison.summary.mean)}, n = ${comparison.summary.n}`,
      })
    : [];
  const doubts = doubtSentences(comparison ?? commonSeeds(cells), 'cell', {
    runs,
    counts: sumLeftOut(counts),
  });
  return [...said, ...doubts].join(' ');
}

/** Every number of the map, a row per cell. */
export function heatTable(map: HeatMap): FigureTable {
  const name = judgedMetrics[map.metric].label;
  const ends = [`${name} 95 % low`, `${name} 95 % high`];
  return {
    columns: [map.x.long, map.y.long, name, ...ends, 'n', 'diverged', 'failed', 'not finished', 'mark'],
    rows: map.cells.map((cell) => [
      cell.x.value ?? cell.x.label,
      cell.y.value ?? cell.y.label,
      cell.value.mean,
      ...(cell.value.ci95 ?? [null, null]),
      cell.value.n,
      cell.summary.diverged,
      cell.summary.failed,
      cell.summary.unfinished,
      { best: 'lowest', near: 'within one standard error', none: '' }[edgeOf(map, cell) ?? 'none'],
    ]),
  };
}

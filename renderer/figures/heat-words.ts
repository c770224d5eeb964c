import { commonSeeds, sumLeftOut } from '#api';
import type { FigureTable } from '../figure/figure-table.ts';
import {
  commonSeedsSentence,
  leftOutSentence,
  lowestClause,
  nothingComparedSentence,
} from '../words/comparison-words.ts';
import { formatMetric, formatPlural } from '../words/format.ts';
import { judgedMetrics } from '../words/judged-metrics.ts';
import { edgeOf, type HeatMap } from './heat-map.ts';

/** What the map says, by validation loss whatever is shown. */
export function heatFinding({ cells, x, y, comparison }: HeatMap): string {
  const sentences: string[] = [];
  if (comparison) {
    const { best, summary, within, standardError } = comparison;
    const place = `the one at ${x.short} ${best.x.label} and ${y.short} ${best.y.label}`;
    sentences.push(
      `${lowestClause(comparison, 'cells', place)} (${formatMetric(summary.mean)}, n = ${summary.n}).`,
    );
    const others = within.length - 1;
    if (standardError === null) sentences.push('With one run a cell there is no standard error.');
    else if (others === 0) sentences.push('No other cell is within one standard error of it.');
    else
      sentences.push(
        `${formatPlural(others, 'other cell')} ${others === 1 ? 'is' : 'are'} within one standard error of it.`,
      );
  }
  const common = comparison ?? commonSeeds(cells);
  const counts = cells.map(({ summary }) => ({ ...summary, excluded: summary.validationLoss.excluded }));
  return [
    ...sentences,
    nothingComparedSentence(common, 'cell'),
    commonSeedsSentence(common, 'cells'),
    leftOutSentence(sumLeftOut(counts), 'cell'),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** Every number of the map, a row a cell. */
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

import { commonSeeds, leftOutReasons, type Summary, sumLeftOut, withinOneStandardError } from '#api';
import type { FigureTable } from '../figure/figure-table.ts';
import {
  commonSeedsSentence,
  leftOutSentence,
  lowestClause,
  nothingComparedSentence,
} from '../words/comparison-words.ts';
import { formatDifference, formatMetric, formatPercent, formatPoints } from '../words/format.ts';
import {
  cellsOf,
  type GapCell,
  type GapData,
  type GapMetric,
  type GapQuantity,
  type GapSeries,
} from './gap-series.ts';

/** What the numbers of a figure say; computed, so that it holds for whatever was trained. */
export function gapFinding(figure: GapData): string {
  const sentences =
    figure.series.length === 1
      ? seriesSentences(figure, figure.series[0]!)
      : [severalSentence(figure), ...sharedDoubts(figure)];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function seriesSentences(figure: GapData, series: GapSeries): string[] {
  const { judgement, pick } = series;
  if (!judgement) return sharedDoubts(figure);
  const { best, summary } = judgement;
  const { axis } = figure;
  const sentences = [
    `${lowestClause(judgement, 'values', `${axis.short} ${best.point.label}`)} (${formatMetric(summary.mean)}${intervalText(summary, 'loss')}, n = ${summary.n}).`,
  ];
  if (pick) {
    sentences.push(
      pick === best
        ? `No larger ${axis.short} is within one standard error of it.`
        : `${axis.short} ${pick.point.label} is the largest within one standard error of it.`,
    );
  }
  const none = series.cells.find(({ lambda, gap }) => axis.strength && lambda === 0 && gap.mean !== null);
  if (none && none !== best && best.gap.mean !== null) {
    const show = figure.metric === 'loss' ? formatMetric : formatPoints;
    sentences.push(
      `The mean gap is ${show(none.gap.mean!)} without it (n = ${none.gap.n}) and ${show(best.gap.mean)} there (n = ${best.gap.n}).`,
    );
  }
  return [...sentences, edgeSentence(series, best, axis.kind === 'number'), ...sharedDoubts(figure)];
}

function severalSentence({ series, axis }: GapData): string {
  // Lines that start from the same cell, with no penalty at all, have one point there.
  const placed = new Map(
    series.flatMap(({ label, cells }) => cells.map((cell) => [cell.cell, { ...cell, label }])),
  );
  const all = withinOneStandardError([...placed.values()]);
  if (!all) return '';
  const { best, summary } = all;
  // Where the lines are the factors of the axis, a line's name says which: "L2 0.01", not "L2 and L2 and L1 0.01".
  const named = axis.short.split(' and ').includes(best.label);
  const along = named ? '' : `${axis.short} `;
  const places = [...new Set(series.flatMap(({ judgement }) => judgement?.best.point.label ?? []))];
  const where =
    places.length === 1
      ? ` Every line is lowest at ${along}${places[0]}.`
      : ` The lines are lowest at different ${named ? 'values' : axis.short}: ${places.join(', ')}.`;
  return (
    `${lowestClause(all, 'points', `the one at ${best.label} ${named ? '' : `and ${along}`}${best.point.label}`)} ` +
    `(${formatMetric(summary.mean)}, n = ${summary.n}).${series.length > 1 ? where : ''}`
  );
}

function sharedDoubts(figure: GapData): string[] {
  const cells = cellsOf(figure);
  const most = Math.max(0, ...cells.map(({ runs }) => runs.length));
  const common = commonSeeds(cells);
  const leftOut = cells.map(({ summary, validation: { excluded } }) => ({ ...summary, excluded }));
  return [
    nothingComparedSentence(common, 'point'),
    commonSeedsSentence(common, 'points'),
    most === 1 ? 'One run a point: no interval, and what differs may be the seed.' : '',
    leftOutSentence(sumLeftOut(leftOut), 'point'),
  ];
}

function edgeSentence({ cells }: GapSeries, best: GapCell, numeric: boolean): string {
  if (!numeric || cells.length < 3) return '';
  if (best === cells.at(-1)) return 'It is the largest value tried: larger ones may do better.';
  if (best === cells[0] && best.lambda !== 0)
    return 'It is the smallest value tried: smaller ones may do better.';
  return '';
}

/** A value of a quantity as its axis has it. */
export function formatQuantity(value: number | null, metric: GapMetric, quantity: GapQuantity): string {
  if (value === null) return '–';
  if (metric === 'loss') return quantity === 'gap' ? formatDifference(value) : formatMetric(value);
  return quantity === 'gap' ? formatPoints(value) : formatPercent(value);
}

function intervalText({ ci95 }: Summary, metric: GapMetric): string {
  if (!ci95) return '';
  const [low, high] = ci95.map((end) => (metric === 'loss' ? formatMetric(end) : formatPercent(end)));
  return `, 95 % ${low} to ${high}`;
}

/** What a point is, of its runs, beside the numbers; `excluded` are those in which the metric is not finite. */
export function describeRuns({ members, summary }: GapCell, excluded: number): string[] {
  const diverged = members.filter(({ status }) => status === 'diverged');
  const seeds = diverged.map(
    ({ seed, divergedAt }) => `${seed}${divergedAt === null ? '' : ` at epoch ${divergedAt}`}`,
  );
  return [
    ...(diverged.length > 0
      ? [`${diverged.length} diverged: seed ${seeds.slice(0, 4).join(', ')}${seeds.length > 4 ? ' …' : ''}`]
      : []),
    ...leftOutReasons({ failed: summary.failed, unfinished: summary.unfinished, excluded }),
  ];
}

/** Every number of the figure, a row a cell. */
export function gapTable({ axis, metric, series }: GapData): FigureTable {
  const noun = metric === 'loss' ? 'loss' : 'accuracy';
  const several = series.length > 1;
  const of = (name: string): string[] => [name, `${name} 95 % low`, `${name} 95 % high`, `${name} n`];
  return {
    columns: [
      ...(several ? ['series'] : []),
      axis.long,
      'diverged',
      'failed',
      'not finished',
      ...of(`training ${noun}`),
      ...of(`validation ${noun}`),
      ...of('gap'),
      'mark',
    ],
    rows: series.flatMap((line) =>
      line.cells.map((cell) => [
        ...(several ? [line.label] : []),
        cell.point.value ?? cell.point.label,
        cell.summary.diverged,
        cell.summary.failed,
        cell.summary.unfinished,
        ...[cell.training, cell.validation, cell.gap].flatMap(({ mean, ci95, n }) => [
          mean,
          ci95?.[0] ?? null,
          ci95?.[1] ?? null,
          n,
        ]),
        [line.judgement?.best === cell ? 'lowest' : '', line.pick === cell ? 'one standard error' : '']
          .filter((mark) => mark !== '')
          .join(', '),
      ]),
    ),
  };
}

import { commonSeeds, leftOutReasons, type Summary, sumLeftOut, withinOneStandardError } from '#api';
import type { FigureTable } from '#figure';
import {
  comparisonSentences,
  doubtSentences,
  edgeSentence,
  formatMetric,
  formatPoints,
  metricWords,
} from '#words';
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
  const said =
    figure.series.length === 1 ? seriesSentences(figure, figure.series[0]!) : severalSentences(figure);
  const cells = cellsOf(figure);
  const leftOut = cells.map(({ summary, validation: { excluded } }) => ({ ...summary, excluded }));
  const doubts = doubtSentences(commonSeeds(cells), 'point', {
    runs: Math.max(0, ...cells.map(({ runs }) => runs.length)),
    counts: sumLeftOut(leftOut),
  });
  return [...said, ...doubts].filter((sentence) => sentence !== '').join(' ');
}

function seriesSentences({ axis, metric }: GapData, { judgement, pick, cells }: GapSeries): string[] {
  if (!judgement) return [];
  const { best, summary } = judgement;
  const nameOf = ({ point }: GapCell): string => `${axis.short} ${point.label}`;
  const none = cells.find(({ lambda, gap }) => axis.strength && lambda === 0 && gap.mean !== null);
  const show = metric === 'loss' ? formatMetric : formatPoints;
  return [
    ...comparisonSentences(judgement, {
      place: 'value',
      name: nameOf(best),
      value: `${formatMetric(summary.mean)}${intervalText(summary)}, n = ${summary.n}`,
      ...(pick ? { pick: pick === best ? null : nameOf(pick) } : {}),
    }),
    none && none !== best && best.gap.mean !== null
      ? `The mean gap is ${show(none.gap.mean!)} without it (n = ${none.gap.n}) and ${show(best.gap.mean)} there (n = ${best.gap.n}).`
      : '',
    axis.kind === 'number' && cells.length >= fewest
      ? edgeSentence(best.lambda, cells.map(({ lambda }) => lambda)) // oxfmt-ignore
      : '',
  ];
}

/** With fewer values, most of them are at an end. */
const fewest = 3;

function severalSentences({ series, axis }: GapData): string[] {
  // Lines that start from the same cell, with no penalty at all, share a point there.
  const placed = new Map(
    series.flatMap(({ label, cells }) => cells.map((cell) => [cell.cell, { ...cell, label }])),
  );
  const all = withinOneStandardError([...placed.values()]);
  if (!all) return [];
  const { best, summary } = all;
  // If the lines are the factors of the axis, a line's name says which: "L2 0.01", not "L2 and L2 and L1 0.01".
  const named = axis.short.split(' and ').includes(best.label);
  const along = named ? '' : `${axis.short} `;
  const places = [...new Set(series.flatMap(({ judgement }) => judgement?.best.point.label ?? []))];
  return [
    ...comparisonSentences(all, {
      place: 'point',
      name: `the one at ${best.label} ${named ? '' : `and ${along}`}${best.point.label}`,
      value: `${formatMetric(summary.mean)}, n = ${summary.n}`,
    }),
    places.length === 1
      ? `Every line is lowest at ${along}${places[0]}.`
      : `The lines are lowest at different ${named ? 'values' : axis.short}: ${places.join(', ')}.`,
  ];
}

/** A value of a quantity in the format of its axis. */
export function formatQuantity(value: number | null, metric: GapMetric, quantity: GapQuantity): string {
  const { format, formatChange } = metricWords(metric === 'loss' ? 'validationLoss' : 'validationAccuracy');
  return quantity === 'gap' ? formatChange(value) : format(value);
}

function intervalText({ ci95 }: Summary): string {
  return ci95 ? `, 95 % ${formatMetric(ci95[0])} to ${formatMetric(ci95[1])}` : '';
}

/** A point's runs, to go with its numbers; `excluded` are those for which the metric is not finite. */
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

/** Every number of the figure, a row per cell. */
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

import {
  type CellSummary,
  commonSeeds,
  type JudgedAt,
  type SeededCell,
  summarizeCells,
  type Summary,
  sumLeftOut,
  type SweepDetail,
  withinOneStandardError,
  type WithinOneStandardError,
} from '#api';
import type { FigureTable } from '../../../figure/figure-table.ts';
import { formatDifference, formatMetric, formatPercent, formatPlural } from '../../../words/format.ts';
import {
  commonSeedsSentence,
  leftOutSentence,
  lowestClause,
  nothingComparedSentence,
} from '../comparison-words.ts';
import type { AxisPoint, FigureAxis } from './figure-axes.ts';

export const heatMetrics = ['validationLoss', 'generalizationGap', 'validationAccuracy', 'dataLoss'] as const;
export type HeatMetric = (typeof heatMetrics)[number];

export const heatWords: Readonly<Record<HeatMetric, string>> = {
  validationLoss: 'validation loss',
  generalizationGap: 'gap',
  validationAccuracy: 'validation accuracy',
  dataLoss: 'training loss',
};

/** One square of the map. */
export interface HeatCell extends SeededCell {
  readonly cell: number;
  readonly x: AxisPoint;
  readonly y: AxisPoint;
  /** Of the chosen metric. */
  readonly value: Summary;
  readonly summary: CellSummary;
  /** 0 to 1 on the colour scale; null where no run has a value. */
  readonly share: number | null;
  readonly isBest: boolean;
  /** Within one standard error of the best. */
  readonly isWithin: boolean;
  readonly runIds: readonly string[];
}

export interface HeatMap {
  readonly x: FigureAxis;
  readonly y: FigureAxis;
  readonly metric: HeatMetric;
  readonly cells: readonly HeatCell[];
  /** By validation loss, whatever is shown; null when no cell can be compared. */
  readonly comparison: WithinOneStandardError<Pick<HeatCell, 'x' | 'y' | keyof SeededCell>> | null;
  /** Ends of the colour scale; null when nothing has a value. */
  readonly range: readonly [low: number, high: number] | null;
}

export interface HeatChoice {
  readonly x: FigureAxis;
  readonly y: FigureAxis;
  /** The point at which each further axis is held, by its index. */
  readonly held: ReadonlyMap<number, number>;
  readonly metric: HeatMetric;
  readonly at: JudgedAt;
}

/** Means over seeds on two axes of a sweep. Best and what is within one standard error of it go by validation loss, whatever is shown. */
export function heatMap(sweep: Pick<SweepDetail, 'grid' | 'members'>, choice: HeatChoice): HeatMap {
  const { x, y, held, metric, at } = choice;
  const summaries = summarizeCells(sweep.grid.length, sweep.members, at);
  const shown = sweep.grid.flatMap(({ points }, cell) => {
    if ([...held].some(([axis, point]) => points[axis] !== point)) return [];
    const summary = summaries[cell]!;
    const place = (axis: FigureAxis): AxisPoint =>
      axis.points.find(({ index }) => index === points[axis.index])!;
    return [
      {
        cell,
        x: place(x),
        y: place(y),
        summary,
        value: summary[metric],
        losses: summary.losses,
        resplit: summary.resplit,
      },
    ];
  });
  const means = shown.flatMap(({ value }) => value.mean ?? []);
  const range = means.length === 0 ? null : ([Math.min(...means), Math.max(...means)] as const);
  const comparison = withinOneStandardError(shown);
  const runs = Map.groupBy(sweep.members, ({ cell }) => cell);
  return {
    x,
    y,
    metric,
    range,
    comparison,
    cells: shown.map((own) => ({
      ...own,
      share: own.value.mean === null ? null : shareOf(own.value.mean, range!),
      isBest: comparison?.best === own,
      isWithin: comparison?.within.includes(own) ?? false,
      runIds: (runs.get(own.cell) ?? []).flatMap(({ id }) => id ?? []),
    })),
  };
}

function shareOf(value: number, [low, high]: readonly [number, number]): number {
  return high === low ? 0.5 : (value - low) / (high - low);
}

export function formatHeat(value: number | null, metric: HeatMetric): string {
  if (value === null) return '–';
  if (metric === 'validationAccuracy') return formatPercent(value);
  return metric === 'generalizationGap' ? formatDifference(value) : formatMetric(value);
}

/** What the map says, from its numbers. */
export function heatFinding({ cells, x, y, comparison }: HeatMap): string {
  const sentences: string[] = [];
  if (comparison) {
    const { best, summary, within, standardError } = comparison;
    sentences.push(
      `${lowestClause(comparison, 'cells', `the one at ${x.short} ${best.x.label} and ${y.short} ${best.y.label}`)} (${formatMetric(summary.mean)}, n = ${summary.n}).`,
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

export function heatTable({ cells, x, y, metric }: HeatMap): FigureTable {
  const name = heatWords[metric];
  return {
    columns: [
      x.long,
      y.long,
      name,
      `${name} 95 % low`,
      `${name} 95 % high`,
      'n',
      'diverged',
      'failed',
      'not finished',
      'mark',
    ],
    rows: cells.map((cell) => [
      cell.x.value ?? cell.x.label,
      cell.y.value ?? cell.y.label,
      cell.value.mean,
      cell.value.ci95?.[0] ?? null,
      cell.value.ci95?.[1] ?? null,
      cell.value.n,
      cell.summary.diverged,
      cell.summary.failed,
      cell.summary.unfinished,
      cell.isBest ? 'lowest' : cell.isWithin ? 'within one standard error' : '',
    ]),
  };
}

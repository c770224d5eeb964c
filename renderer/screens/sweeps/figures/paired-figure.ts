import {
  chanceClause,
  commonSeeds,
  differencesFrom,
  differenceText,
  generalizationGap,
  leftOutReasons,
  pairedDifferences,
  seedsClause,
  sharesData,
  summarizeCells,
  withinOneStandardError,
  type JudgedAt,
  type JudgedMetrics,
  type PairedDifferences,
  type SimultaneousDifference,
  type SweepDetail,
} from '#api';
import type { FigureTable } from '../../../figure/figure-table.ts';
import { formatDifference, formatPlural } from '../../../words/format.ts';
import { configOfCell } from '../cell-config.ts';
import type { FigureAxis } from './figure-axes.ts';
import { formatPoints } from './gap-words.ts';

export const pairedMetrics = [
  'validationLoss',
  'generalizationGap',
  'validationAccuracy',
  'dataLoss',
] as const;
export type PairedMetric = (typeof pairedMetrics)[number];

const valueOf: Readonly<Record<PairedMetric, (metrics: JudgedMetrics) => number>> = {
  validationLoss: ({ validationLoss }) => validationLoss,
  generalizationGap,
  validationAccuracy: ({ validationAccuracy }) => validationAccuracy,
  dataLoss: ({ dataLoss }) => dataLoss,
};

/** Two cells of a sweep, seed by seed. */
export interface PairedFigure {
  readonly baseline: string;
  readonly other: string;
  readonly metric: PairedMetric;
  readonly differences: PairedDifferences;
  /** Validation rows for each training row where seeds split one table; else null. */
  readonly resplit: number | null;
  /** Seeds of pairs in which a run diverged; other pairs without a difference have a value that is not finite. */
  readonly diverged: ReadonlySet<number>;
  /** Where the other cell is the one of lowest mean validation loss: the difference, allowing for all that it was the lowest of. */
  readonly picked: SimultaneousDifference | null;
  /** Why runs of one seed do not have the same data; null where they do. */
  readonly apart: string | null;
  /** Run of the other cell for each seed, to open. */
  readonly runs: ReadonlyMap<number, string>;
}

export interface PairedChoice {
  readonly baseline: number;
  readonly other: number;
  readonly metric: PairedMetric;
  readonly at: JudgedAt;
}

/** The values of a cell on all axes: `L2 1e-3, L1 0`. */
export function cellLabel(
  { grid }: Pick<SweepDetail, 'grid'>,
  axes: readonly FigureAxis[],
  cell: number,
): string {
  const points = grid[cell]!.points;
  const parts = axes.map(({ short, points: all, index }) => {
    const point = all.find((candidate) => candidate.index === points[index]);
    return point?.way ? `${point.way} ${point.label}` : `${short} ${point?.label ?? ''}`;
  });
  return parts.length === 0 ? 'all runs' : parts.join(', ');
}

/** Differences other - baseline between completed and diverged runs of equal seed; a pair with a diverged run is not finite. */
export function pairedFigure(
  sweep: Pick<SweepDetail, 'definition' | 'grid' | 'members'>,
  axes: readonly FigureAxis[],
  { baseline, other, metric, at }: PairedChoice,
): PairedFigure {
  const ended = sweep.members.filter(({ status }) => status === 'completed' || status === 'diverged');
  const valuesOf = (cell: number) =>
    ended
      .filter((run) => run.cell === cell)
      .map((run) => {
        const metrics = run.status === 'completed' ? run[at] : null;
        return { seed: run.seed, value: metrics === null ? NaN : valueOf[metric](metrics) };
      });
  const summaries = summarizeCells(sweep.grid.length, sweep.members, at);
  const { resplit } = summaries[baseline]!;
  const isPicked = withinOneStandardError(summaries)?.best === summaries[other];
  const cells = sweep.grid.map((_, cell) => ({ losses: valuesOf(cell), resplit }));
  const { compared } = commonSeeds(cells);
  const family = isPicked && compared.length > 2 ? differencesFrom(cells[baseline]!, compared) : null;
  const runs = sweep.members.flatMap(({ cell, seed, id }) =>
    cell === other && id !== null ? [[seed, id] as const] : [],
  );
  return {
    baseline: cellLabel(sweep, axes, baseline),
    other: cellLabel(sweep, axes, other),
    metric,
    differences: pairedDifferences(valuesOf(baseline), valuesOf(other), resplit),
    resplit,
    diverged: new Set(
      ended.flatMap(({ cell, seed, status }) =>
        status === 'diverged' && (cell === baseline || cell === other) ? [seed] : [],
      ),
    ),
    picked: family?.get(cells[other]!) ?? null,
    apart: sharesData(configOfCell(sweep, baseline), configOfCell(sweep, other)).reason,
    runs: new Map(runs),
  };
}

export function formatPaired(value: number | null, metric: PairedMetric): string {
  if (value === null) return '–';
  return metric === 'validationAccuracy' ? formatPoints(value) : formatDifference(value);
}

const nouns: Readonly<Record<PairedMetric, string>> = {
  validationLoss: 'validation loss',
  generalizationGap: 'gap',
  validationAccuracy: 'validation accuracy',
  dataLoss: 'training loss',
};

export function pairedNoun(metric: PairedMetric): string {
  return nouns[metric];
}

/** What the differences say, with their interval, and what they cannot say. */
export function pairedFinding(figure: PairedFigure): string {
  const { baseline, other, metric, differences, resplit, diverged, picked, apart } = figure;
  const { pairs, summary, unpaired } = differences;
  const { mean, sd, ci95, n, excluded } = summary;
  const sentences: string[] = [];
  if (mean === null) sentences.push('No seed has completed in both.');
  else {
    const size = formatPaired(Math.abs(mean), metric);
    const word = mean === 0 ? 'the same' : `${size} ${mean > 0 ? 'higher' : 'lower'}`;
    sentences.push(
      `With ${other}, ${nouns[metric]} is on average ${word}${mean === 0 ? ' as' : ' than'} with ${baseline}, n = ${formatPlural(n, 'pair')}.`,
    );
    if (ci95 === null) sentences.push('One pair has no interval: the difference may be chance.');
    else {
      const interval = `${formatPaired(ci95[0], metric)} to ${formatPaired(ci95[1], metric)}`;
      sentences.push(
        ci95[0] > 0 || ci95[1] < 0
          ? `The 95 % interval of the difference, ${interval}, leaves out 0.`
          : `The 95 % interval of the difference, ${interval}, has 0 inside: these seeds do not tell the two apart${sd === null ? '' : seedsClause({ mean, sd, resplit })}.`,
      );
    }
  }
  if (picked) {
    const text = differenceText(picked, 'settings', (value) => formatPaired(value, metric));
    sentences.push(`${other} was picked for its lowest validation loss: ${text}${chanceClause(picked)}.`);
  }
  if (apart) sentences.push(`Pairs do not share their data: ${apart}.`);
  const lost = pairs.filter(({ seed }) => diverged.has(seed)).length;
  const reasons = leftOutReasons({ diverged: lost, excluded: excluded - lost });
  if (reasons.length > 0) sentences.push(`Pairs left out: ${reasons.join(', ')}.`);
  const alone = unpaired.baseline.length + unpaired.other.length;
  if (alone > 0) sentences.push(`${formatPlural(alone, 'seed')} completed in only one of them.`);
  return sentences.join(' ');
}

export function pairedTable({ baseline, other, metric, differences }: PairedFigure): FigureTable {
  const { pairs, summary } = differences;
  return {
    columns: [
      'seed',
      `${nouns[metric]}, ${baseline}`,
      `${nouns[metric]}, ${other}`,
      'difference',
      '95 % low',
      '95 % high',
    ],
    rows: [
      ...pairs.map(({ seed, baseline: from, other: to, difference }) => [
        seed,
        from,
        to,
        difference,
        null,
        null,
      ]),
      [
        `mean of ${summary.n}`,
        null,
        null,
        summary.mean,
        summary.ci95?.[0] ?? null,
        summary.ci95?.[1] ?? null,
      ],
    ],
  };
}

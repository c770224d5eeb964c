import {
  chanceClause,
  commonSeeds,
  countFolds,
  differencesFrom,
  differenceText,
  explanations,
  type JudgedAt,
  leastSharedData,
  liveCount,
  type RunStatus,
  type SweepDetail,
  type SweepRunSummary,
  type SweepSummary,
  withinOneStandardError,
  type WithinOneStandardError,
} from '#api';
import {
  capitalize,
  cellName,
  comparisonSentences,
  doubtSentences,
  edgeSentence,
  formatCount,
  formatDifference,
  formatMetric,
  formatPlural,
  type GridColumn,
  nameInSentence,
  statusWords,
} from '#words';
import { configOfCell } from '../../figures/cell-config.ts';
import { type CellRow, variesOneStrength } from './cell-rows.ts';

/** What to know about the lowest of several. */
export const selectionMeaning = [
  explanations.selection,
  explanations.simultaneousDifference,
  explanations.seedsNeeded,
]
  .map(({ means, misleads }) => `${means} ${misleads}`)
  .join(' ');

type Counts = SweepSummary['counts'];
const few = 5;

/** The state of one run of a cell: `Seed 3: diverged at epoch 120`. */
export function standing({
  seed,
  status,
  divergedAt,
}: Pick<SweepRunSummary, 'seed' | 'status' | 'divergedAt'>): string {
  if (status === null) return `Seed ${seed}: missing`;
  const at = divergedAt === null ? '' : ` at epoch ${formatCount(divergedAt)}`;
  return `Seed ${seed}: ${statusWords[status].label.toLowerCase()}${at}`;
}

/** What it takes to complete a sweep, as the button's label; null if nothing is missing. */
export function missingWords(counts: Counts): { readonly count: number; readonly label: string } | null {
  const create = counts.missing + counts.failed;
  const resume = counts.stopped + counts.interrupted;
  const count = create + resume;
  if (count === 0) return null;
  if (resume === 0) {
    return { count, label: `Train ${formatPlural(count, counts.failed === 0 ? 'missing run' : 'run')}` };
  }
  return {
    count,
    label: create === 0 ? `Resume ${formatPlural(count, 'run')}` : `Train ${count} unfinished runs`,
  };
}

/** What a sweep's numbers say, and what they cannot say yet, one sentence each; without what a study's conclusion already says. */
export function sweepSentences(
  rows: readonly CellRow[],
  columns: readonly GridColumn[],
  sweep: Pick<SweepDetail, 'counts' | 'definition' | 'grid'>,
  at: JudgedAt,
  isConcluded = false,
): string[] {
  const comparison = withinOneStandardError(rows);
  return [
    ...(comparison && !isConcluded
      ? [
          ...bestSentences(comparison, rows, columns, at),
          ...againstNoneSentences(comparison, columns, countFolds(sweep.definition)),
        ]
      : []),
    ...(comparison ? edgeSentences(comparison, rows, columns) : []),
    ...countSentences(rows, sweep.counts),
    ...dataSentences(sweep),
  ];
}

const judgedWhere: Readonly<Record<JudgedAt, string>> = {
  final: 'after the last update',
  tail: 'by the mean of the last 5 % of epochs of each',
  averaged: 'by weights averaged over the last 5 % of epochs of each',
  best: 'at the best epoch of each',
};

/** What a conclusion is based on: the runs, and how they are judged. */
export function conclusionBasis(
  { cells, definition, counts }: Pick<SweepDetail, 'cells' | 'definition' | 'counts'>,
  at: JudgedAt,
): string {
  const runs = formatPlural(counts.completed + counts.diverged, 'run');
  const folds = countFolds(definition);
  const grid = [
    formatPlural(cells, 'cell'),
    ...(folds > 1 ? [formatPlural(folds, 'fold')] : []),
    formatPlural(definition.seeds.length, 'seed'),
  ].join(' × ');
  return `Rests on ${runs} (${grid}), judged ${judgedWhere[at]}; ± and brackets are 95 % intervals over the seeds.`;
}

const judgedLoss: Readonly<Record<JudgedAt, string>> = {
  final: 'validation loss',
  tail: 'validation loss over the last 5 % of epochs',
  averaged: 'validation loss of averaged weights',
  best: 'validation loss at the best epoch',
};

type Comparison = WithinOneStandardError<CellRow>;

function bestSentences(
  comparison: Comparison,
  rows: readonly CellRow[],
  columns: readonly GridColumn[],
  at: JudgedAt,
): string[] {
  const { best, summary } = comparison;
  const { mean, ci95, n } = summary;
  const half = ci95 && (ci95[1] - ci95[0]) / 2;
  const value = `${formatMetric(mean)}${half === null ? '' : ` ± ${formatHalf(half)}`}, n = ${n}`;
  const loss = n > 1 ? `mean ${judgedLoss[at]}` : judgedLoss[at];
  if (rows.length === 1) return [`${capitalize(loss)} is ${value}.`];
  const pick = rows.find(({ isPick }) => isPick);
  return comparisonSentences(comparison, {
    ...{ place: 'cell', name: cellName(best, columns), value, loss },
    ...(pick ? { pick: pick === best ? null : cellName(pick, columns) } : {}),
  });
}

/** Whether the lowest can be distinguished from no regularization at all, corrected for having been chosen as the lowest. */
function againstNoneSentences(
  { best, compared }: Comparison,
  columns: readonly GridColumn[],
  folds: number,
): string[] {
  if (!variesOneStrength(columns)) return [];
  const none = compared.find(({ cell }) => cell.values[0] === 0)?.cell;
  const difference = none && differencesFrom(none, compared)?.get(best);
  if (!difference) return [];
  const text = differenceText(difference, 'values', formatDifference);
  const pairs = folds > 1 ? 'fold' : 'seed';
  return [`By ${pairs} it differs from ${cellName(none, columns)} by ${text}${chanceClause(difference)}.`];
}

/** What cells do not share at the same seed; nothing if they differ only in the network and its training. */
function dataSentences(sweep: Pick<SweepDetail, 'definition' | 'grid'>): string[] {
  const reason = leastSharedData(
    sweep.grid.map((_, cell) => configOfCell(sweep, cell)),
    nameInSentence,
  )?.reason;
  if (!reason) return [];
  return [
    `With one seed, not all cells have the same data: ${reason}. Differences by seed then include that of the data.`,
  ];
}

/** Why the best might not be the best: few runs, or an edge of the grid. */
function edgeSentences(
  { best, compared, summary: { n } }: Comparison,
  rows: readonly CellRow[],
  columns: readonly GridColumn[],
): string[] {
  const isOrdered = variesOneStrength(columns) && compared.length > 1;
  return [
    n > 1 && n < few ? `n = ${n} is few, and the interval rough: add seeds.` : '',
    isOrdered
      ? edgeSentence(
          Number(best.values[0]),
          rows.map(({ values }) => Number(values[0])),
        )
      : '',
  ].filter((sentence) => sentence !== '');
}

/** The runs excluded from every mean, by reason, and what follows from that. */
function countSentences(rows: readonly CellRow[], counts: Counts): string[] {
  if (counts.missing > 0 && counts.missing === runCount(counts)) {
    return [
      `None of its ${formatPlural(counts.missing, 'run')} is there: what was moved to the trash can be restored from it, or all trained anew.`,
    ];
  }
  const excluded = rows.reduce((sum, { summary }) => sum + summary.validationLoss.excluded, 0);
  const { completed, diverged, failed } = counts;
  const doubts = doubtSentences(commonSeeds(rows), 'cell', {
    runs: Math.max(0, ...rows.map(({ summary }) => summary.validationLoss.n)),
    counts: { diverged, failed, excluded, unfinished: 0 },
  });
  const lacking = (['missing', 'stopped', 'interrupted'] as const).flatMap((status) =>
    counts[status] > 0 ? [`${counts[status]} ${status}`] : [],
  );
  const live = liveCount(counts);
  const isFirst = completed === 0 && live > 0;
  return [
    isFirst ? 'No run has completed yet; the numbers come with the first.' : '',
    completed === 0 && live === 0 ? 'No run has completed.' : '',
    ...doubts,
    live > 0 && !isFirst ? `${formatPlural(live, 'run')} still to come.` : '',
    lacking.length > 0 ? `Runs not completed: ${lacking.join(', ')}.` : '',
  ].filter((sentence) => sentence !== '');
}

function runCount(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Half an interval in two significant digits. */
function formatHalf(half: number): string {
  if (half !== 0 && half < 1e-3) return half.toExponential(1);
  return half < 100 ? half.toPrecision(2) : half.toFixed(0);
}

/** Statuses in the order in which counts are listed, with the noun for one. */
export const countOrder: readonly (RunStatus | 'missing')[] = [
  'running',
  'paused',
  'queued',
  'completed',
  'diverged',
  'failed',
  'interrupted',
  'stopped',
  'missing',
];

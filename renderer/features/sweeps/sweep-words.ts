import {
  isLive,
  type JudgedAt,
  type RunStatus,
  runStatuses,
  type SweepDetail,
  type SweepRunSummary,
  type SweepSummary,
} from '#api';
import { formatCount, formatMetric, formatPlural } from '../../components/format.ts';
import { statusWords } from '../../components/status.ts';
import { cellName, formatGridValue, type CellRow, type GridColumn, variesOneStrength } from './cell-rows.ts';

type Counts = SweepSummary['counts'];
const few = 5;

/** Runs of a sweep that still train or wait. */
export function liveCount(counts: Counts): number {
  return runStatuses.reduce((sum, status) => sum + (isLive(status) ? counts[status] : 0), 0);
}

/** How one run of a cell stands: `Seed 3: diverged at epoch 120`. */
export function standing({
  seed,
  status,
  divergedAt,
}: Pick<SweepRunSummary, 'seed' | 'status' | 'divergedAt'>): string {
  if (status === null) return `Seed ${seed}: missing`;
  const at = divergedAt === null ? '' : ` at epoch ${formatCount(divergedAt)}`;
  return `Seed ${seed}: ${statusWords[status].label.toLowerCase()}${at}`;
}

/** What it takes to make a sweep whole, as its button says it; null when nothing is lacking. */
export function healWords(counts: Counts): { readonly count: number; readonly label: string } | null {
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

/** What a sweep's numbers say, and what they cannot say yet, a sentence each. */
export function sweepSentences(
  rows: readonly CellRow[],
  columns: readonly GridColumn[],
  counts: Counts,
  at: JudgedAt,
): string[] {
  const best = rows.find(({ isBest }) => isBest) ?? onlyCell(rows);
  return [
    ...(best ? bestSentences(best, rows, columns, at) : []),
    ...(best ? doubtSentences(best, rows, columns) : []),
    ...countSentences(counts, best !== undefined),
  ];
}

function onlyCell([only, ...others]: readonly CellRow[]): CellRow | undefined {
  return others.length === 0 && only?.summary.validationLoss.mean !== null ? only : undefined;
}

/** On what a conclusion rests: the runs, and how they are judged. */
export function conclusionBasis(
  { cells, definition, counts }: Pick<SweepDetail, 'cells' | 'definition' | 'counts'>,
  at: JudgedAt,
): string {
  const runs = formatPlural(counts.completed + counts.diverged, 'run');
  const grid = `${formatPlural(cells, 'cell')} × ${formatPlural(definition.seeds.length, 'seed')}`;
  const judged = at === 'best' ? 'judged at the best epoch of each' : 'judged after the last update';
  return `Rests on ${runs} (${grid}), ${judged}; ± and brackets are 95 % intervals over the seeds.`;
}

function bestSentences(
  best: CellRow,
  rows: readonly CellRow[],
  columns: readonly GridColumn[],
  at: JudgedAt,
): string[] {
  const { mean, ci95, n } = best.summary.validationLoss;
  const half = ci95 && (ci95[1] - ci95[0]) / 2;
  const value = `${formatMetric(mean)}${half === null ? '' : ` ± ${formatHalf(half)}`}, n = ${n}`;
  const judged = at === 'best' ? 'The best validation loss of any epoch' : 'Validation loss';
  if (rows.length === 1) return [`${judged} is ${value}.`];
  if (countCompared(rows) === 1) {
    return [
      `${judged} can be told of one cell alone, ${cellName(best, columns)} (${value}): nothing to compare it with yet.`,
    ];
  }
  return [`${judged} is lowest at ${cellName(best, columns)} (${value})${ruleClause(best, rows, columns)}.`];
}

/** What one standard error leaves open. With a single run there is none. */
function ruleClause(best: CellRow, rows: readonly CellRow[], columns: readonly GridColumn[]): string {
  if (best.summary.validationLoss.n < 2) return '';
  const pick = rows.find(({ isPick }) => isPick);
  if (pick && pick !== best) {
    const value = formatGridValue(pick.values[0]!, columns[0]!.paths[0]);
    return `; by the one-standard-error rule ${value} is as good`;
  }
  if (pick) return '; nothing larger is within one standard error';
  const others = rows.filter(({ isWithin }) => isWithin).length - 1;
  if (others === 0) return '; no other cell is within one standard error';
  return `; ${formatPlural(others, 'other cell')} ${others === 1 ? 'is' : 'are'} within one standard error`;
}

/** Why the best might not be: few runs, or an edge of the grid. */
function doubtSentences(best: CellRow, rows: readonly CellRow[], columns: readonly GridColumn[]): string[] {
  const { n } = best.summary.validationLoss;
  const sentences: string[] = [];
  if (n === 1) sentences.push('One run per cell may be chance: add seeds.');
  else if (n < few) sentences.push(`n = ${n} is few, and the interval rough: add seeds.`);
  if (variesOneStrength(columns) && countCompared(rows) > 1) {
    const values = rows.map((row) => Number(row.values[0]));
    const value = Number(best.values[0]);
    if (value === Math.max(...values)) sentences.push('It is the largest tried: more may be better still.');
    else if (value === Math.min(...values) && value > 0)
      sentences.push('It is the smallest tried: less may be better still.');
  }
  return sentences;
}

/** Cells that have a mean and no run that diverged. */
function countCompared(rows: readonly CellRow[]): number {
  return rows.filter(
    ({ summary: { validationLoss } }) => validationLoss.n > 0 && validationLoss.excluded === 0,
  ).length;
}

function countSentences(counts: Counts, isCompared: boolean): string[] {
  const live = liveCount(counts);
  const lacking = counts.missing + counts.failed + counts.stopped + counts.interrupted;
  const sentences: string[] = [];
  if (!isCompared) {
    sentences.push(
      counts.completed > 0
        ? 'No cell can be compared: each that has completed runs has diverged ones, too.'
        : live > 0
          ? 'No run has completed yet; the numbers come with the first.'
          : 'No run has completed.',
    );
  }
  if (counts.diverged > 0) {
    const runs = formatPlural(counts.diverged, 'run');
    sentences.push(`${runs} diverged: counted, in no mean, and no cell with one is compared.`);
  }
  if (live > 0 && isCompared) sentences.push(`${formatPlural(live, 'run')} still to come.`);
  if (counts.missing > 0 && counts.missing === runCount(counts)) {
    return [
      `None of its ${formatPlural(counts.missing, 'run')} is there: what was moved to the trash can be restored from it, or all trained anew.`,
    ];
  }
  if (lacking > 0) {
    sentences.push(`${formatPlural(lacking, 'run')} ${lacking === 1 ? 'is' : 'are'} missing or unfinished.`);
  }
  return sentences;
}

function runCount(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Half an interval in two significant digits. */
function formatHalf(half: number): string {
  return half !== 0 && half < 1e-3 ? half.toExponential(1) : String(Number(half.toPrecision(2)));
}

/** Statuses in the order in which counts are told, with what counts as one. */
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

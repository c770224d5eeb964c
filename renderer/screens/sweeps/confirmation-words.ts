import {
  choiceSentences,
  type Confirmation,
  type ConfirmationPlan,
  isRegularized,
  judgeConfirmation,
  liveCount,
  planConfirmation,
  type Refusable,
  resultSentences,
  type SweepDetail,
} from '#api';
import { formatCount, formatPlural } from '#words';
import { missingWords } from './sweep-words.ts';

/** The choice that would be confirmed, or why none can be, shown beside the button. The host finds the seeds. */
export function confirmable(
  sweep: Pick<SweepDetail, 'definition' | 'grid' | 'members' | 'confirmations'>,
): Refusable<ConfirmationPlan> {
  const latest = sweep.confirmations.at(-1);
  if (latest && (liveCount(latest.counts) > 0 || missingWords(latest.counts))) {
    return { ok: false, reason: 'the confirmation that was begun is not over' };
  }
  return planConfirmation(sweep, new Set(sweep.definition.seeds));
}

/** Cells that the user may choose instead: with regularization, and without diverged runs. */
export function choosableCells({ grid, members }: Pick<SweepDetail, 'grid' | 'members'>): number[] {
  const diverged = new Set(members.filter(({ status }) => status === 'diverged').map(({ cell }) => cell));
  return grid.flatMap((cell, index) => (isRegularized(cell.grid) && !diverged.has(index) ? [index] : []));
}

/** What a confirmation is based on. */
export function confirmationBasis({ plan, testSamples }: Confirmation): string {
  const tests = `Each test set has ${formatPlural(testSamples, 'sample')}.`;
  return [...choiceSentences(plan), tests].join(' ');
}

/** What a confirmation found, or its progress. */
export function confirmationSays(
  confirmation: Confirmation,
  base: SweepDetail['definition']['base'],
): string[] {
  const result = judgeConfirmation(confirmation);
  if (result) return resultSentences(confirmation.plan, result, base);
  const { counts, runs } = confirmation;
  const ended = counts.completed + counts.diverged;
  return [
    `The result comes when all ${formatPlural(runs, 'run')} have ended; ${formatCount(ended)} so far. Until then no test set is told.`,
  ];
}

import type { AnsweredSweepLine, Summary, SweepAnswer } from '#api';
import { pointName } from './grid-columns.ts';
import { formatCount, formatDifference, formatMetric } from './format.ts';

/** The text of a sweep's line: the setting that is picked; its loss, its difference from no regularization, and n. */
export interface AnswerWords {
  readonly picked: string;
  readonly judged: string;
  /** How it was picked, and what the difference is corrected for. */
  readonly title: string;
}

export function answerWords(
  { rule, compared, validationLoss, againstNone, isNone }: SweepAnswer,
  picked: string,
): AnswerWords {
  const interval = againstNone && `[${againstNone.ci95.map(formatDifference).join(', ')}]`;
  const standing = againstNone
    ? [`${formatDifference(againstNone.mean)} ${interval} against none`]
    : isNone
      ? ['no regularization']
      : [];
  return {
    picked,
    judged: [
      `val. loss ${formatMetric(validationLoss.mean)}`,
      ...standing,
      `n = ${formatCount(validationLoss.n)}`,
    ].join(', '),
    title: `${pickTitle({ rule, compared })}${
      againstNone
        ? ` Against none: the difference by seed with an interval that allows for ${formatCount(againstNone.tried)} having been looked at.`
        : ''
    }`,
  };
}

/** How a setting was picked, in a sentence. */
export function pickTitle({ rule, compared }: Pick<SweepAnswer, 'rule' | 'compared'>): string {
  const how =
    rule === 'oneStandardError'
      ? 'The largest strength within one standard error of the lowest mean validation loss'
      : 'The lowest mean validation loss';
  return `${how} of ${formatCount(compared)} cells, after the last update, over the seeds that all have in common.`;
}

/** The mean of a cell with half of its interval. */
export function cellWords({ mean, ci95, n }: Summary): string {
  if (mean === null) return '';
  const half = ci95 === null ? '' : ` ± ${formatMetric((ci95[1] - ci95[0]) / 2)}`;
  return `${formatMetric(mean)}${half}, n = ${formatCount(n)}`;
}

/** The name of a cell, as on its sweep's own screen; undefined until that is known. */
export function cellTitle(sweep: AnsweredSweepLine | undefined, cell: number): string | undefined {
  const point = sweep?.grid[cell];
  return point && sweep.definition ? pointName(point, sweep.definition) : undefined;
}

/** Whether a cell is the one that its sweep picks. */
export function isPicked(sweep: AnsweredSweepLine | undefined, cell: number): boolean {
  return sweep?.answer?.cell === cell;
}

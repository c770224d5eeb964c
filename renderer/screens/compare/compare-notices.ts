import type { RunSummary } from '#api';
import { formatCount } from '../../words/format.ts';
import { evaluationNotices } from './evaluation-notices.ts';

/** What the reader must know before reading the curves, one sentence each; `dataNotices` covers what follows from the configs. */
export function compareNotices(
  runs: readonly RunSummary[],
  /** The run that curves are differences from; null for the raw values. */
  base: RunSummary | null,
  /** Every epoch is needed, and some were left out. */
  isTooLong: boolean,
): string[] {
  const longest = Math.max(0, ...runs.map(({ epochsDone }) => epochsDone));
  return [
    ...evaluationNotices(runs),
    ...(base && base.epochsDone < longest
      ? [`Differences end where ${base.name} ended, after epoch ${formatCount(base.epochsDone - 1)}.`]
      : []),
    ...(isTooLong
      ? ['These are too many epochs to be read whole: differences and means need fewer or shorter runs.']
      : []),
  ];
}

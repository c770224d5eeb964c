import type { RunSummary } from '#api';
import { formatCount, formatPlural, whyNoGap } from '#words';

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

/** Says for how many runs the training curve and the gap are unknown; nothing if they are known for all. */
function evaluationNotices(runs: readonly Pick<RunSummary, 'lastValidated'>[]): string[] {
  const unknown = runs.filter((run) => whyNoGap(run) !== undefined).length;
  if (unknown === 0) return [];
  return [
    `The evaluated training loss and the gap of ${formatPlural(unknown, 'run')} are unknown: recorded before the training set was evaluated apart from the passes that train.`,
  ];
}

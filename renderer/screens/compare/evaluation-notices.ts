import type { RunSummary } from '#api';
import { formatPlural } from '../../words/format.ts';
import { whyNoGap } from '../../words/run-words.ts';

/** Says for how many runs the training curve and the gap are unknown; nothing if they are known for all. */
export function evaluationNotices(runs: readonly Pick<RunSummary, 'lastValidated'>[]): string[] {
  const unknown = runs.filter((run) => whyNoGap(run) !== undefined).length;
  if (unknown === 0) return [];
  return [
    `The evaluated training loss and the gap of ${formatPlural(unknown, 'run')} are unknown: recorded before the training set was evaluated apart from the passes that train.`,
  ];
}

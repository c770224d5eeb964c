/** A group of runs, divided by whether they may be included in a mean. */
export interface DividedRuns<Run> {
  /** Runs included in the mean, from their first epoch to their last. */
  readonly averaged: readonly Run[];
  /** Runs to show and count beside it. */
  readonly diverged: readonly Run[];
}

/**
 * A run that diverged is excluded from means, even over the epochs before it diverged: otherwise the mean would cover different runs before
 * and after that epoch, and would jump there for no other reason. It is counted and shown instead, never averaged away.
 */
export function splitDiverged<Run>(
  runs: readonly Run[],
  hasDiverged: (run: Run) => boolean,
): DividedRuns<Run> {
  return {
    averaged: runs.filter((run) => !hasDiverged(run)),
    diverged: runs.filter(hasDiverged),
  };
}

/** `2 of 5 diverged and are excluded from the mean`; empty if none did. */
export function leftOutText(diverged: number, all: number, mean = 'the mean'): string {
  if (diverged === 0) return '';
  return `${diverged} of ${all} diverged and ${diverged === 1 ? 'is' : 'are'} excluded from ${mean}`;
}

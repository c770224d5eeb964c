/** A group of runs by whether a mean may be of them. */
export interface DividedRuns<Run> {
  /** Those that the mean is of, from their first epoch to their last. */
  readonly averaged: readonly Run[];
  /** Those to show and count beside it. */
  readonly diverged: readonly Run[];
}

/**
 * A run that diverged is excluded from means, even over the epochs before it did: the mean would be of other runs before than after, and
 * would leap there for no reason but that. It is counted and shown instead, never averaged away.
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

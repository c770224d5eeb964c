import type { RunSummary } from '#api';

type DigestedRun = Pick<RunSummary, 'id' | 'name' | 'digest'>;

/** Which of these runs are bit-identical, one sentence per shared digest. */
export function sameDigestSentences(runs: readonly DigestedRun[]): string[] {
  const byDigest = Map.groupBy(
    runs.filter(({ digest }) => digest !== null),
    ({ digest }) => digest,
  );
  return [...byDigest.values()]
    .filter((group) => group.length > 1)
    .map(
      (group) => `${group.map(called(group)).join(', ')} have one digest: they are the same to the last bit.`,
    );
}

/** Runs with the same name are distinguished by their ids. */
function called(group: readonly DigestedRun[]): (run: DigestedRun) => string {
  return ({ id, name }) =>
    group.filter((other) => other.name === name).length > 1 ? `${name} (${id})` : name;
}

import type { RunSummary } from '#api';
import { useClient } from './useClient.ts';
import { useLatest, type Latest } from './useLatest.ts';

const settlesAfterMs = 100;

export interface FoundRuns {
  readonly runs: readonly RunSummary[];
  /** How many match, of which `runs` are the first. */
  readonly total: number;
}

/** The first `limit` runs of the history that match what is typed, a moment after the last key; null searches nothing. */
export function useRunSearch(filter: () => string | null, limit: number): Latest<FoundRuns> {
  const client = useClient();
  return useLatest(
    () => filter()?.trim() ?? null,
    (words) => client.listRuns({ filter: words, limit }),
    { settleMs: settlesAfterMs },
  );
}

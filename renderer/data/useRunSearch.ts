import type { RunSummary } from '#api';
import { plainText } from '#words';
import { useClient } from './host.ts';
import { useLatest, type Latest } from './useLatest.ts';

const settlesAfterMs = 100;

export interface FoundRuns {
  readonly runs: readonly RunSummary[];
  /** The number of matches, of which `runs` are the first. */
  readonly total: number;
}

/**
 * The first `limit` runs of the history that match the typed text, searched a moment after the last keystroke. Runs whose names contain it
 * come first, as words can match anywhere in a config. null searches nothing.
 */
export function useRunSearch(filter: () => string | null, limit: number): Latest<FoundRuns> {
  const client = useClient();

  async function search(typed: string): Promise<FoundRuns> {
    const { runs, total } = await client.listRuns({ filter: typed, limit });
    if (typed === '') return { runs, total };
    const isNamed = ({ name }: RunSummary): boolean => plainText(name).includes(plainText(typed));
    const named =
      total > limit
        ? (await client.listRuns({ filter: `name contains ${JSON.stringify(typed)}`, limit })).runs
        : runs.filter(isNamed);
    return { runs: [...named, ...runs.filter((run) => !isNamed(run))].slice(0, limit), total };
  }

  return useLatest(() => filter()?.trim() ?? null, search, { settleMs: settlesAfterMs });
}

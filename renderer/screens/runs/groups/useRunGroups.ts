import type { CommandArguments, RunGroup } from '#api';
import { computed } from 'vue';
import { useClient } from '../../../data/useClient.ts';
import { useLatest } from '../../../data/useLatest.ts';
import { useRunsMoved } from '../../../data/useRunsMoved.ts';

export type GroupQuery = Omit<CommandArguments<'groupRuns'>, 'offset' | 'limit'>;

/** Maximum number of groups that are read and shown. */
export const mostGroups = 1000;
const reloadEveryMs = 1000;

/** The groups of runs that a query asks for, read again when runs change. */
export function useRunGroups(query: () => GroupQuery) {
  const client = useClient();
  const { value, error, isLoading, reload } = useLatest(
    query,
    (asked) => client.groupRuns({ ...asked, limit: mostGroups }),
    { key: JSON.stringify, keeps: (next, before) => next?.by.join() === before.by.join() },
  );
  useRunsMoved(reload, reloadEveryMs);
  return {
    groups: computed((): readonly RunGroup[] => value.value?.groups ?? []),
    /** null until it is known. */
    total: computed(() => value.value?.total ?? null),
    error,
    isLoading,
    reload,
  };
}

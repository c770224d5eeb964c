import type { RunSnapshots } from '#api';
import { computed } from 'vue';
import { useClient, useLatest } from '#data';

/** The snapshots of several runs at a few epochs, or their last ones; read again when either changes. */
export function useRunSnapshots(
  ids: () => readonly string[],
  at: () => 'last' | readonly number[],
  /** Changes when the runs have moved on. */
  standing: () => unknown,
) {
  const client = useClient();
  const { value, error, isLoading } = useLatest(
    () => (ids().length === 0 ? null : { ids: [...ids()], at: at(), standing: standing() }),
    async ({ ids: wanted, at: epochs }) => {
      const at = epochs === 'last' ? epochs : [...epochs];
      const { runs } = await client.readSnapshots({ ids: wanted, at });
      return new Map(runs.map(({ id, snapshots }) => [id, snapshots]));
    },
    { key: JSON.stringify },
  );
  return {
    /** By run; once `loading` is over, for the runs requested. */
    snapshots: computed(() => value.value ?? new Map<string, RunSnapshots['snapshots']>()),
    loading: isLoading,
    problem: computed(() => error.value?.message ?? null),
  };
}

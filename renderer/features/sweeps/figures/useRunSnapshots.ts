import { AppError, type RunSnapshots } from '#api';
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import { useClient } from '../../../composables/useClient.ts';

export interface UsedRunSnapshots {
  /** By run; complete once `loading` is over. */
  readonly snapshots: Readonly<ShallowRef<ReadonlyMap<string, RunSnapshots['snapshots']>>>;
  readonly loading: Readonly<ShallowRef<boolean>>;
  readonly problem: Readonly<ShallowRef<string | null>>;
}

/** The snapshots of several runs at a few epochs, or their last ones; read again when either changes. */
export function useRunSnapshots(
  ids: () => readonly string[],
  at: () => 'last' | readonly number[],
  /** What tells that the runs have moved on. */
  standing: () => unknown,
): UsedRunSnapshots {
  const client = useClient();
  const snapshots = shallowRef<ReadonlyMap<string, RunSnapshots['snapshots']>>(new Map());
  const loading = shallowRef(false);
  const problem = shallowRef<string | null>(null);
  let generation = 0;

  async function read(): Promise<void> {
    const mine = ++generation;
    const wanted = [...ids()];
    const epochs = at();
    loading.value = wanted.length > 0;
    problem.value = null;
    try {
      const answer =
        wanted.length === 0
          ? { runs: [] }
          : await client.readSnapshots({ ids: wanted, at: epochs === 'last' ? epochs : [...epochs] });
      if (mine !== generation) return;
      snapshots.value = new Map(answer.runs.map(({ id, snapshots: kept }) => [id, kept]));
    } catch (thrown) {
      if (mine === generation) problem.value = AppError.from(thrown).message;
    }
    if (mine === generation) loading.value = false;
  }

  watch(
    () => JSON.stringify([ids(), at(), standing()]),
    () => void read(),
    { immediate: true },
  );
  onScopeDispose(() => generation++);
  return { snapshots, loading, problem };
}

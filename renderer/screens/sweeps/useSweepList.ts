import { AppError, type SweepSummary } from '#api';
import { shallowRef, watch } from 'vue';
import { useClient, useEvents, useReconnected } from '#data';
import { useReloading } from './useReloading.ts';

/** All sweeps, newest first. While runs train, only the sweeps that they belong to are read again. */
export function useSweepList(trashed: () => boolean) {
  const client = useClient();
  const sweeps = shallowRef<readonly SweepSummary[] | null>(null);
  const error = shallowRef<AppError | null>(null);
  /** Sweeps whose runs have moved since they were read; null if the list itself may have changed. */
  let moved: Set<string> | null = null;

  async function readAll(): Promise<void> {
    const wanted = trashed();
    const answer = await client.listSweeps({ trashed: wanted });
    if (wanted === trashed()) sweeps.value = answer.sweeps;
  }
  async function readSome(ids: ReadonlySet<string>): Promise<void> {
    const wanted = trashed();
    const answer = await client.listSweeps({ trashed: wanted, ids: [...ids] });
    if (wanted !== trashed()) return;
    const fresh = new Map(answer.sweeps.map((sweep) => [sweep.id, sweep]));
    sweeps.value = sweeps.value?.map((sweep) => fresh.get(sweep.id) ?? sweep) ?? null;
  }
  const read = useReloading(async () => {
    const [ids, wanted] = [moved, trashed()];
    moved = new Set();
    try {
      await (ids === null ? readAll() : readSome(ids));
      if (wanted === trashed()) error.value = null;
    } catch (thrown) {
      moved = null;
      if (wanted === trashed()) error.value = AppError.from(thrown);
    }
  });
  function reload(): void {
    moved = null;
    read();
  }

  watch(
    trashed,
    () => {
      sweeps.value = null;
      reload();
    },
    { immediate: true },
  );
  useReconnected(reload);
  useEvents((event) => {
    if (event.kind === 'historyChanged' || event.kind === 'runsRemoved') return reload();
    if (event.kind !== 'runsChanged') return;
    const ids = new Set(event.runs.flatMap(({ sweepId }) => sweepId ?? []));
    if (ids.size === 0) return;
    const known = new Set(sweeps.value?.map(({ id }) => id));
    if ([...ids].some((id) => !known.has(id)) && !trashed()) return reload();
    const mine = [...ids].filter((id) => known.has(id));
    if (mine.length === 0) return;
    if (moved !== null) for (const id of mine) moved.add(id);
    read();
  });

  return { sweeps, error, reload };
}

import { AppError, isLive, snapshotEpochs, type RunDetail, type RunSnapshots, type RunSummary } from '#api';
import { shallowRef, watch } from 'vue';
import { useClient } from '#data';

export type Snapshot = RunSnapshots['snapshots'][number];

/** The epochs for which a run has pictures: those known to be kept, and during training those it has passed. */
export function keptEpochs(
  run: Pick<RunSummary, 'config' | 'status' | 'branch' | 'epochsDone'>,
  detail: Pick<RunDetail, 'snapshots'> | undefined,
): readonly number[] {
  const known = detail?.snapshots.epochs ?? [];
  if (!isLive(run.status)) return known;
  const passed = snapshotEpochs(run.config, run.branch?.epoch ?? 0).filter((epoch) => epoch < run.epochsDone);
  return [...new Set([...known, ...passed])].sort((a, b) => a - b);
}

/**
 * The snapshots of a run at `epochs`, read once `needed` and then as they come: during training, only the new ones. If one is no longer
 * kept, as when a run is continued past its end, all are read again.
 */
export function useSnapshots(id: () => string, epochs: () => readonly number[], needed: () => boolean) {
  const client = useClient();
  /** Ascending by epoch. */
  const snapshots = shallowRef<readonly Snapshot[]>([]);
  const error = shallowRef<AppError | null>(null);
  let readOf = '';
  let busy = false;

  async function read(): Promise<void> {
    if (busy || !needed()) return;
    const [mine, wanted] = [id(), epochs()];
    let held = readOf === mine ? snapshots.value : [];
    if (held.some(({ epoch }) => !wanted.includes(epoch))) held = [];
    const missing = wanted.filter((epoch) => held.every((snapshot) => snapshot.epoch !== epoch));
    if (missing.length === 0) {
      if (readOf !== mine) [readOf, snapshots.value] = [mine, []];
      return;
    }
    busy = true;
    try {
      const { runs } = await client.readSnapshots({ ids: [mine], at: missing });
      if (mine === id()) {
        // A request for one that was not kept is answered with the one before, which may be present already.
        const news = (runs[0]?.snapshots ?? []).filter(({ epoch }) =>
          held.every((one) => one.epoch !== epoch),
        );
        snapshots.value = [...held, ...news].sort((a, b) => a.epoch - b.epoch);
        readOf = mine;
        error.value = null;
      }
    } catch (thrown) {
      if (mine === id()) error.value = AppError.from(thrown);
    }
    busy = false;
    if (mine !== id() || wanted.join() !== epochs().join()) void read();
  }

  watch([id, () => epochs().join(), needed], () => void read(), { immediate: true });
  return { snapshots, error, retry: () => void read() };
}

export type UsedSnapshots = ReturnType<typeof useSnapshots>;

import { isLive, snapshotEpochs, type RunSnapshots, type RunSummary } from '#api';
import { computed } from 'vue';
import { useClient, useLatest } from '#data';

export type Snapshot = RunSnapshots['snapshots'][number];
type StandingRun = Pick<RunSummary, 'id' | 'config' | 'status' | 'branch' | 'epochsDone'>;

/**
 * The kept parameters of a few runs, read once `needed`; those of a run in training are read again whenever it has kept more. A snapshot
 * keeps its object, so that its pictures need not be made again.
 */
export function useComparedSnapshots(runs: () => readonly StandingRun[], needed: () => boolean) {
  const client = useClient();
  const known = new Map<string, { readonly standing: string; readonly snapshots: readonly Snapshot[] }>();

  const { value, isLoading, error } = useLatest(
    () =>
      needed() && runs().length > 0 ? runs().map((run) => ({ id: run.id, standing: standingOf(run) })) : null,
    async (wanted) => {
      const stale = wanted.filter(({ id, standing }) => known.get(id)?.standing !== standing);
      if (stale.length > 0) {
        const answer = await client.readSnapshots({ ids: stale.map(({ id }) => id), at: 'all' });
        const standings = new Map(stale.map(({ id, standing }) => [id, standing]));
        for (const { id, snapshots } of answer.runs) {
          known.set(id, { standing: standings.get(id)!, snapshots: keepObjects(snapshots, known.get(id)?.snapshots) }); // oxfmt-ignore
        }
      }
      return new Map(wanted.map(({ id }) => [id, known.get(id)?.snapshots ?? []]));
    },
    { key: JSON.stringify, keeps: () => true, inTurn: true },
  );
  /** By run, ascending by epoch; a run that has not been read has no entry. */
  const snapshots = computed(() => value.value ?? new Map<string, readonly Snapshot[]>());
  return { snapshots, isLoading, error };
}

/** Changes with each snapshot that a run keeps. */
function standingOf({ config, status, branch, epochsDone }: StandingRun): string {
  if (!isLive(status)) return `ended ${epochsDone}`;
  return `kept ${snapshotEpochs(config, branch?.epoch ?? 0).filter((epoch) => epoch < epochsDone).length}`;
}

/** Parameters before an epoch's update never change. */
function keepObjects(now: readonly Snapshot[], before: readonly Snapshot[] = []): readonly Snapshot[] {
  const byEpoch = new Map(before.map((snapshot) => [snapshot.epoch, snapshot]));
  return now.map((snapshot) => byEpoch.get(snapshot.epoch) ?? snapshot);
}

export type ComparedSnapshots = ReturnType<typeof useComparedSnapshots>;

import { type CommandInput, isLive, type RunStatus, type SweepDetail, type SweepSummary } from '#api';
import { formatPlural } from '#words';
import { attempt, onStanding, toast, useClient, useExport, useRenaming, useRunActions } from '#data';

type Sweep = Pick<SweepSummary, 'id' | 'name'>;
type Member = { readonly id: string | null; readonly status: RunStatus | null };

/** What can be done with a whole sweep. Failures are shown and resolve to undefined; destructive actions can be undone. */
export function useSweepActions(changed: () => void) {
  const client = useClient();
  const runs = useRunActions();
  const renaming = useRenaming();
  const exportRuns = useExport();

  const change = (work: () => Promise<SweepSummary>): Promise<SweepSummary | undefined> =>
    attempt(async () => {
      const sweep = await work();
      changed();
      return sweep;
    });

  /** Applies an action to the runs of a sweep that are in the required state. */
  const onMembers = (
    id: string,
    wanted: (status: RunStatus) => boolean,
    act: (selection: { ids: string[] }) => Promise<unknown>,
    runsOf: (sweep: SweepDetail) => readonly Member[] = (sweep) => sweep.members,
  ): Promise<void> =>
    attempt(() =>
      onStanding(async () => {
        const members = runsOf(await client.getSweep({ id }));
        return members.flatMap((run) => (run.id && run.status && wanted(run.status) ? [run.id] : []));
      }, act),
    );

  return {
    pause: ({ id }: Sweep) =>
      onMembers(id, (status) => status === 'queued' || status === 'running', client.pauseRuns),
    continueRuns: ({ id }: Sweep) => onMembers(id, (status) => status === 'paused', client.continueRuns),
    stop: ({ id }: Sweep) => onMembers(id, isLive, ({ ids }) => runs.stopRuns(ids)),
    confirm: (wish: CommandInput<'confirmSweep'>) => change(() => client.confirmSweep(wish)),
    stopConfirmation: ({ id }: Sweep) =>
      onMembers(
        id,
        isLive,
        ({ ids }) => runs.stopRuns(ids),
        (sweep) => sweep.confirmations.at(-1)?.members ?? [],
      ),
    trainMissing: ({ id }: Sweep) => change(() => client.trainMissing({ id })),
    rename: ({ id }: Sweep, name: string, from: string) =>
      renaming(name, (basedOn) => client.updateSweep({ id, name, ...basedOn }).finally(changed), from),
    exportRuns: async ({ id }: Sweep) => exportRuns({ table: 'runs', selection: { sweepId: id } }),
    compare: runs.compare,

    trash: ({ id, name }: Sweep) =>
      change(async () => {
        const sweep = await client.trashSweep({ id });
        toast.info(`Moved ${name} with ${formatPlural(sweep.movedRuns, 'run')} to the trash.`, {
          undo: () => client.restoreSweep({ id }).then(changed),
        });
        return sweep;
      }),
    restore: ({ id, name }: Sweep) =>
      change(async () => {
        const sweep = await client.restoreSweep({ id });
        toast.info(`Restored ${name} with ${formatPlural(sweep.movedRuns, 'run')}.`, {
          undo: () => client.trashSweep({ id }).then(changed),
        });
        return sweep;
      }),
  };
}

export type SweepActions = ReturnType<typeof useSweepActions>;

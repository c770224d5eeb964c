import { isLive, type RunStatus, type SweepDetail, type SweepSummary } from '#api';
import { formatPlural } from '../../components/format.ts';
import { useClient } from '../../composables/useClient.ts';
import { useExport } from '../../composables/useExport.ts';
import { useRunActions } from '../../composables/useRunActions.ts';
import { useToasts } from '../../composables/useToasts.ts';

type Sweep = Pick<SweepSummary, 'id' | 'name'>;

/** What one can do with a whole sweep. Failures are shown and resolve to undefined; what destroys can be undone. */
export function useSweepActions(changed: (sweep: SweepDetail) => void = () => undefined) {
  const client = useClient();
  const runs = useRunActions();
  const exportRuns = useExport();
  const { toast } = useToasts();

  async function attempt(work: () => Promise<SweepDetail>): Promise<SweepDetail | undefined> {
    try {
      const sweep = await work();
      changed(sweep);
      return sweep;
    } catch (thrown) {
      toast.error(thrown);
      return undefined;
    }
  }

  /** Ids of the sweep's runs that stand as asked, as of now. */
  async function members(id: string, wanted: (status: RunStatus) => boolean): Promise<string[]> {
    const sweep = await attempt(() => client.getSweep({ id }));
    return (
      sweep?.members.flatMap((member) =>
        member.id !== null && member.status !== null && wanted(member.status) ? [member.id] : [],
      ) ?? []
    );
  }

  async function onMembers(
    id: string,
    wanted: (status: RunStatus) => boolean,
    act: (ids: readonly string[]) => Promise<unknown>,
  ): Promise<void> {
    const ids = await members(id, wanted);
    if (ids.length > 0) await act(ids);
  }

  return {
    pause: ({ id }: Sweep) =>
      onMembers(id, (status) => status === 'queued' || status === 'running', runs.pause),
    continueRuns: ({ id }: Sweep) => onMembers(id, (status) => status === 'paused', runs.continueRuns),
    stop: ({ id }: Sweep) => onMembers(id, isLive, runs.stop),
    heal: ({ id }: Sweep) => attempt(() => client.healSweep({ id })),
    rename: ({ id }: Sweep, name: string) => attempt(() => client.updateSweep({ id, name })),
    exportRuns: async ({ id }: Sweep) => exportRuns({ table: 'runs', selection: { sweepId: id } }),
    compare: runs.compare,

    trash: ({ id, name }: Sweep) =>
      attempt(async () => {
        const sweep = await client.trashSweep({ id });
        toast.info(`Moved ${name} with ${formatPlural(sweep.runs, 'run')} to the trash.`, {
          undo: async () => changed(await client.restoreSweep({ id })),
        });
        return sweep;
      }),
    restore: ({ id, name }: Sweep) =>
      attempt(async () => {
        const sweep = await client.restoreSweep({ id });
        toast.info(`Restored ${name}.`, { undo: async () => changed(await client.trashSweep({ id })) });
        return sweep;
      }),
  };
}

export type SweepActions = ReturnType<typeof useSweepActions>;

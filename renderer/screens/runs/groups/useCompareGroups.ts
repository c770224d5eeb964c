import { findField, type CommandArguments } from '#api';
import { attempt, toast, useClient, usePreference, useRunActions } from '#data';
import { formatCount } from '#words';

type Selection = Pick<CommandArguments<'listRuns'>, 'filter' | 'trashed' | 'sweepId'>;

/** Maximum number of runs compared at once. */
const mostRuns = 100;

/** Compares the runs of groups; the comparison groups them, too, if the groups are by a single config path. */
export function useCompareGroups() {
  const client = useClient();
  const { compare } = useRunActions();
  const grouping = usePreference('compare.grouping');

  return (groups: readonly Selection[], by: readonly string[]): Promise<unknown> =>
    attempt(async () => {
      const each = Math.max(1, Math.floor(mostRuns / groups.length));
      const pages = await Promise.all(
        groups.slice(0, mostRuns).map((selection) => client.listRuns({ ...selection, limit: each })),
      );
      const [path = ''] = by;
      if (by.length === 1 && findField(path)?.group === 'config') grouping.value = path;
      // A run with several tags is in several groups.
      await compare([...new Set(pages.flatMap(({ runs }) => runs.map(({ id }) => id)))]);
      const left = pages.reduce((sum, { total, runs }) => sum + total - runs.length, 0);
      if (left > 0)
        toast.info(
          `Compared are the newest ${formatCount(each)} runs of each group; ${formatCount(left)} are left out.`,
        );
    });
}

import type { FieldColumns, NamedLayers, Timeline } from '#api';
import { type Latest, useClient, useLatest, useReconnected, useRunsMoved } from '#data';

/** Which runs to show: those that their list would show. */
export interface ExploreSelection {
  readonly filter: string;
  readonly sweepId?: string;
}

/** While thousands of runs train, a picture this old still says the same. */
const reloadEveryMs = 3000;

/**
 * Values of runs, and the names of their layers: read together, so that a figure of thousands of runs is not made twice because of a name.
 */
export interface ExploreTable extends FieldColumns {
  readonly layers: NamedLayers;
}

/** The values of `fields`, and of all fields in which the runs differ, read again when runs change. */
export function useExploreTable(
  selection: () => ExploreSelection,
  fields: () => readonly string[],
): Latest<ExploreTable> {
  const client = useClient();
  const latest = useLatest(
    () => ({ ...selection(), fields: [...fields()], withDiffering: true }),
    async (query) => {
      const [table, { layers }] = await Promise.all([client.readColumns(query), client.describeFields()]);
      return { ...table, layers };
    },
    { key: JSON.stringify },
  );
  useFreshness(latest);
  return latest;
}

/** When they were trained; read only while it is being looked at. */
export function useTimeline(selection: () => ExploreSelection | null): Latest<Timeline> {
  const client = useClient();
  const latest = useLatest(selection, (query) => client.readTimeline(query), { key: JSON.stringify });
  useFreshness(latest);
  return latest;
}

/** Reads again when runs change, and after a reconnection to the host. */
function useFreshness({ reload }: Latest<unknown>): void {
  useRunsMoved(reload, reloadEveryMs);
  useReconnected(() => void reload());
}

import { maxRunIds } from '#api';
import type { Ref } from 'vue';
import { useClient, useRunStore } from '#data';
import type { RunListQuery } from './useRunList.ts';

/** Asks the host about the part of a list beyond the rows that have been read, whose ids are `known`. */
export function useListedIds(query: Ref<RunListQuery>, known: () => readonly string[]) {
  const client = useClient();
  const store = useRunStore();

  function selectionOf(sweepId: string | undefined) {
    const { filter, trashed, archived } = query.value;
    return { filter, trashed, archived, sweepId };
  }

  return {
    /** Those of the runs `asked` that are not in the list; if the host cannot tell, those that are not loaded. */
    async goneOf(asked: readonly string[]): Promise<string[]> {
      const listed = new Set(known());
      const unknown = asked.filter((id) => !listed.has(id));
      if (unknown.length === 0) return [];
      const selection = selectionOf(query.value.sweepId);
      try {
        for (let first = 0; first < unknown.length; first += maxRunIds) {
          const part = unknown.slice(first, first + maxRunIds);
          (await client.matchRuns({ ...selection, ids: part })).ids.forEach((id) => listed.add(id));
        }
        return unknown.filter((id) => !listed.has(id));
      } catch {
        return unknown;
      }
    },

    /** Loads the summaries of these runs, at most a hundred, if their rows were not read. */
    async bringRuns(ids: readonly string[]): Promise<void> {
      const unread = ids.filter((id) => !store.byId.has(id));
      if (unread.length > 0) await store.read(client.readRuns({ ids: unread }), ({ runs }) => runs);
    },

    /** Ids of all listed runs, folded or not, or of those of one sweep, if given. Their summaries are loaded afterwards. */
    async readRunsOf(sweepId = query.value.sweepId): Promise<string[]> {
      const { sort, descending } = query.value;
      const selection = { ...selectionOf(sweepId), sort, descending };
      const found: string[] = [];
      for (;;) {
        const page = client.listRuns({ ...selection, offset: found.length, limit: 1000 });
        const { runs, total: all } = await store.read(page, (answer) => answer.runs);
        found.push(...runs.map(({ id }) => id));
        if (runs.length === 0 || found.length >= all) return found;
      }
    },
  };
}

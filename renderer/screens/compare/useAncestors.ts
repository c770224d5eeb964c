import type { RunSummary } from '#api';
import { computed, watch, type ComputedRef } from 'vue';
import { useClient, useRunStore } from '#data';

/** A run that a fork goes back to, and the first epoch that no longer belongs to the fork's history. */
export interface Ancestor {
  readonly run: RunSummary;
  readonly until: number;
}

/** The runs that each fork descends from, its parent first. Empty lists if they were deleted or are not requested. */
export function useAncestors(
  runs: () => readonly RunSummary[],
  wanted: () => boolean,
): ComputedRef<ReadonlyMap<string, readonly Ancestor[]>> {
  const client = useClient();
  const store = useRunStore();
  const asked = new Set<string>();

  const chains = computed(() => new Map(wanted() ? runs().map((run) => [run.id, chainOf(run)]) : []));

  function chainOf(run: RunSummary): Ancestor[] {
    const chain: Ancestor[] = [];
    for (let { branch } = run; branch !== null;) {
      const parent = store.byId.get(branch.parentId);
      if (!parent) break;
      chain.push({ run: parent, until: branch.epoch });
      branch = parent.branch;
    }
    return chain;
  }

  /** The next unknown ancestor of each fork. */
  const missing = computed(() => {
    if (!wanted()) return [];
    const parents = runs().flatMap((run) => {
      const oldest = chainOf(run).at(-1)?.run ?? run;
      const { branch } = oldest;
      return branch && branch.parentName !== null && !store.byId.has(branch.parentId)
        ? [branch.parentId]
        : [];
    });
    return [...new Set(parents)];
  });

  watch(
    () => missing.value.join(),
    () => {
      for (const id of missing.value) {
        if (asked.has(id)) continue;
        asked.add(id);
        // Without its parent, a fork is drawn from its own first epoch, as without this option.
        store.read(client.getRun({ id }), (run) => [run]).catch(() => undefined);
      }
    },
    { immediate: true },
  );
  return chains;
}

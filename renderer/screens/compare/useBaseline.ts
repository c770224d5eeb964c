import type { RunSummary } from '#api';
import { computed, ref, type ComputedRef } from 'vue';

export interface Baseline {
  /** The run that differences are to; undefined before all runs are read. */
  readonly baseline: ComputedRef<RunSummary | undefined>;
  choose(id: string): void;
}

/** The chosen base, else the first run that may be one. */
export function useBaseline(runs: () => readonly RunSummary[], isRead: () => boolean): Baseline {
  const chosen = ref<string | null>(null);
  return {
    baseline: computed(
      () => runs().find(({ id }) => id === chosen.value) ?? (isRead() ? firstBaseline(runs()) : undefined),
    ),
    choose: (id) => (chosen.value = id),
  };
}

/** The first run that neither diverged nor failed: nothing can be held against one that did. Where all did, the first of them. */
export function firstBaseline(runs: readonly RunSummary[]): RunSummary | undefined {
  const sound = runs.find(({ divergedAt, status }) => divergedAt === null && status !== 'failed');
  return sound ?? runs[0];
}
